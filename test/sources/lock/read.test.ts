import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readLock } from '../../../src/sources/lock/read.ts';
import { printProblem } from '../../../src/sources/problem.ts';

const read = suite('a lock that is read');

const GOOD = `version: 1
cloud: AzureCloud
subscriptions:
  sub-a: 5B000001-0000-4000-8000-000000000001
vaults:
  sub-a/rg-a/kv-a: # the vault of all
    bypass: AzureServices
    addresses:
      203.0.113.0/24: admitted
grants:
  resource group sub-a/rg-a:
    Reader:
      99000001-0000-4000-8000-000000000001: unconditional
`;

const CONFLICT = GOOD.replace(
  '    bypass: AzureServices\n',
  '<<<<<<< HEAD\n    bypass: AzureServices\n=======\n    bypass: None\n>>>>>>> other\n',
);

/** What a hand or a merge does to a lock, and what is said of it. */
const DAMAGED: readonly (readonly [name: string, text: string, says: readonly string[]])[] = [
  [
    'the conflict of a merge is named as one',
    CONFLICT,
    [
      'a.yaml:7:1: a conflict of a merge is left here; take one of both sides, or the file as it was, and run midrift lock again',
    ],
  ],
  [
    'a line that was cut off has its place',
    GOOD.replace('    bypass: AzureServices', '    bypass: "AzureServices'),
    ['a.yaml:14:1: not valid YAML: Missing closing "quote'],
  ],
  [
    'a fact that no lock has is a slip',
    GOOD.replace('bypass:', 'bypas:'),
    ['a.yaml:7:5: unknown key "bypas"; did you mean "bypass"?'],
  ],
  [
    'an id of a subscription that the file does not name is a slip',
    GOOD.replace('sub-a/rg-a/kv-a', 'sub-b/rg-a/kv-a'),
    ['a.yaml:6:3: no subscription is called "sub-b" here; add it under subscriptions, or correct this id'],
  ],
];

for (const [name, text, says] of DAMAGED) {
  read(name, () => {
    const found = readLock({ file: 'a.yaml', text });

    assert.equal('problems' in found ? found.problems.map(printProblem) : [], says);
  });
}

read('its facts have paths, and every path a line', () => {
  const found = readLock({ file: 'a.yaml', text: GOOD });

  assert.equal(
    'problems' in found
      ? found.problems
      : [
          ...found.facts.map(({ path, value }) => `${path.join(' > ')}: ${value} at ${found.locate(path).line}`),
          ...found.subscriptions,
        ],
    [
      'vaults > sub-a/rg-a/kv-a > bypass: AzureServices at 7',
      'vaults > sub-a/rg-a/kv-a > addresses > 203.0.113.0/24: admitted at 9',
      'grants > resource group sub-a/rg-a > Reader > 99000001-0000-4000-8000-000000000001: unconditional at 13',
      ['sub-a', '5b000001-0000-4000-8000-000000000001'],
    ],
  );
});

read.run();
