import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { meant } from '../../src/sources/meant.ts';

const guess = suite('what was meant');

const WORDS = ['name', 'uri', 'exists', 'usesRbac', 'Managed Identity Operator'];
const ALL = 'expected one of Managed Identity Operator, exists, name, uri, usesRbac';

const GUESSES: readonly (readonly [word: string, says: string])[] = [
  ['nam', 'did you mean "name"?'],
  ['nmae', 'did you mean "name"?'],
  ['NAME', 'did you mean "name"?'],
  ['url', 'did you mean "uri"?'],
  ['exist', 'did you mean "exists"?'],
  ['usesrbca', 'did you mean "usesRbac"?'],
  ['useRBAC', 'did you mean "usesRbac"?'],
  ['Managed Identity Contributor', 'did you mean "Managed Identity Operator"?'],
  ['xyz', ALL],
  ['', ALL],
  ['identity', ALL],
];

for (const [word, says] of GUESSES) {
  guess(`"${word}" is answered by: ${says}`, () => {
    assert.is(meant(word, WORDS), says);
  });
}

guess('where nothing is known, that is said', () => {
  assert.is(meant('word', []), 'nothing is expected here');
});

guess('a known word is meant, rather than one of the same letters', () => {
  assert.is(meant('LAW', ['alw', 'law']), 'did you mean "law"?');
});

guess.run();
