/** Whether a waiver's pattern names a subject. */

import { foldId } from '../model/resource-id.ts';

/** `*` stands for any characters, slashes too; letters match in either case. Takes time in the length of the id, whatever the pattern. */
export function matchesSubject(pattern: string, id: string): boolean {
  const folded = foldId(id);
  if (!pattern.includes('*')) return foldId(pattern) === folded;
  const [first = '', ...rest] = pattern.toLowerCase().split('*');
  const last = rest.pop() ?? '';
  if (!folded.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest) {
    const found = folded.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return folded.length - last.length >= from && folded.endsWith(last);
}
