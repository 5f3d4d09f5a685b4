/** Which subjects a waiver's pattern names. */

import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { matchesSubject } from '../../src/comply/subject-pattern.ts';

const pattern = suite('pattern of subjects');

const ID = '/subscriptions/1/resourceGroups/rg/providers/Microsoft.NetworkCloud/clusters/one#secret-archive';

const CASES: readonly (readonly [pattern: string, id: string, matches: boolean])[] = [
  [ID, ID, true],
  [ID.toLowerCase(), ID, true],
  [`${ID}/`, ID, true],
  ['*', ID, true],
  ['*#secret-archive', ID, true],
  ['/subscriptions/1/*', ID, true],
  ['/SUBSCRIPTIONS/*/clusters/*#*', ID, true],
  ['/subscriptions/1/*/clusters/two*', ID, false],
  [ID.slice(0, -1), ID, false],
  ['/subscriptions/1', ID, false],
  ['*archive*archive', ID, false],
  ['ab*ba', '/ab', false],
  ['/ab*b', '/ab', false],
  ['/ab*', '/ab', true],
];

for (const [text, id, matches] of CASES) {
  pattern(`${text} ${matches ? 'names' : 'does not name'} ${id}`, () => assert.is(matchesSubject(text, id), matches));
}

pattern('whatever is left out of an id for an asterisk, it is named', () => {
  const part = fc.stringMatching(/^[a-z#/]{0,4}$/);
  const parts = fc.array(fc.tuple(part, part), { minLength: 1, maxLength: 5 });

  fc.assert(
    fc.property(parts, pairs => {
      const id = `/x${pairs.map(([kept, left]) => kept + left).join('')}x`;
      const text = `/x${pairs.map(([kept]) => `${kept}*`).join('')}x`;
      return matchesSubject(text, id);
    }),
  );
});

pattern('a pattern agrees with the regular expression that it stands for', () => {
  const text = fc.stringMatching(/^\/[ab*]{1,6}$/);
  const id = fc.stringMatching(/^\/[ab]{1,8}$/);

  fc.assert(
    fc.property(text, id, (some, other) => {
      const expected = new RegExp(`^${some.replaceAll('*', '.*')}$`).test(other);
      return matchesSubject(some, other) === expected;
    }),
    { numRuns: 2000 },
  );
});

pattern.run();
