/** What a fact means for those who rely on it, by its place in the lock. */

import type { Difference, LockPath, Topic } from '../model/lock.ts';

/** The topic of a fact that is no `kind`. A grant is one to others where its principal is that of no wired identity. */
export function topicOf([section, , key]: LockPath): Topic {
  switch (section) {
    case 'nexus':
      return key === 'identities' ? 'attached identity' : 'use';
    case 'cyclecloud':
      return CYCLECLOUD[key!]!;
    case 'identities':
      return IDENTITY[key!]!;
    case 'grants':
      return 'grant';
    case 'roles':
      return 'role condition';
    case 'denials':
      return 'denial';
    default:
      return RESOURCE[key!]!;
  }
}

type Topics = { readonly [key: string]: Topic };

const CYCLECLOUD: Topics = {
  'acts as': 'server identity',
  'signs in by': 'sign-in',
  locker: 'locker',
  nodes: 'node identity',
};
const IDENTITY: Topics = {
  principal: 'principal',
  'restricted to': 'restriction',
  'federated credentials': 'federated credential',
};
const RESOURCE: Topics = {
  'default action': 'firewall',
  'public access': 'firewall',
  bypass: 'bypass',
  addresses: 'address',
  'virtual networks': 'virtual network',
  'resource instances': 'resource instance',
  'shared key': 'shared key',
  'access decided by': 'vault access',
};

/** Values of settings, the most open one first. */
const BY_OPENNESS: { readonly [key: string]: readonly string[] } = {
  'default action': ['Allow', 'Deny'],
  'public access': ['Enabled', 'SecuredByPerimeter', 'Disabled'],
  'shared key': ['allowed', 'refused'],
};

/** How a fact that has another value differs. */
export function alteration([, , key]: LockPath, before: string, after: string): Difference {
  const order = BY_OPENNESS[key ?? ''] ?? [];
  const [was, is] = [order.indexOf(before), order.indexOf(after)];
  if (was < 0 || is < 0) return 'altered';
  return is < was ? 'opened' : 'closed';
}
