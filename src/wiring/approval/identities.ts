/** What is approved of an identity: its principal, who it may be assigned to, and who may sign in as it from outside. */

import { type Fact, isUnknown } from '../../model/fact.ts';
import type { WiredFact } from '../../model/lock.ts';
import { foldId } from '../../model/resource-id.ts';
import type { Subject } from '../../subjects/subjects.ts';

/** The facts of a `wiring.identity`; none of one that does not exist. */
export function identityFacts(subject: Subject): WiredFact[] {
  if (subject.kind !== 'wiring.identity') return [];
  const { identity } = subject.variables;
  if (identity.exists === false) return [];
  const resource = identity.id as string;
  const id = foldId(resource) + (identity.isSystemAssigned === true ? '#system-assigned' : '');
  const fact = (keys: readonly string[], value: Fact<string>): WiredFact => ({
    path: ['identities', id, ...keys],
    value,
    resource,
  });
  if (isUnknown(identity.exists)) return [fact([], identity.exists)];
  const { principalId, restrictedTo, federatedCredentials } = identity;
  const facts = [
    fact(['principal'], principalId),
    ...(isUnknown(restrictedTo) || restrictedTo.length > 0
      ? [fact(['restricted to'], isUnknown(restrictedTo) ? restrictedTo : listed(restrictedTo))]
      : []),
    ...(isUnknown(federatedCredentials)
      ? [fact(['federated credentials'], federatedCredentials)]
      : federatedCredentials.map(credential => fact(['federated credentials', credential], 'trusted'))),
  ];
  // One of which nothing is known is there all the same.
  const open = facts.every(({ value }) => isUnknown(value));
  return open ? [fact([], principalId), ...facts] : facts;
}

/** Names of resource providers, which Azure reads in any case. */
function listed(providers: readonly string[]): string {
  return [...new Set(providers.map(provider => provider.toLowerCase()))].sort().join(', ');
}
