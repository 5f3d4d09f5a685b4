/** A managed identity with two grants as rules see it, to be bent by tests. */

import type { Answer } from '../../src/model/grant.ts';
import { type Ask, type Bound, bind } from '../../src/rules/instance.ts';
import type { Facts } from '../../src/subjects/subjects.ts';

const GRANT: Facts<'Grant'> = {
  id: '/grants/1',
  roleName: 'Owner',
  roleId: 'role-1',
  scope: '/subscriptions/s1',
  scopeKind: 'subscription',
  principalId: 'principal-1',
  principalExists: true,
  throughGroup: false,
  isConditional: false,
  hasDataActions: false,
  isDirect: true,
  reaches: ['id-edge'],
  resource: 'stedge',
};

const IDENTITY: Facts<'Identity'> = {
  id: '/identities/id-edge',
  name: 'id-edge',
  resourceGroup: 'rg-edge',
  subscriptionId: 's1',
  isSystemAssigned: false,
  exists: true,
  attached: true,
  selected: false,
  principalId: 'principal-1',
  recordedPrincipalId: '',
  restrictedTo: [],
  allowsNetworkCloud: true,
  usedBy: ['command output', 'secret archive'],
  federatedCredentials: [],
  undeclaredFederatedCredentials: [],
  privileged: [],
};

export function grant(facts: Partial<Facts<'Grant'>> = {}): Facts<'Grant'> {
  return { ...GRANT, ...facts };
}

/** The variables of a `wiring.identity`. */
export function identity(facts: Partial<Facts<'Identity'>> = {}): Bound {
  return bind({
    kind: 'wiring.identity',
    id: '/identities/id-edge',
    name: 'id-edge',
    variables: { identity: { ...IDENTITY, ...facts } },
  });
}

/** Nobody may do anything. */
export const REFUSED: Ask = (principalId, _role, scope): Answer => ({
  is: 'missing',
  question: { principalId, scope, actions: ['read'], dataActions: [] },
  missing: ['read'],
  denials: [],
  grants: [],
});
