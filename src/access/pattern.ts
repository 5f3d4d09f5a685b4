/**
 * Patterns of actions, as roles and deny assignments spell them: what one covers, and what two share.
 *
 * `*` stands for any text, across segments. Between two slashes it may stand for nothing and take one of the slashes with it:
 * Managed Identity Operator spells its assign action with a star between `userAssignedIdentities` and `assign`, where Azure's
 * operation has nothing ("Azure permissions for Identity", Microsoft.ManagedIdentity).
 * All functions but `foldPattern` take folded patterns.
 */

const STAR = '*'.charCodeAt(0);
const SLASH = '/'.charCodeAt(0);

/** The form in which patterns and actions are compared: lower case, a run of stars as one. */
export function foldPattern(pattern: string): string {
  return pattern.toLowerCase().replace(/\*{2,}/g, '*');
}

/**
 * Whether `pattern` matches every action that `asked` matches. A star of `asked` counts as a character that occurs nowhere else, so that
 * only a star of `pattern` takes it: with an open alphabet that decides inclusion exactly. Where `asked` has a star between slashes,
 * a pattern that covers the long reading covers the one with a single slash too.
 */
export function covers(pattern: string, asked: string): boolean {
  let here = 0;
  let there = 0;
  let star = -1;
  // Where the text that the last star takes ends. Earlier stars need no second try: the last one can take all that they could.
  let taken = 0;
  while (there < asked.length) {
    const symbol = pattern.charCodeAt(here);
    if (symbol === STAR) {
      star = here;
      const gap = isGap(pattern, here);
      taken = gap ? there - 1 : there;
      here += gap ? 2 : 1;
    } else if (symbol === asked.charCodeAt(there)) {
      here += 1;
      there += 1;
    } else if (star < 0) {
      return false;
    } else {
      taken += 1;
      here = star + 1;
      there = taken;
    }
  }
  while (pattern.charCodeAt(here) === STAR) here += isGap(pattern, here) ? 2 : 1;
  return here === pattern.length;
}

/**
 * Whether some action is matched by both. Two patterns with stars share one as soon as what they begin and end with agrees:
 * in between, the stars of each take whatever the other one spells.
 */
export function overlaps(one: string, other: string): boolean {
  if (!other.includes('*')) return covers(one, other);
  if (!one.includes('*')) return covers(other, one);
  const [head, otherHead] = [one.slice(0, one.indexOf('*')), other.slice(0, other.indexOf('*'))];
  const [tail, otherTail] = [one.slice(one.lastIndexOf('*') + 1), other.slice(other.lastIndexOf('*') + 1)];
  return (
    (head.startsWith(otherHead) || otherHead.startsWith(head)) && (tail.endsWith(otherTail) || otherTail.endsWith(tail))
  );
}

function isGap(pattern: string, star: number): boolean {
  return pattern.charCodeAt(star - 1) === SLASH && pattern.charCodeAt(star + 1) === SLASH;
}
