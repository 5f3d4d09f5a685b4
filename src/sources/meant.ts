/** "Did you mean": the nearest known word. */

import { closest, distance } from 'fastest-levenshtein';

/** `did you mean "x"?` where a known word is near, else all that is known. */
export function meant(word: string, known: readonly string[]): string {
  if (known.length === 0) return 'nothing is expected here';
  const folded = word.toLowerCase();
  const lower = known.map(name => name.toLowerCase());
  const swapped = lower.includes(folded) ? folded : lower.find(name => letters(name) === letters(folded));
  const near = swapped ?? closest(folded, lower);
  const name = known[lower.indexOf(near)]!;
  const slips = Math.max(1, Math.floor(Math.max(folded.length, near.length) / 3));
  const isNear = near === swapped || distance(folded, near) <= slips;
  return isNear ? `did you mean "${name}"?` : `expected one of ${[...known].sort().join(', ')}`;
}

/** Swapped letters are the commonest slip, and count as two changes of a short word. */
function letters(word: string): string {
  return [...word].sort().join('');
}
