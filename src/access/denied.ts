/** What the deny assignments over a place take from one principal of one asked pattern. */

import type { Denial } from '../model/grant.ts';
import { type Deny, isEveryone, type Looming, type Named } from './denials.ts';
import { type Doubt, sayDoubt } from './doubt.ts';
import type { Member } from './members.ts';
import { type Plane, takesFrom } from './permission.ts';

export type Denied = {
  /** Those that certainly take something of it. */
  readonly by: readonly Denial[];
  /** Why others may. */
  readonly reasons: readonly string[];
};

const NOTHING: Denied = { by: [], reasons: [] };

/** `target` is the folded scope that was asked about, `asked` a folded pattern. */
export function deniedOf(
  looming: readonly Looming[],
  member: Member,
  target: string,
  plane: Plane,
  asked: string,
): Denied {
  if (looming.length === 0) return NOTHING;
  const by: Denial[] = [];
  const reasons: string[] = [];
  for (const { deny, sureOfPlace } of looming) {
    const bound = binds(deny, member);
    const taken = takes(deny, plane, asked);
    if (bound.is === 'no' || taken.is === 'no') continue;
    const doubts = [...whyBound(bound, deny, member, target), ...taken.doubts];
    const what = `deny assignment ${deny.name} at ${deny.scope}`;
    const about = { member, group: '', at: deny.at, target };
    if (!sureOfPlace) doubts.push(sayDoubt('ancestry', what, about));
    if (doubts.length > 0) reasons.push(...doubts);
    else by.push({ id: deny.id, name: deny.name, scope: deny.scope });
  }
  return { by, reasons };
}

type Bound = { readonly is: 'yes' | 'no' } | { readonly is: 'maybe'; readonly named: Named };

function binds(deny: Deny, member: Member): Bound {
  const included = names(deny.principals, member);
  const excepted = names(deny.exceptions, member);
  if (included.is === 'no' || excepted.is === 'yes') return { is: 'no' };
  return included.is === 'maybe' ? included : excepted.is === 'maybe' ? excepted : { is: 'yes' };
}

function names(list: readonly Named[], member: Member): Bound {
  if (list.some(named => isEveryone(named) || member.ids.has(named.id))) return { is: 'yes' };
  const named = list.find(
    ({ kind }) => (kind === 'foreign group' && !member.isNew) || (kind === 'group' && member.unread !== undefined),
  );
  return named === undefined ? { is: 'no' } : { is: 'maybe', named };
}

function whyBound(bound: Bound, deny: Deny, member: Member, target: string): string[] {
  if (bound.is !== 'maybe') return [];
  const doubt: Doubt = bound.named.kind === 'foreign group' ? 'foreign group' : 'group';
  const part = deny.principals.includes(bound.named) ? '' : 'an exception of ';
  const what = `${part}deny assignment ${deny.name} at ${deny.scope}`;
  return [sayDoubt(doubt, what, { member, group: bound.named.id, at: deny.at, target })];
}

function takes(deny: Deny, plane: Plane, asked: string): { is: 'yes' | 'no' | 'maybe'; doubts: readonly string[] } {
  const what = `deny assignment ${deny.name} at ${deny.scope}`;
  if (deny.permissions === undefined) return { is: 'maybe', doubts: [`what ${what} takes could not be read`] };
  const doubts: string[] = [];
  for (const permission of deny.permissions) {
    const taken = takesFrom(permission[plane], asked);
    if (taken === 'no') continue;
    if (deny.conditional || permission.condition !== undefined) doubts.push(`${what} has a condition`);
    else if (taken === 'maybe')
      doubts.push(`${what} has exceptions, and whether they hold all that it shares with ${asked} is not known`);
    else return { is: 'yes', doubts: [] };
  }
  return { is: doubts.length > 0 ? 'maybe' : 'no', doubts };
}
