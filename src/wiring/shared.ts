/** What systems share: every wired identity once, and the role assignments that bear on the wiring. */

import { isUnknown, mapFact, Unknown } from '../model/fact.ts';
import type { Grant } from '../model/grant.ts';
import { foldId, lastSegment, scopeKind } from '../model/resource-id.ts';
import type { Facts, Subject } from '../subjects/subjects.ts';
import { isCustomRole } from './cyclecloud-rights.ts';
import { grantFacts, type Meeting, namesGroup } from './grant.ts';
import type { Lookup } from './lookup.ts';

/** The subjects `wiring.identity` and `wiring.grant` of subjects wired before. */
export function wireShared(subjects: readonly Subject[], lookup: Lookup): Subject[] {
  return [...identities(subjects, lookup), ...grants(subjects, lookup)];
}

/**
 * Why there may be wired identities, and role assignments that bear on the wiring, that are not among the subjects: it is
 * not known of everything which it is. The reasons by what they are about, empty where all is there.
 */
export function hiddenFrom(subjects: readonly Subject[]): ReadonlyMap<string, string> {
  const hidden = new Map<string, string>();
  for (const { kind, id, variables } of subjects) {
    for (const [name, facts] of Object.entries<{ readonly [field: string]: unknown }>(variables)) {
      const found = [facts.id, facts.exists, facts.principalId].filter(isUnknown);
      if (found.length === 0 || facts.exists === false) continue;
      hidden.set(`${kind} ${foldId(id)} ${name}`, [...new Set(found.map(({ because }) => because))].join('; '));
    }
  }
  return hidden;
}

/** An identity as one system uses it. */
type Use = { readonly identity: Facts<'Identity'>; readonly by: string };

function identities(subjects: readonly Subject[], lookup: Lookup): Subject[] {
  const found = new Map<string, { identity: Facts<'Identity'>; usedBy: Set<string> }>();
  for (const { identity, by } of subjects.flatMap(subject => usesIn(subject, lookup))) {
    const key = foldId(identity.id as string);
    const entry = found.get(key) ?? { identity, usedBy: new Set<string>() };
    entry.usedBy.add(by);
    found.set(key, entry);
  }
  return [...found.keys()].sort().map(key => {
    const { identity, usedBy } = found.get(key)!;
    return {
      kind: 'wiring.identity',
      id:
        identity.isSystemAssigned === true
          ? `${identity.id as string}#identity/system-assigned`
          : (identity.id as string),
      name: identity.name as string,
      variables: { identity: { ...identity, usedBy: [...usedBy].sort() } },
    };
  });
}

function usesIn(subject: Subject, lookup: Lookup): Use[] {
  if (subject.kind === 'nexus.identity') {
    const { identity, cluster } = subject.variables;
    return identity.id === '' ? [] : [{ identity, by: cluster.name as string }];
  }
  const identity =
    subject.kind === 'cyclecloud.server'
      ? orchestrator(subject.variables.serverIdentity, lookup)
      : subject.kind === 'cyclecloud.assigned-identity'
        ? subject.variables.assigned
        : undefined;
  if (identity === undefined || identity.id === '') return [];
  const { server } = (subject as Extract<Subject, { variables: { server: unknown } }>).variables;
  return [{ identity, by: server.name as string }];
}

/** What the documented custom role lets a server do is said once, by a rule of its own (CC-SV-5). */
function orchestrator(identity: Facts<'Identity'>, lookup: Lookup): Facts<'Identity'> {
  const privileged = mapFact(identity.privileged, grants =>
    grants.filter(({ roleId }) => isCustomRole(roleId as string, lookup) !== true),
  );
  return { ...identity, privileged };
}

function grants(subjects: readonly Subject[], lookup: Lookup): Subject[] {
  const meetings = new Map<string, Meeting>();
  const meet = (grant: Grant): Meeting => {
    const key = foldId(grant.assignmentId);
    let meeting = meetings.get(key);
    if (meeting === undefined) {
      meeting = { grant, isDirect: false, reaches: new Set(), unread: undefined, resources: new Set() };
      meetings.set(key, meeting);
    }
    return meeting;
  };
  for (const [id, name] of wiredResources(subjects)) {
    for (const grant of lookup.access.seenOn(id)) {
      const meeting = meet(grant);
      meeting.isDirect = true;
      meeting.resources.add(name);
    }
  }
  const used = acting(subjects);
  for (const { identity, target, name } of used) {
    const { principalId } = identity;
    if (isUnknown(principalId)) continue;
    for (const grant of lookup.access.reaching(principalId)) {
      if (!lookup.access.covers(grant.scope, target)) continue;
      const meeting = meet(grant);
      meeting.reaches.add(identity.name as string);
      meeting.resources.add(name);
      if (grant.throughGroup && !meeting.grant.throughGroup)
        meetings.set(foldId(grant.assignmentId), { ...meeting, grant });
    }
  }
  doubt([...meetings.values()], used, lookup);
  return [...meetings.keys()].sort().map(key => {
    const meeting = meetings.get(key)!;
    const grant = grantFacts(meeting.grant, lookup, meeting);
    return {
      kind: 'wiring.grant',
      id: meeting.grant.assignmentId,
      name: `${meeting.grant.roleName} on ${grant.resource as string}`,
      variables: { grant },
    };
  });
}

