import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Json } from '../../src/model/estate.ts';
import { isUnknown } from '../../src/model/fact.ts';
import type { Facts } from '../../src/subjects/subjects.ts';
import { attachedIdentities } from '../../src/wiring/identity.ts';
import { subjectOf, wired } from './healthy.ts';

const identity = suite('identities');

const GROUP = '/subscriptions/5b000001-0000-4000-8000-000000000001/resourcegroups/rg-identity';
const ID = `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-output`;

/** Whether there is a system-assigned identity, its principal, and the principals of the user-assigned ones. */
type Read = readonly [system: boolean, principal: string | undefined, users: readonly string[]];

const SHAPES: readonly (readonly [what: string, identity: Json, read: Read])[] = [
  ['nothing', null, [false, undefined, []]],
  ['None', { type: 'None' }, [false, undefined, []]],
  ['an empty object', {}, [false, undefined, []]],
  ['SystemAssigned', { type: 'SystemAssigned', principalId: 'P1', tenantId: 'T1' }, [true, 'P1', []]],
  [
    'UserAssigned with an empty value',
    { type: 'UserAssigned', userAssignedIdentities: { [ID]: {} } },
    [false, undefined, ['']],
  ],
  [
    'UserAssigned with a null value',
    { type: 'UserAssigned', userAssignedIdentities: { [ID]: null } },
    [false, undefined, ['']],
  ],
  [
    'UserAssigned with a principal',
    { type: 'UserAssigned', userAssignedIdentities: { [ID]: { principalId: 'P2', clientId: 'C2' } } },
    [false, undefined, ['P2']],
  ],
  ...['SystemAssigned,UserAssigned', 'SystemAssigned, UserAssigned', 'userassigned ,SYSTEMASSIGNED'].map(
    (type): readonly [string, Json, Read] => [
      `the list "${type}"`,
      { type, principalId: 'P1', userAssignedIdentities: { [ID]: { principalId: 'P2' } } },
      [true, 'P1', ['P2']],
    ],
  ),
  [
    'keys in other case',
    { Type: 'UserAssigned', UserAssignedIdentities: { [ID]: { PrincipalId: 'P2' } } },
    [false, undefined, ['P2']],
  ],
  ['None with what is left of a map', { type: 'None', userAssignedIdentities: { [ID]: {} } }, [false, undefined, []]],
];

for (const [what, value, read] of SHAPES) {
  identity(`${what} is read`, () => {
    const { systemAssigned, systemPrincipalId, userAssigned } = attachedIdentities({ id: '/c', identity: value });

    const principals = [...userAssigned.values()].map(({ principalId }) => principalId);
    assert.equal([systemAssigned, systemPrincipalId, principals], read);
  });
}

identity('one id in two spellings is one identity', () => {
  const map = { [ID]: {}, [ID.toUpperCase()]: { principalId: 'P2' } };

  const { userAssigned } = attachedIdentities({
    id: '/c',
    identity: { type: 'UserAssigned', userAssignedIdentities: map },
  });

  assert.equal([...userAssigned.keys()], [ID.toLowerCase()]);
});

/** Some facts of the vault's identity in the healthy estate, edited. */
function facts(edit: Json, ...names: readonly (keyof Facts<'Identity'>)[]): unknown[] {
  const { identity: found } = subjectOf('nexus.secret-archive', wired(edit)).variables;
  return names.map(name => {
    const fact = found[name];
    return isUnknown(fact) ? `? ${fact.because}` : fact;
  });
}

const cluster = (change: Json): Json => ({ rows: { resources: { cluster: change } } });
const selecting = (associatedIdentity: Json): Json =>
  cluster({ properties: { secretArchiveSettings: { associatedIdentity } } });

identity('a user-assigned identity has its principal from its own row, not from the cluster', () => {
  const edit = { rows: { resources: { 'vault-identity': { properties: { principalId: 'ABCD' } } } } };

  assert.equal(facts(edit, 'principalId', 'recordedPrincipalId', 'attached', 'selected', 'usedBy'), [
    'abcd',
    '1d000002-0000-4000-8000-000000000002',
    true,
    true,
    ['secret archive'],
  ]);
});

