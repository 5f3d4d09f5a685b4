#!/usr/bin/env node
/** The command line: arguments in, an exit code out. Commands are loaded when they are called. */

import { Command, Option } from 'commander';
import { PLAN_KINDS } from '../model/plan.ts';
import { CREDENTIAL_HELP, CREDENTIAL_NAMES } from './credentials.ts';
import { EXIT, type ExitCode } from './failure.ts';
import type { Io } from './io.ts';
import { processIo } from './process-io.ts';
import { FORMATS, parseReport } from './reports.ts';
import { sayError } from './say-error.ts';
import { VERSION } from './version.ts';

/** Runs a command line. */
async function main(argv: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.clean;
  const run =
    <Arguments extends unknown[]>(command: (...args: Arguments) => Promise<ExitCode>) =>
    async (...args: Arguments) => {
      exitCode = await command(...args);
    };
  const program = new Command('midrift')
    .description('Audits the managed-identity wiring of Azure Operator Nexus clusters and Azure CycleCloud.')
    .version(VERSION)
    .showSuggestionAfterError()
    // Choices and defaults stand in the descriptions, in words.
    .configureHelp({ optionDescription: ({ description }) => description })
    .configureOutput({ writeOut: io.stdout, writeErr: text => io.stderr(text.trimEnd()) })
    .exitOverride()
    .addHelpText('after', EXIT_CODES);

  reportOptions(
    estateOptions(program.command('scan').description('judge the wiring as it is today')).option(
      '--snapshot <file>',
      'judge a snapshot instead of asking Azure',
    ),
  )
    .option('--rules <folder>', 'a folder of further rules; may be given several times', collect, [])
    .addOption(
      new Option(
        '--fail-on <level>',
        'exit with 1 on failures of this level or above: error, warning, note or never (default: error)',
      ).choices(['error', 'warning', 'note', 'never']),
    )
    .option('--baseline <file>', 'a result that --report json wrote: say what is new since, and what is fixed')
    .option('--fail-on-new', 'exit with 1 only for failures that the baseline does not have')
    .option('--history <folder>', 'add the sums of this run to a folder, and show how they went')
    .option('--lock <file>', 'the approved wiring (default: midrift.lock.yaml beside the config, where there is one)')
    .action(run(async options => (await import('./commands/scan.ts')).scan(options, io)));

  reportOptions(
    estateOptions(program.command('gate').description('judge a plan before it is carried out'))
      .argument(
        '[plan...]',
        'files: an ARM what-if, an ARM template, a Terraform plan (terraform show -json), a script of az commands, a REST body, a file of CycleCloud; - is standard input',
      )
      .option('--snapshot <file>', 'judge on a snapshot instead of asking Azure')
      .option('--offline', 'judge the plan by itself: what it does not make is not known'),
  )
    .addOption(
      new Option('--plan-kind <kind>', `${PLAN_KINDS.join(', ')} (default: found by content)`).choices(PLAN_KINDS),
    )
    .option('--parameters <file>', 'a parameter file of the ARM template; may be given several times', collect, [])
    .option('--patch <file>', 'a body that is sent to --resource by PATCH')
    .option('--resource <id>', 'the resource that a REST body is sent to')
    .option('--api-version <version>', 'the version of the API that a REST body is sent to')
    .option('--subscription <id>', 'where the plan is deployed, as far as it does not say so itself')
    .option('--resource-group <name>', 'likewise')
    .option('--management-group <name>', 'likewise')
    .option('--location <name>', 'likewise')
    .option('--tenant <id>', 'likewise')
    .option('--rules <folder>', 'a folder of further rules; may be given several times', collect, [])
    .addOption(
      new Option(
        '--fail-on <level>',
        'exit with 1 where the plan breaks something of this level or above: error, warning, note or never (default: error)',
      ).choices(['error', 'warning', 'note', 'never']),
    )
    .option('--strict', 'what was broken or unknown before the plan counts as well')
    .action(run(async (files, options) => (await import('./commands/gate.ts')).gate(files, options, io)));

  reportOptions(program.command('report').description('draw other reports of a result that --report json wrote'))
    .argument('<file>')
    .action(run(async (file, options) => (await import('./commands/report.ts')).report(file, options, io)));

  estateOptions(program.command('lock').description('approve the wiring as it is, in a file that people review'))
    .option('--snapshot <file>', 'approve the wiring of a snapshot instead of asking Azure')
    .option('--lock <file>', 'the file to write (default: midrift.lock.yaml beside the config)')
    .option('--only <part>', 'approve a part alone: the id of a system, identity, resource or scope')
    .option('--yes', 'write without asking')
    .option('--accept-failures <because>', 'approve although failures of level error stand, and write down why')
    .option('--rules <folder>', 'a folder of further rules; may be given several times', collect, [])
    .action(run(async options => (await import('./commands/lock.ts')).lock(options, io)));

  reportOptions(estateOptions(program.command('drift').description('compare the wiring with what was approved')))
    .option('--snapshot <file>', 'compare a snapshot instead of asking Azure')
    .option('--lock <file>', 'the approved wiring (default: midrift.lock.yaml beside the config)')
    .option('--from <file>', 'compare two snapshots instead: the earlier one')
    .option('--to <file>', 'the later one')
    .option('--rules <folder>', 'a folder of further rules; may be given several times', collect, [])
    .addOption(
      new Option(
        '--fail-on <level>',
        'exit with 1 on changes of this level or above: error, warning, note or never (default: note)',
      ).choices(['error', 'warning', 'note', 'never']),
    )
    .action(run(async options => (await import('./commands/drift.ts')).drift(options, io)));

  program
    .command('waive')
    .description('accept a failure for a while')
    .argument('<rule>', 'the id of the rule that fails')
    .argument('<subject>', 'the id of what it fails on, or a pattern in which * stands for any characters')
    .requiredOption('--because <text>', 'why it is accepted')
    .requiredOption('--until <date>', 'the last day on which it is, such as 2027-03-31')
    .option('--by <name>', 'who accepts it')
    .option('--file <file>', 'the config, or the file of waivers that it names (default: midrift.yaml)', 'midrift.yaml')
    .option('--rules <folder>', 'a folder of further rules; may be given several times', collect, [])
    .action(
      run(async (rule, subject, options) => (await import('./commands/waive.ts')).waive(rule, subject, options, io)),
    );

  estateOptions(program.command('snapshot').description('collect the facts into a file, for scans without Azure'))
    .argument('<file>', 'where to write; compressed where it ends in .gz')
    .action(run(async (file, options) => (await import('./commands/snapshot.ts')).snapshot(file, options, io)));

  estateOptions(
    program.command('doctor').description('say what can be read with this credential, and what to do about the rest'),
  )
    .addHelpText('after', DOCTOR_EXIT_CODES)
    .action(run(async options => (await import('./commands/doctor.ts')).doctor(options, io)));

  estateOptions(program.command('init').description('write a first config of what is found'), INIT_CONFIG)
    .option('--snapshot <file>', 'find it in a snapshot instead of asking Azure')
    .option(
      '--cloud <name>',
      'AzureCloud (the default), AzureUSGovernment, AzureChinaCloud, or a config that describes a private one',
    )
    .action(run(async options => (await import('./commands/init.ts')).init(options, io)));

  program
    .command('cyclecloud')
    .description('help with CycleCloud')
    .command('role')
    .description('print the least custom role of a declared server, for az role definition create')
    .option('--config <file>', 'what the team declares (default: midrift.yaml, where there is one)')
    .option('--demo', 'of a server of the sample config')
    .option('--server <name>', 'the name of the VM, where several are declared')
    .action(run(async options => (await import('./commands/cyclecloud.ts')).cycleCloudRole(options, io)));

  const rules = program.command('rules').description('the rules: explained, begun and proved');
  const folders = (command: Command) =>
    command.option('--rules <folder>', 'a folder of further rules; may be given several times', collect, []);
  folders(rules.command('list').description('a line for each rule')).action(
    run(async options => (await import('./commands/rules.ts')).listRules(options.rules, io)),
  );
  folders(
    rules.command('show').description('all about a rule, and the fields that it may read').argument('<id>'),
  ).action(run(async (id, options) => (await import('./commands/rules.ts')).showRule(id, options.rules, io)));
  rules
    .command('new')
    .description('begin a rule and its fixture')
    .argument('<id>', 'names the fault, such as nexus-vault-elsewhere')
    .option('--folder <folder>', 'where to write them (default: rules)', 'rules')
    .action(run(async (id, { folder }) => (await import('./commands/rules.ts')).newRule(id, folder, io)));
  rules
    .command('test')
    .description('prove the rules of a folder by their fixtures')
    .argument('<folder>')
    .action(run(async folder => (await import('./commands/rules.ts')).testRules(folder, io)));

  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    return sayError(error, io);
  }
}

