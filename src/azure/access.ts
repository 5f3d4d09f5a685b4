/** Reads who may do what: principals, their groups, their assignments, and the roles that these give. */

import type { Estate } from '../estate/estate.ts';
import type { Row } from '../model/estate.ts';
import { textAt } from '../model/json.ts';
import { foldId, scopeAndParents } from '../model/resource-id.ts';
import { readAssignments, readRoles, scopeOf } from './assignments.ts';
import type { Connection } from './connect.ts';
import type { Gaps } from './coverage.ts';
import { type Directory, readApplications, readMemberships, readPrincipals } from './directory.ts';
import { tell } from './progress.ts';
import type { Visible } from './scope.ts';
import { principalsOf, type Wired } from './wired.ts';

export type AccessWanted = {
  readonly visible: Visible;
  /** Clusters and CycleCloud servers. */
  readonly systems: readonly Row[];
  /** Those that systems are wired to, as far as they were found. */
  readonly resources: readonly Row[];
  readonly wired: Wired;
  readonly operators: readonly string[];
  readonly afoiObjectIds: { readonly [appId: string]: string };
  /** Operator Nexus's applications matter only where there are its clusters. */
  readonly usesNexus: boolean;
};

/** Groups come first: what is assigned to them is asked for together with what is assigned to their members. */
export async function readAccess(
  connection: Connection,
  estate: Estate,
  wanted: AccessWanted,
  gaps: Gaps,
): Promise<void> {
  const { visible, systems, resources, wired, operators, afoiObjectIds, usesNexus } = wanted;
  const directory: Directory = { connection, estate, tenants: visible.tenants };
  const applications = usesNexus
    ? await tell(
        connection,
        'applications',
        () => readApplications(directory, afoiObjectIds),
        ({ length }) => length,
      )
    : [];
  const acting = [...principalsOf([...systems, ...resources]), ...operators, ...applications];
  const principals = [...new Set(acting.map(id => id.toLowerCase()))].sort();
  const members = () => readMemberships(directory, principals);
  const { groups, whole } = await tell(connection, 'groups', members, found => found.groups.length);
  const ids = [...new Set([...wired.ids, ...resources.map(row => foldId(textAt(row, 'id')!))])].sort();
  const asked = { principals: [...principals, ...groups], resources: ids, groupsUnknown: !whole };
  const assigned = () => readAssignments(connection, estate, asked, visible);
  const { rows, gap } = await tell(connection, 'role assignments', assigned, found => found.rows.length);
  if (gap !== undefined) gaps.authorizationresources.push(gap);
  await readRoles(connection, estate, rows);
  const named = () => readPrincipals(directory, principalsOn(ids, rows));
  await tell(connection, 'principals', named, () => estate.count('graph/directoryobjects'));
}

/** Who holds a role on a wired resource itself or inside it, sorted. Groups of other tenants are in no directory of this one. */
function principalsOn(ids: readonly string[], assignments: readonly Row[]): string[] {
  const wanted = new Set(ids);
  const principals = new Set<string>();
  for (const row of assignments) {
    const principal = textAt(row, 'properties', 'principalId')?.toLowerCase();
    const isForeign = textAt(row, 'properties', 'principalType')?.toLowerCase() === 'foreigngroup';
    if (principal === undefined || isForeign) continue;
    if (scopeAndParents(scopeOf(row)).some(scope => wanted.has(scope))) principals.add(principal);
  }
  return [...principals].sort();
}
