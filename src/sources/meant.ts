/** "Did you mean": the nearest known word. */

import { closest, distance } from 'fastest-levenshtein';

/** `did you mean "x"?` where a known word is near, else all that is known. */
export function meant(word: string, known: readonly string[]): string {
  if (known.length === 0) return 'nothing is expected here';
  const folded = word.toLowerCase();
  const near = closest(
    folded,
    known.map(name => name.toLowerCase()),
  );
  const name = known.find(candidate => candidate.toLowerCase() === near)!;
  const isNear = distance(folded, near) <= Math.max(1, Math.floor(Math.max(folded.length, near.length) / 3));
  return isNear ? `did you mean "${name}"?` : `expected one of ${[...known].sort().join(', ')}`;
}
