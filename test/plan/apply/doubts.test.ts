import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Row } from '../../../src/model/estate.ts';
import { isUnknown } from '../../../src/model/fact.ts';
import { type Operation, principalOf, roleNamed } from '../../../src/model/plan.ts';
import {
  ACCOUNT,
  AFOI,
  apply,
  applyAll,
  CLUSTER,
  CONTAINER,
  complaints,
  doubt,
  emptyAzure,
  GREENFIELD,
  GROUP,
  gone,
  holds,
  IDENTITY,
  offline,
  put,
  SUBSCRIPTION,
  VAULT,
  WORKSPACE,
} from './planning.ts';

const doubts = suite('what a plan may do and does not say');

const site = () => apply(emptyAzure(), ...Object.values(GREENFIELD)).estate;
const ASSIGNMENTS = { type: 'microsoft.authorization/roleassignments' };
const VAULTS = { type: 'microsoft.keyvault/vaults' };
const ANYTHING = { type: '*' };
const create = { atMost: 'create' } as const;
const write = { atMost: 'write' } as const;
const BLOBS = 'Storage Blob Data Contributor';

const GRANTS = [
  'nexus-analytics-output-not-granted',
  'nexus-command-output-not-granted',
  'nexus-platform-cannot-assign-identity',
  'nexus-secret-archive-not-granted',
];
const VAULT_SETTINGS = ['nexus-vault-firewall-blocks-services', 'nexus-vault-not-rbac'];
const WHOLE_VAULT = ['nexus-secret-archive-not-granted', ...VAULT_SETTINGS, 'nexus-vault-missing'];
const EVERYTHING = [
  ...GRANTS,
  ...VAULT_SETTINGS,
  'nexus-analytics-output-not-set',
  'nexus-cluster-without-identity',
  'nexus-command-output-not-set',
  'nexus-container-missing',
  'nexus-container-url-invalid',
  'nexus-identity-missing',
  'nexus-identity-recreated',
  'nexus-identity-restricted',
  'nexus-secret-archive-not-set',
  'nexus-selected-identity-not-attached',
  'nexus-setting-selects-no-identity',
  'nexus-storage-account-missing',
  'nexus-storage-firewall-blocks-services',
  'nexus-system-assigned-identity-absent',
  'nexus-system-assigned-selection-names-identity',
  'nexus-user-assigned-selection-names-none',
  'nexus-vault-missing',
  'nexus-vault-uri-invalid',
  'nexus-workspace-missing',
];

type Case = {
  readonly that: string;
  readonly does: Operation;
  /** Rules of error level that are unknown. */
  readonly unknown: readonly string[];
};

