/** What is approved of a CycleCloud server: who it is, how it signs in, its locker, and the identities of its nodes. */

import { type Fact, isUnknown, mapFact } from '../../model/fact.ts';
import type { WiredFact } from '../../model/lock.ts';
import { foldId } from '../../model/resource-id.ts';
import type { Subject } from '../../subjects/subjects.ts';
import { whoIs } from './nexus.ts';

/** The facts of one subject; none of a kind that is not a server's. */
export function cycleCloudFacts(subject: Subject): WiredFact[] {
  const { system } = subject;
  if (system === undefined) return [];
  const fact = (keys: readonly string[], value: Fact<string>): WiredFact => ({
    path: ['cyclecloud', foldId(system), ...keys],
    value,
    resource: system,
  });
  switch (subject.kind) {
    case 'cyclecloud.server': {
      const { server, serverIdentity } = subject.variables;
      if (isUnknown(server.exists)) return [fact([], server.exists)];
      if (!server.exists) return [];
      const { exists } = serverIdentity;
      const isUndecided = serverIdentity.id === '' && isUnknown(exists);
      return [fact(['acts as'], isUndecided ? exists : whoIs(serverIdentity))];
    }
    case 'cyclecloud.account': {
      const { authType } = subject.variables.account;
      return [fact(['signs in by'], authType)];
    }
    case 'cyclecloud.locker': {
      const { locker, storage, container, lockerIdentity } = subject.variables;
      const to = `${storage.name as string}/${container.name as string}`.toLowerCase();
      const named = isUnknown(storage.id) && storage.name === '(none)' ? storage.id : container.id;
      const value = mapFact(locker.usesIdentity, uses => `${to} as ${uses ? whoIs(lockerIdentity) : 'shared key'}`);
      if (to.includes('(none)')) return [fact(['locker'], isUnknown(named) ? named : value)];
      return [fact(['locker'], value)];
    }
    case 'cyclecloud.nodes': {
      const { nodes } = subject.variables;
      const key = `${nodes.cluster as string}/${nodes.name as string}`.toLowerCase();
      if (isUnknown(nodes.identityIds)) return [fact(['nodes', key], nodes.identityIds)];
      return nodes.identityIds.map(id => fact(['nodes', key, foldId(id)], 'asked for'));
    }
    default:
      return [];
  }
}
