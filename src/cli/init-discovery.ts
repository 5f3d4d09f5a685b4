/** What an estate holds that a first config can say, taken from the same wiring that a scan judges. */

import { AFOI_APPS } from '../model/cloud.ts';
import { type Fact, isUnknown } from '../model/fact.ts';
import type { System } from '../model/finding.ts';
import { foldId, subscriptionOf } from '../model/resource-id.ts';
import type { Subject } from '../subjects/subjects.ts';
import type { Audit } from './audit.ts';

export type Discovery = {
  /** Clusters and servers, sorted by id. */
  readonly clusters: readonly System[];
  readonly servers: readonly System[];
  /** The folded ids of the subscriptions that hold clusters or CycleCloud's servers and nodes, sorted. */
  readonly subscriptions: readonly string[];
  /** The object ids of Operator Nexus's applications, by their names; empty where there is no cluster. */
  readonly applications: ReadonlyMap<string, Fact<string>>;
  readonly federatedCredentials: readonly FederatedCredential[];
};

export type FederatedCredential = { readonly identity: string; readonly issuer: string; readonly subject: string };

/** What makes a scan read a subscription. */
const LISTED: readonly Subject['kind'][] = ['nexus.cluster', 'cyclecloud.server', 'cyclecloud.nodes'];

export function discover({ systems, subjects }: Pick<Audit, 'systems' | 'subjects'>): Discovery {
  const listed = [...systems, ...subjects.filter(({ kind }) => LISTED.includes(kind))];
  return {
    clusters: systems.filter(({ kind }) => kind === 'nexus'),
    servers: systems.filter(({ kind }) => kind === 'cyclecloud'),
    subscriptions: [...new Set(listed.flatMap(({ id }) => subscriptionOf(id) ?? []))].sort(),
    applications: applications(subjects),
    federatedCredentials: credentials(subjects),
  };
}

function applications(subjects: readonly Subject[]): Map<string, Fact<string>> {
  const archive = subjects.find(subject => subject.kind === 'nexus.secret-archive');
  if (archive === undefined) return new Map();
  const { afoi, afoiResourceProvider } = archive.variables;
  const ids = new Map([afoi, afoiResourceProvider].map(({ name, principalId }) => [name, principalId]));
  return new Map(
    Object.keys(AFOI_APPS)
      .sort()
      .map(name => [name, ids.get(name)!]),
  );
}

/** Those of wired identities. */
function credentials(subjects: readonly Subject[]): FederatedCredential[] {
  const found = subjects.flatMap(subject => {
    if (subject.kind !== 'wiring.identity') return [];
    const { id, federatedCredentials } = subject.variables.identity;
    if (isUnknown(federatedCredentials)) return [];
    return federatedCredentials.map(text => {
      // An address has no space.
      const end = text.indexOf(' ');
      return { identity: id as string, issuer: text.slice(0, end), subject: text.slice(end + 1) };
    });
  });
  const key = ({ identity, issuer, subject }: FederatedCredential) => `${foldId(identity)} ${issuer} ${subject}`;
  return found.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
