/** What systems share: every wired identity once, and the role assignments that bear on the wiring. */

import { isUnknown, Unknown } from '../model/fact.ts';
import type { Grant } from '../model/grant.ts';
import { foldId } from '../model/resource-id.ts';
import type { Facts, Subject } from '../subjects/subjects.ts';
import { grantFacts, type Meeting, namesGroup } from './grant.ts';
import type { Lookup } from './lookup.ts';

/** The subjects `wiring.identity` and `wiring.grant` of subjects wired before. */
export function wireShared(subjects: readonly Subject[], lookup: Lookup): Subject[] {
  return [...identities(subjects), ...grants(subjects, lookup)];
}

function identities(subjects: readonly Subject[]): Subject[] {
  const found = new Map<string, { identity: Facts<'Identity'>; usedBy: Set<string> }>();
  for (const subject of subjects) {
    if (subject.kind !== 'nexus.identity') continue;
    const { identity, cluster } = subject.variables;
    const key = foldId(identity.id as string);
    const entry = found.get(key) ?? { identity, usedBy: new Set<string>() };
    entry.usedBy.add(cluster.name as string);
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
    const on = lookup.access.on(id);
    for (const grant of isUnknown(on) ? [] : on) {
      const meeting = meet(grant);
      meeting.isDirect = true;
      meeting.resources.add(name);
    }
  }
  for (const { identity, target, name } of uses(subjects)) {
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
    if (isUnknown(lookup.estate.exists('graph/memberships', principalId)))
      doubt(meetings.values(), identity, target, lookup);
  }
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

/** Marks the group assignments of which it is not known whether they reach an identity whose groups could not be read. */
function doubt(meetings: Iterable<Meeting>, identity: Facts<'Identity'>, target: string, lookup: Lookup): void {
  for (const meeting of meetings) {
    if (!namesGroup(meeting.grant, lookup) || !lookup.access.covers(meeting.grant.scope, target)) continue;
    const group = meeting.grant.principalId;
    meeting.unread = new Unknown(`whether ${identity.name as string} belongs to the group ${group} could not be read`);
  }
}

/** A wired resource that exists: its id and name. */
function wiredResources(subjects: readonly Subject[]): Map<string, string> {
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
    }
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Which identity acts on which resource. */
function uses(subjects: readonly Subject[]): { identity: Facts<'Identity'>; target: string; name: string }[] {
  return subjects.flatMap(subject => {
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
