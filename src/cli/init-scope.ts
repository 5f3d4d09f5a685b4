/** The part of a first config that says where to look: a management group, or the subscriptions that hold something. */

import type { Estate } from '../estate/estate.ts';
import type { Row } from '../model/estate.ts';
import type { Gap } from '../model/finding.ts';
import { isGuid, NO_GUID } from '../model/guid.ts';
import { listAt, textAt } from '../model/json.ts';
import { managementGroupScope, subscriptionOf } from '../model/resource-id.ts';
import { name, printable } from '../report/printable.ts';
import { type Entry, type Item, set, shown } from '../sources/config/draft.ts';
import type { Discovery } from './init-discovery.ts';

/** A scope that may leave something out is shown only. */
export function scopeEntry({ subscriptions }: Discovery, estate: Estate, gaps: readonly Gap[]): Entry {
  const list = subscriptions.map(id => named(id, estate));
  const doubt = doubtOf(subscriptions, estate, gaps);
  if (doubt !== undefined) {
    const example = list.length > 0 ? list : [{ value: NO_GUID }];
    return shown('scope', [set('subscriptions', { list: example })], [...SAYS, doubt]);
  }
  const group = groupOf(subscriptions, estate);
  if (group === undefined) return set('scope', [set('subscriptions', { list })], SAYS);
  return set(
    'scope',
    [set('managementGroups', { list: [group] }), shown('subscriptions', { list }, ['Or one by one:'])],
    [
      ...SAYS,
      'Below this management group lie just the visible subscriptions that hold some; later ones are looked into as well.',
    ],
  );
}

const SAYS = [
  'Where clusters and CycleCloud are looked for; without it, everywhere that the credential sees. What they use is found',
  'wherever it lies.',
];

/** Why the subscriptions may not be all that hold something, or cannot be written down. */
function doubtOf(subscriptions: readonly string[], estate: Estate, gaps: readonly Gap[]): string | undefined {
  const hides = ({ source, scope }: Gap) =>
    ['resources', 'resourcecontainers'].includes(source) &&
    (scope === '/' || estate.row('resourcecontainers', scope) !== undefined);
  if (gaps.some(hides)) return 'Not set, as not everything could be read, and subscriptions may be missing here:';
  if (subscriptions.length === 0) return 'Not set, as nothing was found:';
  return subscriptions.every(isGuid) ? undefined : 'Not set, as some of these are no ids of subscriptions:';
}

function named(id: string, estate: Estate): Item {
  return beside(id, textAt(estate.row('resourcecontainers', `/subscriptions/${id}`), 'name'));
}

/** An id, and what it is called where that says more. */
function beside(id: string, called: string | undefined): Item & { readonly value: string } {
  return { value: id, ...(called === undefined || called === id ? {} : { beside: name(called) }) };
}

/**
 * The nearest management group with just these subscriptions below it, of those that are visible. There is none for a single
 * one: many groups are above it, and which of them is meant nobody can tell.
 */
function groupOf(subscriptions: readonly string[], estate: Estate): Item | undefined {
  if (subscriptions.length < 2) return undefined;
  const below = new Map<string, Set<string>>();
  for (const row of estate.rows('resourcecontainers')) {
    const id = subscriptionOf(textAt(row, 'id')!);
    if (id === undefined) continue;
    for (const { value } of groupsAbove(row)) {
      const scope = managementGroupScope(value);
      below.set(scope, (below.get(scope) ?? new Set()).add(id));
    }
  }
  const first = estate.row('resourcecontainers', `/subscriptions/${subscriptions[0]}`);
  return groupsAbove(first).find(({ value }) => {
    const covered = below.get(managementGroupScope(value))!;
    return covered.size === subscriptions.length && subscriptions.every(id => covered.has(id));
  });
}

/** Nearest first, as the row of a subscription tells. */
function groupsAbove(subscription: Row | undefined): (Item & { readonly value: string })[] {
  return listAt(subscription, 'properties', 'managementGroupAncestorsChain').flatMap(group => {
    const id = textAt(group, 'name');
    // Azure lets no other characters into names of management groups.
    return id === undefined || printable(id) !== id ? [] : [beside(id, textAt(group, 'displayName'))];
  });
}