/** Marks the grants of groups that are known to reach nobody, but may reach an identity whose groups or principal are not known. */
function doubt(meetings: readonly Meeting[], used: readonly Acting[], lookup: Lookup): void {
  const open = meetings.filter(({ grant, reaches }) => reaches.size === 0 && namesGroup(grant, lookup));
  const byScope = Map.groupBy(open, ({ grant }) => foldId(grant.scope));
  for (const { identity, target } of used) {
    const { principalId, exists } = identity;
    const isKnown = !isUnknown(principalId);
    if (isKnown ? !isUnknown(lookup.estate.exists('graph/memberships', principalId)) : exists === false) continue;
    for (const meeting of lookup.access.scopesOver(target).flatMap(scope => byScope.get(scope) ?? [])) {
      const group = meeting.grant.principalId;
      const whom = identity.id === '' ? 'the identity that is selected' : (identity.name as string);
      meeting.unread ??= new Unknown(
        isKnown
          ? `whether ${whom} belongs to the group ${group} could not be read`
          : `whether ${whom} is reached is not known: ${principalId.because}`,
      );
    }
  }
}

/** A wired resource that exists: its id and name. */
export function wiredResources(subjects: readonly Subject[]): Map<string, string> {
  const found = new Map<string, string>();
  const add = (resource: { readonly id: unknown; readonly name: unknown }) => {
    if (typeof resource.id === 'string' && resource.id !== '') found.set(foldId(resource.id), String(resource.name));
  };
  for (const subject of subjects) {
    if (subject.kind === 'nexus.command-output') {
      add(subject.variables.storage);
      add(subject.variables.container);
    } else if (subject.kind === 'nexus.analytics-output') {
      add(subject.variables.workspace);
    } else if (subject.kind === 'nexus.secret-archive') {
      add(subject.variables.vault);
    } else if (subject.kind === 'nexus.identity' && subject.variables.identity.isSystemAssigned === false) {
      add(subject.variables.identity);
    } else if (subject.kind === 'cyclecloud.locker') {
      add(subject.variables.storage);
      add(subject.variables.container);
    } else if (
      subject.kind === 'cyclecloud.server' &&
      subject.variables.serverIdentity.isSystemAssigned === false &&
      subject.variables.serverIdentity.exists === true
    ) {
      add(subject.variables.serverIdentity);
    } else if (subject.kind === 'cyclecloud.assigned-identity' && subject.variables.assigned.exists === true) {
      add(subject.variables.assigned);
    }
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** An identity that acts on a resource: its id and name. */
type Acting = { readonly identity: Facts<'Identity'>; readonly target: string; readonly name: string };

function acting(subjects: readonly Subject[]): Acting[] {
  return subjects.flatMap(subject => {
    if (subject.kind === 'cyclecloud.locker') {
      const { serverIdentity, lockerIdentity, storage } = subject.variables;
      if (isUnknown(storage.id) || storage.id === '') return [];
      const target = { target: storage.id, name: storage.name as string };
      return [serverIdentity, lockerIdentity].map(identity => ({ identity, ...target }));
    }
    if (subject.kind === 'cyclecloud.role') {
      const { serverIdentity: identity, server } = subject.variables;
      const target = server.scope as string;
      return [{ identity, target, name: `${scopeKind(target)} ${lastSegment(target)}` }];
    }
    const pair =
      subject.kind === 'nexus.command-output'
        ? { identity: subject.variables.identity, target: subject.variables.container }
        : subject.kind === 'nexus.analytics-output'
          ? { identity: subject.variables.identity, target: subject.variables.workspace }
          : subject.kind === 'nexus.secret-archive'
            ? { identity: subject.variables.identity, target: subject.variables.vault }
            : undefined;
    if (pair === undefined || isUnknown(pair.target.id) || pair.target.id === '') return [];
    return [{ identity: pair.identity, target: pair.target.id, name: pair.target.name as string }];
  });
}
