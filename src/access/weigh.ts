/** Whether the assignments that reach a principal give one asked pattern: certainly, certainly not, or perhaps. */

import type { Plane } from './permission.ts';
import { mayFillUp } from './permission.ts';
import type { Held, Reach } from './reach.ts';

/**
 * - `given` by the narrowest assignment that gives all of it.
 * - `lacking`: some of it is given by none of them.
 * - `open`: those that `bear` on it may give it; where none of them could alone, several `together`.
 */
export type Weighed =
  | { readonly is: 'given'; readonly by: Held }
  | { readonly is: 'lacking' }
  | { readonly is: 'open'; readonly bearing: readonly Held[]; readonly together: boolean };

/** `asked` is a folded pattern. */
export function weigh({ held }: Reach, plane: Plane, asked: string): Weighed {
  const bearing: Held[] = [];
  for (const each of held) {
    const gift = each.assignment.role.gives(plane, asked);
    if (gift.sure && surely(each)) return { is: 'given', by: each };
    if (gift.may) bearing.push(each);
  }
  if (bearing.length > 0) return { is: 'open', bearing, together: false };
  const partial = held.filter(({ assignment }) => assignment.role.gives(plane, asked).parts.length > 0);
  if (partial.length === 0) return { is: 'lacking' };
  const parts = partial.flatMap(({ assignment }) => assignment.role.gives(plane, asked).parts);
  const all = held.flatMap(({ assignment }) =>
    (assignment.role.permissions ?? []).map(permission => permission[plane]),
  );
  return mayFillUp(parts, all, asked) ? { is: 'open', bearing: partial, together: true } : { is: 'lacking' };
}

/** Nothing about the assignment itself is in doubt. */
function surely({ assignment, doubts }: Held): boolean {
  return doubts.length === 0 && assignment.condition === undefined;
}
