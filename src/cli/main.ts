#!/usr/bin/env node
/** The command line: arguments in, an exit code out. Commands are loaded when they are called. */

import { Command, Option } from 'commander';
import { CREDENTIAL_HELP, CREDENTIAL_NAMES } from './credentials.ts';
import { EXIT, type ExitCode } from './failure.ts';
import type { Io } from './io.ts';
import { processIo } from './process-io.ts';
import { parseReport } from './reports.ts';
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
    .configureOutput({ writeOut: io.stdout, writeErr: text => io.stderr(text.trimEnd()) })
    .exitOverride()
    .addHelpText('after', EXIT_CODES);

  estateOptions(program.command('scan').description('judge the wiring as it is today'))
    .option('--snapshot <file>', 'judge a snapshot instead of asking Azure')
    .addOption(
      new Option(
        '--report <format[=file]>',
        'text, json or sarif, to stdout or a file; may be given several times (default: text)',
      )
        .argParser((value, before: unknown[] = []) => [...before, parseReport(value)])
        .default([], 'text'),
    )
    .option('--rules <folder>', 'a folder of further rules; may be given several times', collect, [])
    .addOption(
      new Option('--fail-on <level>', 'exit with 1 on failures of this level or above (default: error)').choices([
        'error',
        'warning',
        'note',
        'never',
      ]),
    )
    .option('--verbose', 'show passed checks, every grant and whole ids')
    .action(run(async options => (await import('./commands/scan.ts')).scan(options, io)));

  estateOptions(program.command('snapshot').description('collect the facts into a file, for scans without Azure'))
    .argument('<file>', 'where to write; compressed where it ends in .gz')
    .action(run(async (file, options) => (await import('./commands/snapshot.ts')).snapshot(file, options, io)));

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
    .option('--folder <folder>', 'where to write them', 'rules')
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

function estateOptions(command: Command): Command {
  return command
    .option('--config <file>', 'what the team declares (default: midrift.yaml, where there is one)')
    .option('--demo', 'read an embedded Azure with a sample estate')
    .addOption(new Option('--credential <name>', CREDENTIAL_HELP).choices(CREDENTIAL_NAMES).default('default'))
    .option('--client-id <id>', 'the client id of a managed or workload identity, where there are several')
    .option('--quiet', 'no progress on stderr');
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

const EXIT_CODES = `
Exit codes:
  0  nothing at or above --fail-on
  1  findings
  2  the command, the config, a file or a rule is wrong
  3  something could not be read, or an error-level check is unknown`;

process.exitCode = await main(process.argv.slice(2), processIo());