const INIT_CONFIG = 'the file to write, which must not be there; - is stdout (default: midrift.yaml)';

function estateOptions(
  command: Command,
  config = 'what the team declares (default: midrift.yaml, where there is one)',
): Command {
  return command
    .option('--config <file>', config)
    .option('--demo', 'read an embedded Azure with a sample estate')
    .addOption(new Option('--credential <name>', CREDENTIAL_HELP).choices(CREDENTIAL_NAMES).default('default'))
    .option('--client-id <id>', 'the client id of a managed or workload identity, where there are several')
    .option('--quiet', 'no progress on stderr');
}

function reportOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--report <format[=file]>',
        `${FORMATS.join(', ')}, to stdout or a file; may be given several times (default: text)`,
      )
        .argParser((value, before: unknown[] = []) => [...before, parseReport(value)])
        .default([], 'text'),
    )
    .addOption(
      new Option('--sarif-profile <profile>', 'github: alerts for code scanning; full: every finding')
        .choices(['github', 'full'])
        .default('github'),
    )
    .option('--verbose', 'show passed checks, every grant and whole ids');
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

const EXIT_CODES = `
Exit codes:
  0  nothing at or above --fail-on
  1  findings; of a gate, those that the plan makes
  2  the command, the config, a file or a rule is wrong
  3  something could not be read, an error-level check is unknown, or there
     was nothing to judge`;

const DOCTOR_EXIT_CODES = `
Exit codes:
  0  a scan would be complete
  2  the command, the config or a file is wrong, or nobody could sign in
  3  something is missing that a scan needs, or there is nothing to judge`;

process.exitCode = await main(process.argv.slice(2), processIo());