const TABLE: readonly Case[] = [
  {
    that: 'a workspace that may be deleted may not exist',
    does: doubt(WORKSPACE),
    unknown: ['nexus-analytics-output-not-granted', 'nexus-workspace-missing'],
  },
  { that: 'a workspace that may be written stays', does: doubt(WORKSPACE, write), unknown: [] },
  {
    that: 'a container that may be deleted may not exist',
    does: doubt(CONTAINER),
    unknown: ['nexus-container-missing'],
  },
  { that: 'a container that may be written stays', does: doubt(CONTAINER, write), unknown: [] },
  { that: 'a vault that may be deleted may not exist', does: doubt(VAULT), unknown: WHOLE_VAULT },
  {
    that: 'of a vault that may be written, only its settings are unknown',
    does: doubt(VAULT, write),
    unknown: VAULT_SETTINGS,
  },
  {
    that: 'a storage account that may be deleted may not exist',
    does: doubt(ACCOUNT.toUpperCase(), { type: 'microsoft.storage/storageaccounts' }),
    unknown: [
      'nexus-command-output-not-granted',
      'nexus-container-missing',
      'nexus-storage-account-missing',
      'nexus-storage-firewall-blocks-services',
    ],
  },
  {
    that: 'an identity that may be deleted may have no principal',
    does: doubt(IDENTITY),
    unknown: [...GRANTS, 'nexus-identity-missing', 'nexus-identity-restricted'],
  },
  {
    that: 'an identity that may be written keeps its principal',
    does: doubt(IDENTITY, write),
    unknown: ['nexus-identity-restricted'],
  },
  { that: 'of a cluster nothing is known', does: doubt(CLUSTER), unknown: EVERYTHING },
  { that: 'what is there cannot be created', does: doubt(CLUSTER, create), unknown: [] },
  {
    that: 'an assignment may be taken away',
    does: doubt(`${ACCOUNT}/providers/Microsoft.Authorization/roleAssignments/a1`),
    unknown: ['nexus-command-output-not-granted'],
  },
  { that: 'so may all in a scope', does: doubt(GROUP, ASSIGNMENTS), unknown: GRANTS },
  { that: 'but not by creating others', does: doubt(GROUP, { ...ASSIGNMENTS, ...create }), unknown: [] },
  {
    that: 'so may all where a subscription moves to another management group',
    does: put(`/providers/Microsoft.Management/managementGroups/mg${SUBSCRIPTION}`),
    unknown: GRANTS,
  },
  { that: 'some vault in a scope may be the one', does: doubt(GROUP, VAULTS), unknown: WHOLE_VAULT },
  { that: 'a new vault is not', does: doubt(GROUP, { ...VAULTS, ...create }), unknown: [] },
  { that: 'a vault elsewhere is not', does: doubt(`${GROUP}-2`, VAULTS), unknown: [] },
  { that: 'anything in a resource group', does: doubt(GROUP, ANYTHING), unknown: EVERYTHING },
  { that: 'anything in a subscription', does: doubt(SUBSCRIPTION, ANYTHING), unknown: EVERYTHING },
  { that: 'anything new', does: doubt(GROUP, { ...ANYTHING, ...create }), unknown: [] },
  { that: 'a resource group that may be deleted takes everything along', does: doubt(GROUP), unknown: EVERYTHING },
  { that: 'one that may be written changes nothing', does: doubt(GROUP, write), unknown: [] },
  { that: 'networks do not matter', does: doubt(GROUP, { type: 'microsoft.network/virtualnetworks' }), unknown: [] },
];

for (const { that, does, unknown } of TABLE) {
  doubts(that, () => {
    const expected = unknown.map(rule => `unknown ${rule}`).sort();

    assert.equal(complaints(apply(site(), does).estate), expected);
  });
}

doubts('a cluster that may come to be is judged, and nothing is known of it', () => {
  const expected = EVERYTHING.map(rule => `unknown ${rule}`).sort();

  assert.equal(
    [emptyAzure(), offline()].map(estate => complaints(apply(estate, doubt(CLUSTER)).estate)),
    [expected, expected],
  );
});

const MAKERS: readonly (readonly [string, Operation, string])[] = [
  ['the very workspace', doubt(WORKSPACE, create), 'nexus-workspace-missing'],
  [
    'any workspace',
    doubt(GROUP, { type: 'microsoft.operationalinsights/workspaces', ...create }),
    'nexus-workspace-missing',
  ],
  ['anything', doubt(GROUP, { ...ANYTHING, ...create }), 'nexus-workspace-missing'],
  ['the very vault', doubt(VAULT), 'nexus-vault-missing'],
  ['any vault', doubt(GROUP, { ...VAULTS, ...create }), 'nexus-vault-missing'],
  ['the very container', doubt(CONTAINER), 'nexus-container-missing'],
  [
    'any container',
    doubt(ACCOUNT, { type: 'microsoft.storage/storageaccounts/blobservices/containers' }),
    'nexus-container-missing',
  ],
];

