/** Which subscriptions a run is about: those asked for, as far as they are visible. */

import type { Row, Scope } from '../model/estate.ts';
import { listAt, textAt } from '../model/json.ts';
import { foldId, lastSegment, managementGroupScope, subscriptionOf } from '../model/resource-id.ts';

/** Subscription ids and management group scopes are folded. */
export type Visible = {
  /** Every visible subscription, with its row. */
  readonly subscriptions: ReadonlyMap<string, Row>;
  /** The visible ones that were asked for, sorted. */
  readonly asked: readonly string[];
  /** Subscriptions and management groups that were asked for and are not visible, as scopes, sorted. */
  readonly missing: readonly string[];
  /** Resources can belong to several tenants, where subscriptions were delegated to this one. */
  readonly tenants: number;
};

/** `rows` are those of `resourcecontainers`. Management groups count with everything below them. */
export function visibleIn(rows: readonly Row[], scope: Scope): Visible {
  const subscriptions = new Map<string, Row>();
  const groups = new Set<string>();
  for (const row of rows) {
    const id = foldId(textAt(row, 'id') ?? '');
    const subscription = subscriptionOf(id);
    if (subscription === undefined) groups.add(id);
    else subscriptions.set(subscription, row);
  }
  const askedGroups = (scope.managementGroups ?? []).map(managementGroupScope);
  const askedSubscriptions = (scope.subscriptions ?? []).map(lastSegment);
  const everything = askedGroups.length === 0 && askedSubscriptions.length === 0;
  const asked = [...subscriptions.keys()].filter(id => {
    if (everything || askedSubscriptions.includes(id)) return true;
    const above = managementGroupsAbove(subscriptions.get(id));
    return askedGroups.some(group => above.includes(group));
  });
  const reached = new Set([...subscriptions.values()].flatMap(managementGroupsAbove));
  const missing = [
    ...askedSubscriptions.filter(id => !subscriptions.has(id)).map(id => `/subscriptions/${id}`),
    ...askedGroups.filter(group => !groups.has(group) && !reached.has(group)),
  ];
  const tenants = new Set([...subscriptions.values()].flatMap(row => textAt(row, 'tenantId')?.toLowerCase() ?? []));
  return { subscriptions, asked: asked.sort(), missing: [...new Set(missing)].sort(), tenants: tenants.size };
}

/** The scopes of the management groups above a subscription, nearest first, as its row tells. */
export function managementGroupsAbove(subscription: Row | undefined): string[] {
  return listAt(subscription, 'properties', 'managementGroupAncestorsChain').flatMap(group => {
    const name = textAt(group, 'name');
    return name === undefined ? [] : [managementGroupScope(name)];
  });
}
