/** Reads the role assignments that can bear on wired resources and principals, and the roles that they give. */

import type { Estate } from '../estate/estate.ts';
import type { Row } from '../model/estate.ts';
import { textAt } from '../model/json.ts';
import { foldId, lastSegment, parseResourceId, scopeAndParents, subscriptionOf } from '../model/resource-id.ts';
import { ROLE_DEFINITION } from '../model/resource-types.ts';
import { type Asked, askAll, worstOf } from './ask.ts';
import type { Connection } from './connect.ts';
import { chunks } from './kql.ts';
import type { Gap } from './problem.ts';
import { assignmentsOf, assignmentsOn, groupAssignmentsAt, roleDefinitions } from './queries.ts';
import { cover, read } from './read.ts';
import { pathOf } from './reader.ts';
import { managementGroupsAbove, type Visible } from './scope.ts';

export type AssignmentsWanted = {
  /** Object ids, groups included. */
  readonly principals: readonly string[];
  /** Ids of wired resources. */
  readonly resources: readonly string[];
  /** Some principal's groups are not known: then every group's assignment at or above the resources matters. */
  readonly groupsUnknown: boolean;
};

export type Assignments = { readonly rows: readonly Row[]; readonly gap?: Gap };

/**
 * Asked of the whole tenant, whatever the scope of the run: a vault or an identity may lie in a shared subscription, and
 * rights that a principal holds elsewhere count as well.
 */
export async function readAssignments(
  connection: Connection,
  estate: Estate,
  { principals, resources, groupsUnknown }: AssignmentsWanted,
  visible: Visible,
): Promise<Assignments> {
  const names = new Set(resources.flatMap(id => parseResourceId(id)?.names[0]?.toLowerCase() ?? []));
  const above = groupsUnknown ? [...scopesAbove(resources, visible)].sort() : [];
  const same = (value: string) => value;
  const asked = [
    await askAll(
      connection,
      chunks([...new Set(principals)].sort(), same).map(piece => ({ query: assignmentsOf(piece) })),
    ),
    await askAll(
      connection,
      chunks([...names].sort(), same).map(piece => ({ query: assignmentsOn(piece) })),
    ),
    await askAll(
      connection,
      chunks(above, same).map(piece => ({ query: groupAssignmentsAt(piece) })),
    ),
  ] as const;
  const wanted = new Set(resources.map(foldId));
  const [ofPrincipals, onNames, ofGroups] = asked;
  const onResources = onNames.rows.filter(row => scopeAndParents(scopeOf(row)).some(scope => wanted.has(scope)));
  const rows = new Map(
    [...ofPrincipals.rows, ...onResources, ...ofGroups.rows].map(row => [foldId(textAt(row, 'id')!), row]),
  );
  for (const row of rows.values()) estate.add('authorizationresources', row);
  return { rows: [...rows.values()], ...gapIn(asked) };
}

/** Roles come from Resource Graph; those that it does not show, whatever the reason, one by one from ARM. */
export async function readRoles(connection: Connection, estate: Estate, assignments: readonly Row[]): Promise<void> {
  const roles = new Map<string, string>();
  for (const row of assignments) {
    const id = textAt(row, 'properties', 'roleDefinitionId');
    if (id !== undefined) roles.set(lastSegment(id), id);
  }
  const guids = [...roles.keys()].sort();
  const asked = await askAll(
    connection,
    chunks(guids, guid => guid).map(piece => ({ query: roleDefinitions(piece) })),
  );
  for (const row of asked.rows) {
    estate.add('authorizationresources', row);
    roles.delete(lastSegment(textAt(row, 'id')!));
  }
  const missing = [...roles.keys()].sort().map(guid => roles.get(guid)!);
  const answers = await Promise.all(
    missing.map(id => read(connection, () => connection.arm.get(`${pathOf(id)}?api-version=2022-04-01`))),
  );
  for (const [index, { value, gap }] of answers.entries()) {
    if (value !== undefined) estate.add('authorizationresources', asResourceGraphShows(value, missing[index]!));
    else cover(estate, 'authorizationresources', missing[index]!, gap);
  }
}

/** Resource Graph folds types and adds columns; the properties are ARM's. */
function asResourceGraphShows(role: Row, id: string): Row {
  const subscriptionId = subscriptionOf(id);
  return {
    ...role,
    id: textAt(role, 'id') ?? id,
    name: textAt(role, 'name') ?? lastSegment(id),
    type: ROLE_DEFINITION,
    ...(subscriptionId === undefined ? {} : { subscriptionId }),
  };
}

/** The scopes at which an assignment reaches a resource from above: its group, its subscription, management groups, the tenant. */
function scopesAbove(resources: readonly string[], { subscriptions }: Visible): Set<string> {
  const scopes = new Set(['/']);
  for (const id of resources) {
    for (const scope of scopeAndParents(id).slice(1)) scopes.add(scope);
    for (const group of managementGroupsAbove(subscriptions.get(subscriptionOf(id) ?? ''))) scopes.add(group);
  }
  return scopes;
}

export function scopeOf(assignment: Row): string {
  return foldId(textAt(assignment, 'properties', 'scope') ?? '/');
}

function gapIn(asked: readonly Asked[]): { gap?: Gap } {
  const gaps = asked.flatMap(({ gap }) => gap ?? []);
  return gaps.length === 0 ? {} : { gap: worstOf(gaps) };
}
