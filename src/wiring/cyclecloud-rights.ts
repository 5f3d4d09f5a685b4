/** What a server's identity may do where the server works, held against the documented custom role. */

import { covers, foldPattern } from '../access/pattern.ts';
import {
  AUTHORIZATION_ACTIONS,
  DOCUMENTED_ACTIONS,
  featureOf,
  neededActions,
  operationOf,
} from '../model/cyclecloud-role.ts';
import { type Fact, isUnknown, mapFact, Unknown } from '../model/fact.ts';
import type { Answer, Grant } from '../model/grant.ts';
import { listAt, textAt, textsAt } from '../model/json.ts';
import { lastSegment, subscriptionOf } from '../model/resource-id.ts';
import { ANYTHING, ASSIGN_ROLES, DEFINE_ROLES, REQUIRED_ROLES } from '../model/roles.ts';
import type { Facts } from '../subjects/subjects.ts';
import type { Server } from './cyclecloud-server.ts';
import { grantFacts } from './grant.ts';
import type { Lookup } from './lookup.ts';

/** The role that the document gives besides the custom one: its data actions in a custom role are none too many. */
const BLOBS = REQUIRED_ROLES.find(({ name }) => name === 'Storage Blob Data Contributor')!.permits;

const DOCUMENTED = DOCUMENTED_ACTIONS.map(foldPattern);
const DOCUMENTED_DATA = BLOBS.dataActions.map(foldPattern);

export function rightsOf({ facts, identity }: Server, lookup: Lookup): Facts<'Rights'> {
  const { principalId } = identity;
  const scope = facts.scope as string;
  const use = {
    resourceGroupPerCluster: facts.resourceGroupPerCluster as boolean,
    assignsIdentities: facts.assignsIdentities as boolean,
  };
  const ask = (actions: readonly string[]): Fact<Answer> =>
    mapFact(principalId, principal => lookup.access.ask({ principalId: principal, scope, actions, dataActions: [] }));
  const needed = neededActions(use);
  const missing = mapFact<readonly string[], readonly string[]>(
    mapFact(ask(needed.map(operationOf)), missingOf),
    operations => needed.filter(action => operations.includes(operationOf(action))),
  );
  return {
    holds: mapFact(principalId, principal => holds(principal, scope, lookup)),
    missing,
    missingFeatures: mapFact(missing, actions => [...new Set(actions.map(featureOf))].sort()),
    broad: mapFact(principalId, principal => broad(principal, scope, lookup)),
    beyond: mapFact(principalId, principal => beyond(principal, lookup)),
    raising: mapFact(principalId, principal => raising(principal, lookup)),
    missingAuthorization: mapFact(ask(AUTHORIZATION_ACTIONS), missingOf),
  };
}

/** Patterns of actions beyond the documented ones, sorted. */
export function beyondDocumented(actions: readonly string[], dataActions: readonly string[]): string[] {
  const exceed = (patterns: readonly string[], documented: readonly string[]) =>
    patterns.filter(pattern => {
      const folded = foldPattern(pattern);
      return !documented.some(one => covers(one, folded));
    });
  return [...new Set([...exceed(actions, DOCUMENTED), ...exceed(dataActions, DOCUMENTED_DATA)])].sort();
}

/** Whether a role is one that somebody made in this tenant; unknown where its definition could not be read. */
export function isCustomRole(roleId: string, lookup: Lookup): Fact<boolean> {
  const role = lookup.role(roleId);
  if (role === undefined) return new Unknown(`the definition of the role ${roleId} could not be read`);
  return textAt(role, 'properties', 'type')?.toLowerCase() === 'customrole';
}

function missingOf(answer: Answer): Fact<readonly string[]> {
  if (answer.is === 'unknown') return new Unknown(answer.because);
  return answer.is === 'missing' ? [...answer.missing].sort() : [];
}

function holds(principalId: string, scope: string, lookup: Lookup): string {
  const grants = lookup.access.reaching(principalId).filter(grant => lookup.access.covers(grant.scope, scope));
  if (grants.length === 0) return `no role at ${scope}`;
  return grants.map(grant => `${grant.roleName} at ${grant.scope}`).join(', ');
}

const WIDE: readonly string[] = ['subscription', 'management group', 'tenant'];

/** Roles for everything at any subscription or wider; unknown where one may be hidden at the subscription where it works. */
function broad(principalId: string, scope: string, lookup: Lookup): Fact<readonly Facts<'Grant'>[]> {
  const everywhere = lookup.access.holding(principalId, ANYTHING);
  const found = isUnknown(everywhere) ? [] : everywhere.filter(({ scopeKind }) => WIDE.includes(scopeKind));
  if (found.length > 0) return found.map(grant => grantFacts(grant, lookup));
  const subscription = `/subscriptions/${subscriptionOf(scope) ?? ''}`;
  const answer = lookup.access.ask({ principalId, scope: subscription, ...ANYTHING });
  if (answer.is === 'unknown') return new Unknown(answer.because);
  return answer.is === 'granted' ? answer.grants.map(grant => grantFacts(grant, lookup)) : [];
}

function beyond(principalId: string, lookup: Lookup): Fact<readonly string[]> {
  const found = new Set<string>();
  let unread: Unknown | undefined;
  for (const { roleId, roleName } of rolesOf(principalId, lookup)) {
    const custom = isCustomRole(roleId, lookup);
    if (isUnknown(custom)) unread ??= custom;
    if (custom !== true) continue;
    for (const permission of listAt(lookup.role(roleId), 'properties', 'permissions')) {
      const patterns = beyondDocumented(textsAt(permission, 'actions'), textsAt(permission, 'dataActions'));
      for (const pattern of patterns) found.add(`${pattern} (${roleName})`);
    }
  }
  if (found.size > 0) return [...found].sort();
  return unread ?? unreadOf(principalId, lookup) ?? [];
}

/** Roles that built-in roles such as Owner have are the business of ID-4. */
function raising(principalId: string, lookup: Lookup): Fact<readonly Facts<'Grant'>[]> {
  const found = new Map<string, Grant>();
  let unread: Unknown | undefined;
  for (const rights of [ASSIGN_ROLES, DEFINE_ROLES]) {
    const grants = lookup.access.holding(principalId, rights);
    if (isUnknown(grants)) unread ??= grants;
    for (const grant of isUnknown(grants) ? [] : grants) {
      if (isCustomRole(grant.roleId, lookup) === true) found.set(grant.assignmentId, grant);
    }
  }
  if (found.size === 0 && unread !== undefined) return unread;
  return [...found.keys()].sort().map(id => grantFacts(found.get(id)!, lookup));
}

/** Each role that reaches the principal, once. */
function rolesOf(principalId: string, lookup: Lookup): Grant[] {
  const roles = new Map(lookup.access.reaching(principalId).map(grant => [lastSegment(grant.roleId), grant]));
  return [...roles.keys()].sort().map(id => roles.get(id)!);
}

/** Why there may be roles that were not read. */
export function unreadOf(principalId: string, lookup: Lookup): Unknown | undefined {
  const because = lookup.access.unread(principalId);
  return because === undefined ? undefined : new Unknown(because);
}