identity('a user-assigned identity that Azure shows without a principal has an unknown one', () => {
  const edit = { rows: { resources: { 'vault-identity': { properties: { principalId: null } } } } };

  assert.equal(facts(edit, 'exists', 'principalId'), [
    true,
    `? Azure shows no principal for ${GROUP.replace('groups', 'Groups')}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-vault`,
  ]);
});

identity('a system-assigned identity has its principal from the cluster', () => {
  const edit = {
    rows: {
      resources: {
        cluster: {
          identity: { type: 'SystemAssigned, UserAssigned', principalId: 'ABCD' },
          properties: {
            secretArchiveSettings: {
              associatedIdentity: { identityType: 'SystemAssignedIdentity', userAssignedIdentityResourceId: null },
            },
          },
        },
      },
    },
  };

  assert.equal(facts(edit, 'name', 'isSystemAssigned', 'principalId', 'exists', 'attached', 'usedBy'), [
    'system-assigned identity of cl-edge',
    true,
    'abcd',
    true,
    true,
    ['secret archive'],
  ]);
});

identity('a system-assigned identity that the cluster does not have has no principal', () => {
  const edit = selecting({ identityType: 'SystemAssignedIdentity', userAssignedIdentityResourceId: null });

  assert.equal(facts(edit, 'exists', 'principalId'), [
    false,
    '? /subscriptions/5b000001-0000-4000-8000-000000000001/resourceGroups/rg-nexus/providers/Microsoft.NetworkCloud/clusters/cl-edge has no system-assigned identity, so there is no principal',
  ]);
});

identity('of a kind of identity that no document knows nothing is decided', () => {
  const edit = selecting({ identityType: 'FutureIdentity' });
  const because = '? the secret archive selects "FutureIdentity", a kind of identity that is not documented';

  assert.equal(facts(edit, 'exists', 'attached', 'selected'), [because, because, because]);
});

const RESTRICTIONS: readonly (readonly [providers: readonly string[], allowed: boolean])[] = [
  [[], true],
  [['Microsoft.NetworkCloud'], true],
  [['microsoft.networkcloud/clusters'], true],
  [['Microsoft.Compute', ' MICROSOFT.NETWORKCLOUD '], true],
  [['Microsoft.Compute'], false],
  [['Microsoft.NetworkCloud/clusterManagers'], false],
  [['Microsoft.NetworkCloudOther'], false],
];

for (const [providers, allowed] of RESTRICTIONS) {
  identity(`an identity restricted to ${JSON.stringify(providers)} ${allowed ? 'allows' : 'refuses'} clusters`, () => {
    const edit = {
      rows: { resources: { 'vault-identity': { properties: { assignmentRestrictions: { providers } } } } },
    };

    assert.equal(facts(edit, 'restrictedTo', 'allowsNetworkCloud'), [providers, allowed]);
  });
}

/** A federated credential of the output identity, and what is undeclared of it. */
const CREDENTIALS: readonly (readonly [what: string, properties: Json, undeclared: readonly string[]])[] = [
  ['the declared one', {}, []],
  [
    'another subject',
    { subject: 'repo:platform/nexus:pull_request' },
    ['deployment (https://token.actions.githubusercontent.com repo:platform/nexus:pull_request)'],
  ],
  [
    'the declared subject in other case, which Entra takes for another',
    { subject: 'repo:Platform/nexus:environment:prod' },
    ['deployment (https://token.actions.githubusercontent.com repo:Platform/nexus:environment:prod)'],
  ],
  [
    'another issuer',
    { issuer: 'https://evil.example' },
    ['deployment (https://evil.example repo:platform/nexus:environment:prod)'],
  ],
  [
    'an expression in place of a subject',
    { subject: null, claimsMatchingExpression: { value: "claims['sub'] matches 'repo:*'", languageVersion: 1 } },
    ["deployment (https://token.actions.githubusercontent.com claims['sub'] matches 'repo:*')"],
  ],
];

for (const [what, properties, undeclared] of CREDENTIALS) {
  identity(`a federated credential with ${what} is ${undeclared.length === 0 ? 'declared' : 'not declared'}`, () => {
    const edit = { rows: { 'arm/federatedcredentials': { deployment: { properties } } } };

    const { identity: found } = subjectOf('wiring.identity', wired(edit), 'id-output').variables;

    assert.equal(found.undeclaredFederatedCredentials, undeclared);
  });
}

identity.run();
