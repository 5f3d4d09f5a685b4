import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { sourcesOf } from './sources-of.ts';
import { suiteFaults } from './suite-faults.ts';

const tests = suite('the tests');

tests('every test file runs all of its suites', () => {
  const files = [...sourcesOf('test')];

  const faults = files.flatMap(([file, text]) => suiteFaults(file, text).map(says => `${file} ${says}`));

  assert.equal(faults, []);
});

const GOOD = [
  "import { suite } from 'uvu';",
  "const vault = suite('vault');",
  "vault('is shut', () => {});",
  'vault.run();',
  '',
].join('\n');

/** What is done to a good test file, and what is then said of it. */
const BROKEN: readonly (readonly [text: string, faults: readonly string[]])[] = [
  [GOOD, []],
  ['', ['has no suite', "does not import { suite } from 'uvu', and it alone"]],
  [GOOD.replace('vault.run();', ''), ['runs the suite vault 0 times', 'does not end in the run of its suites']],
  [`${GOOD}vault.run();\n`, ['runs the suite vault 2 times']],
  [`${GOOD}vault('is open', () => {});\n`, ['does not end in the run of its suites']],
  [GOOD.replace("vault('is", "vault.only('is"), ['has no test in the suite vault', 'leaves tests out by only or skip']],
  [GOOD.replace("vault('is", "vault.skip('is"), ['has no test in the suite vault', 'leaves tests out by only or skip']],
  [GOOD.replace('{}', "{\n  throw 'no';\n}"), ['throws something that is no Error']],
  [GOOD.replace('{ suite }', '{ suite, test }'), ["does not import { suite } from 'uvu', and it alone"]],
];

for (const [text, faults] of BROKEN) {
  tests(`a test file is told that it ${faults.join(' and that it ') || 'is good'}: ${text.length} characters`, () => {
    assert.equal(suiteFaults('test/vault.test.ts', text), faults);
  });
}

tests('tests in a file that is not collected are found', () => {
  assert.equal(suiteFaults('test/vault.tests.ts', GOOD), ['has tests, but its name does not end in .test.ts']);
});

tests.run();
