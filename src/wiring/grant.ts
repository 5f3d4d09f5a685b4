/** Role assignments as subjects: on wired resources, and those that bring wired identities their access. */

import { type Fact, isUnknown, Unknown } from '../model/fact.ts';
import type { Grant } from '../model/grant.ts';
import { at, listAt, textAt } from '../model/json.ts';
import { sameId } from '../model/resource-id.ts';
import { ownGrantFacts } from '../subjects/grant-facts.ts';
import type { Facts } from '../subjects/subjects.ts';
import { any } from './certainty.ts';
import type { Lookup } from './lookup.ts';

/** Where a grant was met: the wired resources it lies on, and the identities that it reaches. */
export type Meeting = {
  readonly grant: Grant;
  isDirect: boolean;
  readonly reaches: Set<string>;
  /** Why it is not known whether it reaches another wired identity. */
  unread: Unknown | undefined;
  readonly resources: Set<string>;
};

/** The facts of a grant; what only a meeting knows is unknown without one. */
export function grantFacts(grant: Grant, lookup: Lookup, meeting?: Meeting): Facts<'Grant'> {
  const unmet = new Unknown('only the subject wiring.grant knows it');
  return {
    ...ownGrantFacts(grant),
    principalExists: principalExists(grant, lookup),
    hasDataActions: hasDataActions(grant.roleId, lookup),
    isDirect: meeting?.isDirect ?? unmet,
    reaches: meeting === undefined ? unmet : reaches(meeting),
    resource: meeting === undefined ? unmet : [...meeting.resources].sort().join(', '),
  };
}

/** Who is certainly reached; only where nobody is does it matter that a membership could not be read. */
function reaches(meeting: Meeting): Fact<readonly string[]> {
  return meeting.reaches.size === 0 && meeting.unread !== undefined ? meeting.unread : [...meeting.reaches].sort();
}

/** Whether the assignment names a group. */
export function namesGroup(grant: Grant, lookup: Lookup): boolean {
  const row = lookup.estate.row('authorizationresources', grant.assignmentId);
  return /group$/i.test(textAt(row, 'properties', 'principalType') ?? '');
}

/** A principal of another tenant is never in this one's directory; of it nothing can be said. */
function principalExists(grant: Grant, lookup: Lookup): Fact<boolean> {
  const row = lookup.estate.row('authorizationresources', grant.assignmentId);
  const isForeign =
    textAt(row, 'properties', 'principalType')?.toLowerCase() === 'foreigngroup' ||
    textAt(row, 'properties', 'delegatedManagedIdentityResourceId') !== undefined;
  if (isForeign) return new Unknown(`${grant.principalId} belongs to another tenant`);
  const read = lookup.estate.exists('graph/directoryobjects', grant.principalId);
  const exists = isUnknown(read) && isDeclared(grant.principalId, lookup) ? true : read;
  return any(lookup.isWiredPrincipal(grant.principalId), exists);
}

/** Where the directory was not read, the config is believed. */
function isDeclared(principalId: string, { settings: { afoi, operators } }: Lookup): boolean {
  const declared = [...Object.values(afoi.objectIds), ...operators.principals.map(({ id }) => id)];
  return declared.some(id => sameId(id, principalId));
}

function hasDataActions(roleId: string, lookup: Lookup): boolean | Unknown {
  const role = lookup.role(roleId);
  if (role === undefined) return new Unknown(`the definition of the role ${roleId} could not be read`);
  const permissions = at(role, 'properties', 'permissions');
  // A plan that does not know all that a role gives leaves its permissions out.
  if (!Array.isArray(permissions)) return new Unknown(`what the role ${roleId} gives is not known`);
  return permissions.some(permission => listAt(permission, 'dataActions').length > 0);
}
