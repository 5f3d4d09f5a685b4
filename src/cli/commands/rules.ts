/** `midrift rules`: the rules explained, begun and proved. */

import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from '../../model/estate.ts';
import { LEVELS } from '../../model/finding.ts';
import type { Rule } from '../../rules/rule.ts';
import { readText } from '../../sources/files.ts';
import { meant } from '../../sources/meant.ts';
import { SUBJECTS } from '../../subjects/subjects.ts';
import { TYPES } from '../../subjects/types.ts';
import { EXIT, type ExitCode, Failure, failureOf } from '../failure.ts';
import { packageFile } from '../home.ts';
import type { Io } from '../io.ts';
import { loadRuleSet } from '../rules.ts';

/** The healthy estates that fixtures edit. */
const ESTATES = packageFile('fixtures/estates');

/** A line a rule, by requirement. */
export async function listRules(folders: readonly string[], io: Io): Promise<ExitCode> {
  const { rules } = await loadRuleSet(folders);
  const rows = [...rules]
    .sort(byRequirement)
    .map(rule => [rule.requirement, levelOf(rule), rule.id, rule.title] as const);
  const widths = [0, 1, 2].map(column => Math.max(...rows.map(row => row[column]!.length)));
  for (const row of rows) {
    io.stdout(
      `${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
  }
  return EXIT.clean;
}

/** Everything about one rule, and the fields that it may read. */
export async function showRule(id: string, folders: readonly string[], io: Io): Promise<ExitCode> {
  const { rules, requirements } = await loadRuleSet(folders);
  const rule = rules.find(candidate => candidate.id === id || candidate.formerly.includes(id));
  if (rule === undefined) {
    throw new Failure(
      `no rule is called "${id}"; ${meant(
        id,
        rules.map(candidate => candidate.id),
      ).slice(0, 300)}`,
    );
  }
  const requirement = requirements.find(candidate => candidate.id === rule.requirement);
  const lines = [
    rule.title,
    '',
    `rule         ${rule.id}`,
    `level        ${levelOf(rule)}${rule.securitySeverity === undefined ? '' : `, security severity ${rule.securitySeverity.toFixed(1)}`}`,
    `requirement  ${rule.requirement}: ${requirement?.says ?? ''}`,
    ...(requirement === undefined
      ? []
      : [`source       ${requirement.source.document}, "${requirement.source.section}"`]),
    `subject      ${rule.subject}: ${SUBJECTS[rule.subject].says}`,
    `impact       ${rule.impact}`,
    `fix          ${rule.fix}`,
    `see          ${rule.see}`,
    '',
    'It may read:',
    ...fieldLines(rule),
  ];
  io.stdout(`${lines.join('\n')}\n`);
  return EXIT.clean;
}

/** Begins a rule and its fixture in a folder; refuses to replace either. */
export async function newRule(id: string, folder: string, io: Io): Promise<ExitCode> {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id)) {
    throw new Failure(`"${id}" is no id of a rule; expected words of lower-case letters and digits, joined by hyphens`);
  }
  const files = { [join(folder, `${id}.yaml`)]: ruleText(id), [join(folder, 'fixtures', `${id}.yaml`)]: FIXTURE };
  const present = Object.keys(files).filter(file => existsSync(file));
  if (present.length > 0) throw new Failure(`${present.join(' and ')} exists already; choose another id`);
  await mkdir(join(folder, 'fixtures'), { recursive: true });
  for (const [file, text] of Object.entries(files)) {
    await writeFile(file, text, { flag: 'wx' });
    io.stdout(`wrote ${file}\n`);
  }
  io.stdout(`Next: midrift rules test ${folder}\n`);
  return EXIT.clean;
}

/** Proves the rules of a folder by their fixtures: each needs a case that fails, one that passes and one that is unknown. */
export async function testRules(folder: string, io: Io): Promise<ExitCode> {
  const [{ prove, readFixture }, { readYamlFolder }] = await Promise.all([
    import('../fixture.ts'),
    import('../../sources/files.ts'),
  ]);
  const names = new Set(
    (await readYamlFolder(folder)).map(({ file }) => file.replace(/^.*\//, '').replace(/\.yaml$/, '')),
  );
  const rules = (await loadRuleSet([folder])).rules.filter(({ id }) => names.has(id));
  let cases = 0;
  const faults: string[] = [];
  for (const rule of rules) {
    const file = join(folder, 'fixtures', `${rule.id}.yaml`);
    if (!existsSync(file)) {
      faults.push(`${file} is missing: every rule brings its proof; midrift rules new shows one`);
      continue;
    }
    const read = readFixture(await readText(file));
    if ('problems' in read) throw failureOf(read.problems);
    cases += read.fixture.cases.length;
    for (const { case: name, says } of prove(rule, read.fixture, await healthyEstate(read.fixture.estate))) {
      faults.push(`${file}: ${name}: ${says}`);
    }
  }
  for (const fault of faults) io.stderr(fault);
  io.stdout(`${rules.length} rules, ${cases} cases, ${faults.length} faults\n`);
  return faults.length > 0 ? EXIT.findings : EXIT.clean;
}

/** A healthy estate that fixtures edit, by name. */
export async function healthyEstate(name: string): Promise<Json> {
  const { readYaml } = await import('../../sources/yaml.ts');
  const path = join(ESTATES, `${name}.yaml`);
  if (!/^[a-z-]+$/.test(name) || !existsSync(path))
    throw new Failure(`no estate is called "${name}"; expected nexus or cyclecloud`);
  const { file, text } = await readText(path, `${name}.yaml`);
  const { value, problems } = readYaml(text, file);
  if (problems.length > 0) throw failureOf(problems);
  return value;
}

/** Rules on updates only judge plans. */
function levelOf({ level, subject }: Rule): string {
  return subject === 'nexus.update' ? `${level} (gate)` : level;
}

function byRequirement(a: Rule, b: Rule): number {
  const key = ({ requirement, level, id }: Rule) => `${requirement} ${LEVELS.indexOf(level)} ${id}`;
  return key(a) < key(b) ? -1 : 1;
}

function fieldLines(rule: Rule): string[] {
  return Object.entries(SUBJECTS[rule.subject].variables).flatMap(([variable, type]) => [
    `  ${variable}: ${TYPES[type].says}`,
    ...Object.entries(TYPES[type].fields).map(
      ([field, { type: of, says }]) => `    ${`${variable}.${field}`.padEnd(44)} ${of.padEnd(14)} ${says}`,
    ),
  ]);
}

function ruleText(id: string): string {
  return `# yaml-language-server: $schema=../node_modules/midrift/schemas/rule.schema.json
id: ${id}
requirement: NX-KV-2
title: Key vault of the secret archive lies outside the platform's resource group
subject: nexus.secret-archive
level: warning
when: vault.exists
require: vault.resourceGroup == "rg-nexus"
message: '{{ vault.name }} lies in {{ vault.resourceGroup }}.'
impact: The team that owns it may not be the one that is called when rotation fails.
fix:
  say: Move the vault to rg-nexus.
see: https://learn.microsoft.com/azure/azure-resource-manager/management/move-resource-group-and-subscription
`;
}

const FIXTURE = `# Edits (JSON merge patches) of a healthy estate, each with the verdict that the rule must come to.
estate: nexus
cases:
  - name: a vault in the platform's resource group
    expect: pass
  - name: a vault elsewhere
    expect: fail
    says: lies in rg-other
    edit:
      rows:
        resources:
          vault:
            id: /subscriptions/5b000001-0000-4000-8000-000000000001/resourceGroups/rg-other/providers/Microsoft.KeyVault/vaults/kv-edge
  - name: a vault that cannot be found
    expect: unknown
    edit:
      rows:
        resources:
          vault: ~
`;
