import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Problem, printProblem, sortProblems } from '../../src/sources/problem.ts';

const problems = suite('problems');

const at = (file: string, line: number, column: number, says: string): Problem => ({ file, line, column, says });

const SORTED = [
  at('a.yaml', 2, 1, 'one'),
  at('a.yaml', 10, 1, 'one'),
  at('a.yaml', 10, 2, 'one'),
  at('a.yaml', 10, 2, 'two'),
  at('b.yaml', 1, 1, 'one'),
];

problems('they stand in the order of files, lines and columns, each once, however they were found', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...SORTED, ...SORTED], { minLength: 10 }), found => {
      assert.equal(sortProblems(found), SORTED);
    }),
    { numRuns: 50, seed: 1 },
  );
});

problems('a problem is printed with its place first, as editors read it', () => {
  assert.is(printProblem(SORTED[3]!), 'a.yaml:10:2: two');
});

problems('no problems are none', () => {
  assert.equal(sortProblems([]), []);
});

problems.run();
