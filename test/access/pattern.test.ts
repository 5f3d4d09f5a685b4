import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { covers, foldPattern, overlaps } from '../../src/access/pattern.ts';
import { expressions, samples, slowMatches } from './slow-pattern.ts';

const pattern = suite('pattern');

/** Pattern, asked, covered, overlapping. */
const TABLE: readonly (readonly [string, string, boolean, boolean])[] = [
  ['Microsoft.Storage/storageAccounts/read', 'microsoft.storage/STORAGEACCOUNTS/Read', true, true],
  ['Microsoft.Storage/storageAccounts/read', 'Microsoft.Storage/storageAccounts/write', false, false],
  ['*', 'Microsoft.Storage/storageAccounts/read', true, true],
  ['*/read', 'Microsoft.Storage/storageAccounts/blobServices/read', true, true],
  ['*/read', 'Microsoft.Storage/storageAccounts/readAll', false, false],
  ['Microsoft.Storage/*', 'Microsoft.Storage/storageAccounts/blobServices/read', true, true],
  ['Microsoft.Storage/*', 'Microsoft.StorageSync/read', false, false],
  ['Microsoft.KeyVault/vaults/*/read', 'Microsoft.KeyVault/vaults/read', true, true],
  ['Microsoft.KeyVault/vaults/*/read', 'Microsoft.KeyVault/vaults/secrets/versions/read', true, true],
  ['Microsoft.KeyVault/vaults/*/read', 'Microsoft.KeyVault/vaultsread', false, false],
  ['A/*/b/*/read', 'A/b/read', true, true],
  ['A/**/read', 'A/read', true, true],
  ['A/*/*/read', 'A/read', true, true],
  ['*/read', '*/read', true, true],
  ['*', '*/read', true, true],
  ['*/read', '*', false, true],
  ['A/*', 'A/*/read', true, true],
  ['A/*/read', 'A/*', false, true],
  ['A/b/*', 'A/*/read', false, true],
  ['A/*/write', 'A/*/read', false, false],
  ['A/read', 'A/*/read', false, true],
  ['A/*/read', 'A/*/read', true, true],
  ['A*', 'A/*/read', true, true],
  ['A/b*', '*c/d', false, true],
  ['Microsoft.Purview/consents/*', '*/read', false, true],
];

for (const [own, asked, covered, shared] of TABLE) {
  pattern(
    `${own} ${covered ? 'covers' : 'does not cover'} ${asked}, and they ${shared ? 'overlap' : 'share nothing'}`,
    () => {
      const [one, other] = [foldPattern(own), foldPattern(asked)];

      assert.equal([covers(one, other), overlaps(one, other), overlaps(other, one)], [covered, shared, shared]);
    },
  );
}

const patternOf = (maxLength: number) =>
  fc.array(fc.constantFrom('a', 'b', '/', '*', '/*/'), { minLength: 1, maxLength }).map(parts => parts.join(''));
const actionOf = fc.array(fc.constantFrom('a', 'b', '/'), { maxLength: 8 }).map(parts => parts.join(''));

pattern('a pattern matches the actions that its regular expressions match', () => {
  fc.assert(
    fc.property(patternOf(5), actionOf, (own, action) => {
      assert.is(covers(foldPattern(own), action), slowMatches(own, action));
    }),
    { numRuns: 10_000, seed: 1 },
  );
});

pattern('a pattern covers another where it matches everything that the other one matches', () => {
  fc.assert(
    fc.property(patternOf(5), patternOf(3), (own, asked) => {
      const matching = expressions(own);
      const expected = samples(asked).every(action => matching.some(expression => expression.test(action)));

      assert.is(covers(foldPattern(own), foldPattern(asked)), expected);
    }),
    { numRuns: 10_000, seed: 2 },
  );
});

pattern('two patterns overlap where some action is matched by both', () => {
  const short = fc.array(fc.constantFrom('a', '/', '*'), { minLength: 1, maxLength: 5 }).map(parts => parts.join(''));
  const actions = wordsUpTo(8);

  fc.assert(
    fc.property(short, short, (one, other) => {
      const ofOne = expressions(one);
      const ofOther = expressions(other);
      const both = (action: string) => ofOne.some(e => e.test(action)) && ofOther.some(e => e.test(action));

      assert.is(overlaps(foldPattern(one), foldPattern(other)), actions.some(both));
    }),
    { numRuns: 10_000, seed: 3 },
  );
});

/** All words over a and the slash. Two patterns of five with a star each share a word of eight letters, if any. */
function wordsUpTo(length: number): string[] {
  const words = [''];
  let last = words;
  for (let size = 1; size <= length; size += 1) {
    last = last.flatMap(word => ['a', '/'].map(letter => word + letter));
    words.push(...last);
  }
  return words;
}

pattern.run();
