/** Which rows of a table a query sees: those of the subscriptions that it asks for and that the caller may read. */

import type { Row, Table } from '../../model/estate.ts';
import { textAt } from '../../model/json.ts';
import { foldId, managementGroupScope, subscriptionOf } from '../../model/resource-id.ts';
import { ancestorsOf, type World } from '../world.ts';

/** Which assignments a query sees, seen from the scopes that it asks for. */
export const SCOPE_FILTERS = ['AtScopeAndBelow', 'AtScopeAndAbove', 'AtScopeExact', 'AtScopeAboveAndBelow'] as const;

export type ScopeFilter = (typeof SCOPE_FILTERS)[number];

/** With neither list, the query goes to the whole tenant. */
export type QueryScope = {
  readonly subscriptions: readonly string[] | undefined;
  readonly managementGroups: readonly string[] | undefined;
  readonly filter: ScopeFilter;
};

/** The rows that a query starts from, or `undefined` where it asks for subscriptions and may read none of them. */
export function rowsInScope(world: World, table: Table, scope: QueryScope): Row[] | undefined {
  const asked = askedSubscriptions(world, scope);
  const readable = remember(
    (id: string) => (asked === undefined || asked.has(id)) && !world.hides(table, `/subscriptions/${id}`),
  );
  if (asked !== undefined && !isVisible(world, scope, asked, readable)) return undefined;
  const inAssignmentScope = assignmentFilter(world, scope, readable);
  return [...world.estate.rows(table)].filter(row => {
    const id = foldId(textAt(row, 'id')!);
    if (isRoleAssignment(row)) return inAssignmentScope(assignmentScope(row));
    const subscription = textAt(row, 'subscriptionId')?.toLowerCase() ?? subscriptionOf(id);
    if (subscription !== undefined) return readable(subscription);
    return table === 'resourcecontainers' ? managementGroupInScope(row, id, scope) : true;
  });
}

/** Where a role assignment is made. */
export function assignmentScope(row: Row): string {
  const id = textAt(row, 'id')!;
  return (
    textAt(row, 'properties', 'scope') ??
    id.slice(0, id.toLowerCase().lastIndexOf('/providers/microsoft.authorization/'))
  );
}

export function isRoleAssignment(row: Row): boolean {
  return textAt(row, 'type')?.toLowerCase() === 'microsoft.authorization/roleassignments';
}

function askedSubscriptions(world: World, scope: QueryScope): ReadonlySet<string> | undefined {
  if (scope.subscriptions !== undefined) return new Set(scope.subscriptions.map(id => id.toLowerCase()));
  if (scope.managementGroups === undefined) return undefined;
  return new Set(scope.managementGroups.flatMap(group => world.subscriptionsBelow(group)));
}

/** Whether anything that is asked for by name may be read: a subscription, or a management group even if it is empty. */
function isVisible(
  world: World,
  { managementGroups = [] }: QueryScope,
  asked: ReadonlySet<string>,
  readable: (subscription: string) => boolean,
): boolean {
  if ([...asked].some(id => isKnown(world, id) && readable(id))) return true;
  return (
    asked.size === 0 && managementGroups.some(id => world.estate.row('resourcecontainers', managementGroupScope(id)))
  );
}

function isKnown(world: World, subscription: string): boolean {
  if (world.estate.row('resourcecontainers', `/subscriptions/${subscription}`) !== undefined) return true;
  for (const row of world.estate.rows('resources')) {
    if (subscriptionOf(textAt(row, 'id')!) === subscription) return true;
  }
  return false;
}

/** Management groups are in the answers to tenant queries, and to queries of themselves and of groups above them. */
function managementGroupInScope(row: Row, id: string, scope: QueryScope): boolean {
  if (scope.subscriptions !== undefined) return false;
  if (scope.managementGroups === undefined) return true;
  const asked = scope.managementGroups.map(managementGroupScope);
  return asked.some(group => group === id || ancestorsOf(row).includes(group));
}

/**
 * A query of the tenant is one of all subscriptions that the caller sees: by default it omits what is assigned above them
 * (learn.microsoft.com, Resource Graph, "authorizationScopeFilter").
 */
function assignmentFilter(world: World, scope: QueryScope, readable: (subscription: string) => boolean) {
  const asked = scope.managementGroups?.map(managementGroupScope) ?? subscriptionScopes(world, scope, readable);
  const exact = new Set(asked);
  const above = new Set(asked.flatMap(id => world.above(id)));
  const groups = new Set(scope.managementGroups?.map(managementGroupScope));
  const below = remember((assigned: string) => {
    const subscription = subscriptionOf(assigned);
    if (subscription !== undefined) return readable(subscription);
    return ancestorsOf(world.estate.row('resourcecontainers', assigned)).some(group => groups.has(group));
  });
  const sees: Readonly<Record<ScopeFilter, (assigned: string) => boolean>> = {
    AtScopeExact: assigned => exact.has(assigned),
    AtScopeAndAbove: assigned => exact.has(assigned) || above.has(assigned),
    AtScopeAndBelow: assigned => exact.has(assigned) || below(assigned),
    AtScopeAboveAndBelow: assigned => exact.has(assigned) || above.has(assigned) || below(assigned),
  };
  return (assigned: string) => sees[scope.filter](foldId(assigned));
}

function subscriptionScopes(world: World, scope: QueryScope, readable: (subscription: string) => boolean): string[] {
  const ids =
    scope.subscriptions ??
    [...world.estate.rows('resourcecontainers'), ...world.estate.rows('resources')].flatMap(
      row => subscriptionOf(textAt(row, 'id')!) ?? [],
    );
  return [...new Set(ids.map(id => id.toLowerCase()))].filter(readable).map(id => `/subscriptions/${id}`);
}

function remember<T>(answer: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return key => {
    if (!known.has(key)) known.set(key, answer(key));
    return known.get(key)!;
  };
}