for (const [what, does, rule] of MAKERS) {
  doubts(`what is missing may come to be where ${what} may`, () => {
    const lacking = apply(site(), gone(WORKSPACE), gone(VAULT), gone(CONTAINER)).estate;
    const found = [lacking, apply(lacking, does).estate].map(estate =>
      complaints(estate).find(said => said.endsWith(rule)),
    );

    assert.equal(found, [`fail ${rule}`, `unknown ${rule}`]);
  });
}

doubts('a right that nobody has may come to be where any assignment may', () => {
  const before = emptyAzure();
  const after = [
    doubt(`${ACCOUNT}/providers/Microsoft.Authorization/roleAssignments/x`, create),
    doubt(GROUP, { ...ASSIGNMENTS, ...create }),
    doubt(GROUP, ANYTHING),
    doubt(VAULT, ASSIGNMENTS),
  ].map(operation => holds(apply(before, operation).estate, 'p1', BLOBS, ACCOUNT)[0]);

  assert.equal(after, ['unknown', 'unknown', 'unknown', 'missing']);
});

doubts("they reach a principal that the plan itself makes, in the plan's own words", () => {
  const { estate } = apply(offline(), put(IDENTITY), doubt(GROUP, { ...ASSIGNMENTS, address: 'grant[each]' }));

  assert.equal(holds(estate, `principal-of:${IDENTITY.toLowerCase()}`, BLOBS, ACCOUNT), [
    'unknown',
    `the role assignments at and above ${ACCOUNT} are not all known before the plan runs (grant[each]: count is not known)`,
  ]);
});

doubts('so they do where nothing was read anyway', () => {
  const estate = emptyAzure();
  estate.cover({ source: 'authorizationresources', scope: GROUP, status: 'denied', because: 'it was refused' });
  const after = apply(estate, put(IDENTITY), doubt(SUBSCRIPTION, ASSIGNMENTS)).estate;

  assert.is(holds(after, `principal-of:${IDENTITY.toLowerCase()}`, BLOBS, ACCOUNT)[0], 'unknown');
});

doubts('what could not be read is not known for its own reason', () => {
  const estate = emptyAzure();
  estate.cover({ source: 'resources', scope: VAULT, status: 'denied', because: 'it was refused' });

  assert.is(apply(estate, doubt(GROUP, ANYTHING)).estate.covered('resources', VAULT).because, 'it was refused');
});

doubts('an assignment that may go gives nothing to others', () => {
  const { estate } = apply(site(), doubt(`${ACCOUNT}/providers/Microsoft.Authorization/roleAssignments/a1`));

  assert.equal(holds(estate, 'p1', BLOBS, ACCOUNT), ['missing']);
});

doubts('whether the principal of an identity stays is as open as the identity', () => {
  const principal = `principal-of:${IDENTITY.toLowerCase()}`;
  const stays = [doubt(IDENTITY), doubt(IDENTITY, write)].map(open =>
    isUnknown(apply(site(), open).estate.exists('graph/directoryobjects', principal)),
  );

  assert.equal(stays, [true, false]);
});

doubts('an assignment that may go says why in the plan’s own words', () => {
  const { estate } = apply(site(), doubt(GROUP, ASSIGNMENTS));

  assert.equal(
    holds(estate, AFOI, 'Managed Identity Operator', IDENTITY)[1]?.split('; ')[0],
    `Managed Identity Operator at ${IDENTITY} is granted on a condition that is not known before the plan runs (rg-edge: count is not known)`,
  );
});

doubts('a role of the tenant may be changed, and a built-in one may not', () => {
  const id = `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/c0ffee00-0000-4000-8000-000000000001`;
  const definition = put(id, { properties: { roleName: 'Mine', permissions: [{ actions: ['*'] }] } });
  const assignment = (name: string, role: string) =>
    put(`${GROUP}/providers/Microsoft.Authorization/roleAssignments/${name}`, {
      properties: { principalId: name, principalType: 'User', roleDefinitionId: role },
    });
  const builtIn = '/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
  const answers = [doubt(id), doubt(SUBSCRIPTION, { type: 'microsoft.authorization/roledefinitions' })].map(open => {
    const after = applyAll(emptyAzure(), [[definition, assignment('u1', id), assignment('u2', builtIn)], [open]]);
    return ['u1', 'u2'].map(user => holds(after, user, 'Managed Identity Operator', IDENTITY)[0]);
  });

  assert.equal(
    answers,
    [1, 2].map(() => ['unknown', 'granted']),
  );
});

