/** Pairs role assignments that are gone with ones that are new. */

import type { Difference, LockPath } from '../model/lock.ts';

/** A grant of either side: scope, role and principal stand in its path. */
export type GrantEntry = { readonly path: LockPath; readonly value: string };

export type GrantChange<Was, Is> = { readonly is: Difference; readonly was?: Was; readonly now?: Is };

/** Scopes from narrow to wide, by the words that they begin with; any other is a resource. */
const WIDTHS = ['resource group ', 'subscription ', 'management group ', 'tenant'];

/**
 * Pairs the grants that are gone with the ones that are new: one role of one principal at another scope is one change.
 * What has no pair is removed or added.
 */
export function pairGrants<Was extends GrantEntry, Is extends GrantEntry>(
  gone: readonly Was[],
  made: readonly Is[],
): GrantChange<Was, Is>[] {
  const rest = new Set(made);
  const alike = Map.groupBy(made, roleOf);
  const changes: GrantChange<Was, Is>[] = [];
  for (const was of gone) {
    const now = alike.get(roleOf(was))?.find(one => rest.has(one) && isChain(was, one.path));
    if (now === undefined) {
      changes.push({ is: 'removed', was });
      continue;
    }
    rest.delete(now);
    changes.push({ is: width(now.path[1]) > width(was.path[1]) ? 'widened' : 'narrowed', was, now });
  }
  return [...changes, ...[...rest].map(now => ({ is: 'added' as const, now }))];
}

function roleOf({ path }: GrantEntry): string {
  return `${path[2]}\n${path[3]}`;
}

/** Whether one of two scopes lies above the other; of management groups it is not known here, and taken for true. */
function isChain({ path: [, a] }: GrantEntry, [, b]: LockPath): boolean {
  const [narrow, wide] = width(a) < width(b) ? [a, b] : [b, a];
  if (narrow === wide) return false;
  if (/^(?:management group |tenant)/.test(wide)) return true;
  const above = bare(wide);
  return bare(narrow).startsWith(`${above}/`);
}

/** Resources inside of others are narrower: containers of an account. */
function width(scope: string): number {
  const index = WIDTHS.findIndex(word => scope.startsWith(word));
  return index < 0 ? -bare(scope).split('/').length : index + 1;
}

function bare(scope: string): string {
  return scope.replace(/^(?:resource group|management group|\S+) /, '');
}
