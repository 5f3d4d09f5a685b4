import { readdirSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { healthyEstate } from '../../src/cli/commands/rules.ts';
import { prove, readFixture } from '../../src/cli/fixture.ts';
import type { Json } from '../../src/model/estate.ts';
import { loadRules, type RuleSet } from '../../src/rules/load.ts';
import type { RuleFile } from '../../src/rules/rule.ts';
import { readText, readYamlFolder } from '../../src/sources/files.ts';
import { printProblem } from '../../src/sources/problem.ts';
import { readYaml } from '../../src/sources/yaml.ts';

const rules = suite('the rules that midrift brings');

const HOME = new URL('../../', import.meta.url).pathname;
const FILES = await readYamlFolder(`${HOME}rules`, 'rules');
const { rules: RULES, requirements: REQUIREMENTS } = await loaded();

/** Each rule's file as it is written. */
const RULE_FILES = FILES.filter(({ file }) => !file.endsWith('requirements.yaml')).map(({ file, text }) => ({
  file,
  rule: readYaml(text, file).value as unknown as RuleFile,
}));

const ESTATES = new Map<string, Promise<Json>>();

/** A healthy estate, read once. */
function estate(name: string): Promise<Json> {
  const read = ESTATES.get(name) ?? healthyEstate(name);
  ESTATES.set(name, read);
  return read;
}

async function loaded(): Promise<RuleSet> {
  const set = loadRules(FILES);
  if ('problems' in set) throw new Error(set.problems.map(printProblem).join('\n'));
  return set;
}

function range(prefix: string, last: number): string[] {
  return Array.from({ length: last }, (_, index) => `${prefix}${index + 1}`);
}

/** What the documents require of clusters, servers, identities and grants as they are, and of updates. */
const REQUIRED = [
  ...range('NX-ID-', 8),
  ...range('NX-ST-', 7),
  ...range('NX-LA-', 3),
  ...range('NX-KV-', 8),
  ...range('NX-UP-', 5),
  ...range('CC-SV-', 9),
  ...range('CC-AC-', 1),
  ...range('CC-LK-', 5),
  ...range('CC-ND-', 4),
  ...range('DR-', 8),
  ...range('ID-', 4),
].sort();

/** Requirements that are broken in several ways, of which one is less or more grave: its rule, and that rule's level. */
const OTHERWISE = new Map([
  ['cyclecloud-locker-granted-widely', 'warning'],
  ['cyclecloud-account-names-no-identity', 'error'],
]);

rules('they prove the documented requirements, all of them and no others', () => {
  assert.equal(
    REQUIREMENTS.map(({ id }) => id),
    REQUIRED,
  );
});

rules('every requirement is proved by a rule', () => {
  const proved = new Set(RULES.map(({ requirement }) => requirement));

  assert.equal(
    REQUIRED.filter(id => !proved.has(id)),
    [],
  );
});

rules('every file of the folder is a rule that is loaded', () => {
  assert.equal(
    RULE_FILES.map(({ rule }) => rule.id).sort(),
    RULES.map(({ id }) => id),
  );
});

rules('every rule has a fixture, and every fixture a rule', () => {
  const fixtures = readdirSync(`${HOME}fixtures/rules`).sort();

  assert.equal(
    fixtures,
    RULES.map(({ id }) => `${id}.yaml`),
  );
});

for (const rule of RULES) {
  rules(`${rule.id} comes to the verdicts of its fixture`, async () => {
    const read = readFixture(await readText(`${HOME}fixtures/rules/${rule.id}.yaml`, `${rule.id}.yaml`));

    const faults = 'problems' in read ? read.problems : prove(rule, read.fixture, await estate(read.fixture.estate));

    assert.equal(faults, []);
  });
}

rules('every rule has the level of its requirement, or another one that is written down', () => {
  const level = new Map(REQUIREMENTS.map(requirement => [requirement.id, requirement.level]));

  assert.equal(
    RULES.filter(rule => rule.level !== (OTHERWISE.get(rule.id) ?? level.get(rule.requirement))).map(({ id }) => id),
    [],
  );
});

rules('every code is the one of its requirement, and a number', () => {
  const derived = new RegExp(`^(?:${REQUIRED.map(id => id.replaceAll('-', '')).join('|')})\\d+$`);

  const strange = RULES.filter(
    ({ code = '', requirement }) => !derived.test(code) || !code.startsWith(requirement.replaceAll('-', '')),
  );

  assert.equal(
    strange.map(({ id, code }) => `${id} ${code}`),
    [],
  );
});

rules('codes and ids, those of former times as well, are unique', () => {
  const names = RULES.flatMap(({ id, code, formerly }) => [id, code ?? id, ...formerly]);

  assert.is(new Set(names).size, names.length);
});

/** What a text of every rule must look like, by its name. */
const TEXTS: readonly (readonly [name: string, read: (rule: RuleFile) => string, shape: RegExp])[] = [
  ['a title is a fact without a full stop', rule => rule.title, /^[A-Z].*[^.!?:]$/],
  ['a message ends in a full stop', rule => rule.message, /\.$/],
  ['an impact ends in a full stop', rule => rule.impact, /\.$/],
  ['a fix ends in a full stop', rule => rule.fix.say, /^[A-Z].*\.$/],
  ['a command is one of the Azure CLI, with names where a person has to choose', rule => rule.fix.az ?? 'az', /^az\b/],
  ['a rule points to a page of Microsoft Learn', rule => rule.see, /^https:\/\/learn\.microsoft\.com\/[a-z]/],
];

for (const [name, read, shape] of TEXTS) {
  rules(name, () => {
    assert.equal(
      RULE_FILES.filter(({ rule }) => !shape.test(read(rule))).map(({ file }) => file),
      [],
    );
  });
}

rules('no expression of a command stands within quotes, where its own quotes would do nothing', () => {
  const quoted = RULE_FILES.filter(({ rule }) =>
    (rule.fix.az ?? '').split('{{').some((_, index, parts) => {
      const before = parts
        .slice(0, index)
        .join('')
        .replaceAll(/.*?\}\}/g, '');
      return (before.split('"').length + before.split("'").length) % 2 === 1;
    }),
  );

  assert.equal(
    quoted.map(({ file }) => file),
    [],
  );
});

rules.run();