doubts('federated credentials may be others', () => {
  const found = [
    doubt(`${IDENTITY}/federatedIdentityCredentials/x`),
    doubt(IDENTITY, { type: 'microsoft.managedidentity/userassignedidentities/federatedidentitycredentials' }),
  ].map(open => apply(site(), open).estate.covered('arm/federatedcredentials', IDENTITY).status);

  assert.equal(found, ['partial', 'partial']);
});

for (const [type, name, expected, more] of [
  ['deployment stack', 'Microsoft.Resources/deploymentStacks', 'unknown', {}],
  [
    'script with an identity',
    'Microsoft.Resources/deploymentScripts',
    'unknown',
    { identity: { type: 'UserAssigned' } },
  ],
  ['script without one', 'Microsoft.Resources/deploymentScripts', 'granted', {}],
  ['request for a role', 'Microsoft.Authorization/roleAssignmentScheduleRequests', 'unknown', {}],
  ['tag', 'Microsoft.Resources/tags', 'granted', {}],
] as const) {
  doubts(`a ${type} leaves grants ${expected}, since it does more than it says or no more`, () => {
    const after = apply(site(), put(`${GROUP}/providers/${name}/x`, { ...more, properties: {} }));

    assert.is(holds(after.estate, principalOf(IDENTITY.toLowerCase()), BLOBS, ACCOUNT)[0], expected);
  });
}

const TEAM = '9a000001-0000-4000-8000-000000000001';
const [STAYS, LEAVES, WITHIN] = ['stays', 'leaves', 'within'] as const;

for (const [what, member, expected] of [
  ['of its own', LEAVES, { stays: 'granted', leaves: 'unknown', within: 'granted' }],
  ['through another group', 'inner', { stays: 'granted', leaves: 'granted', within: 'unknown' }],
] as const) {
  doubts(`who may be taken out of a group ${what} may lose what the group holds, and nobody else`, () => {
    const before = emptyAzure();
    before.add('graph/memberships', { id: STAYS, value: [TEAM] });
    before.add('graph/memberships', { id: LEAVES, value: [TEAM] });
    before.add('graph/memberships', { id: WITHIN, value: ['inner', TEAM] });
    const granted = put(`${ACCOUNT}/providers/Microsoft.Authorization/roleAssignments/t`, {
      properties: { principalId: TEAM, principalType: 'Group', roleDefinitionId: roleNamed(BLOBS) },
    });
    const open = doubt(`/groups/${TEAM}/members/${member}`, { type: 'microsoft.graph/groups/members' });
    const after = applyAll(before, [[granted], [open]]);

    assert.equal(
      Object.fromEntries([STAYS, LEAVES, WITHIN].map(who => [who, holds(after, who, BLOBS, ACCOUNT)[0]])),
      expected,
    );
  });
}

doubts('they come last, whatever the order', () => {
  const { estate } = apply(emptyAzure(), doubt(VAULT, write), ...Object.values(GREENFIELD));

  assert.equal(
    complaints(estate),
    VAULT_SETTINGS.map(rule => `unknown ${rule}`),
  );
});

doubts('what a later step says outright is known', () => {
  const open = apply(site(), doubt(VAULT, write)).estate;
  const properties = { ...(GREENFIELD.vault!.body.properties as Row), publicNetworkAccess: 'Enabled' };

  assert.equal(complaints(apply(open, put(VAULT, { properties })).estate), []);
});

doubts.run();
