import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Json, Row, Table } from '../../../src/model/estate.ts';
import { unknownValue } from '../../../src/model/json.ts';
import type { Operation } from '../../../src/model/plan.ts';
import {
  ACCOUNT,
  apply,
  CLUSTER,
  CONTAINER,
  emptyAzure,
  GROUP,
  IDENTITY,
  MACHINE,
  offline,
  operation,
  patch,
  put,
  SUBSCRIPTION,
  VAULT,
} from './planning.ts';

const writes = suite('what a plan writes');

const DENY = { defaultAction: 'Deny', bypass: 'None' };
const OTHER = `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/other`;
const unknown = unknownValue('the parameter has no value');

type Case = {
  readonly that: string;
  /** The row before, where there is one. */
  readonly old?: Row;
  readonly does: Operation;
  /** `identity` and `properties` of the row after. */
  readonly gives: { readonly identity?: Json; readonly properties?: Json };
};

const leftOut = (key: string, name: string) =>
  unknownValue(
    `the plan leaves out ${key} of ${name}, and no document says whether the service keeps the present value`,
  );
const cluster = (identity: Json, properties: Row = {}): Row => ({
  id: CLUSTER,
  name: 'cluster-edge',
  identity,
  properties,
});
const account = (properties: Row): Row => ({ id: ACCOUNT, name: 'stedgeoutput', properties });
const vault = (properties: Row): Row => ({ id: VAULT, name: 'kv-edge', properties });
const attach = (identity: Json) => patch(CLUSTER, { identity });
const both = {
  type: 'SystemAssigned, UserAssigned',
  principalId: 'p1',
  tenantId: 't1',
  userAssignedIdentities: { [IDENTITY.toLowerCase()]: { principalId: 'p2' }, [OTHER]: {} },
};

const TABLE: readonly Case[] = [
  {
    that: 'a put resets what it leaves out, and keeps what only Azure sets',
    old: cluster({ type: 'None' }, { commandOutputSettings: {}, provisioningState: 'Succeeded' }),
    does: put(CLUSTER, { properties: { secretArchiveSettings: {} } }),
    gives: { properties: { secretArchiveSettings: {}, provisioningState: 'Succeeded' } },
  },
  {
    that: 'a put that leaves out the identities of a cluster removes them',
    old: cluster(both),
    does: put(CLUSTER, { properties: {} }),
    gives: { properties: {} },
  },
  {
    that: 'a put that leaves out the identities of a machine leaves open what becomes of them',
    old: { id: MACHINE, name: 'vm-edge', identity: both, properties: {} },
    does: put(MACHINE, { properties: {} }),
    gives: {
      identity: unknownValue(
        'the plan leaves out the identities of vm-edge, and no document says whether the service keeps them',
      ),
      properties: {},
    },
  },
  {
    that: 'a put of identities keeps the principals of those that stay, in any case',
    old: cluster(both),
    does: put(CLUSTER, { identity: { type: 'UserAssigned', userAssignedIdentities: { [IDENTITY]: {} } } }),
    gives: {
      identity: { type: 'UserAssigned', userAssignedIdentities: { [IDENTITY.toLowerCase()]: { principalId: 'p2' } } },
      properties: {},
    },
  },
  {
    that: 'what a put leaves out of a firewall is unknown where it matters',
    old: account({
      networkAcls: DENY,
      publicNetworkAccess: 'Disabled',
      allowSharedKeyAccess: false,
      primaryEndpoints: { blob: 'b' },
    }),
    does: put(ACCOUNT, { properties: {} }),
    gives: {
      properties: {
        primaryEndpoints: { blob: 'b' },
        allowSharedKeyAccess: leftOut('allowSharedKeyAccess', 'stedgeoutput'),
        networkAcls: leftOut('networkAcls', 'stedgeoutput'),
        publicNetworkAccess: leftOut('publicNetworkAccess', 'stedgeoutput'),
      },
    },
  },
  {
    that: 'what is left out and has its default anyway is not',
    old: account({
      networkAcls: { defaultAction: 'allow' },
      publicNetworkAccess: 'enabled',
      allowSharedKeyAccess: true,
    }),
    does: put(ACCOUNT, { properties: {} }),
    gives: { properties: {} },
  },
  {
    that: 'the permission model of a vault that a put leaves out is unknown',
    old: vault({ enableRbacAuthorization: true, vaultUri: 'https://kv-edge.vault.azure.net' }),
    does: operation('set', VAULT, { properties: {} }),
    gives: {
      properties: {
        vaultUri: 'https://kv-edge.vault.azure.net',
        enableRbacAuthorization: leftOut('enableRbacAuthorization', 'kv-edge'),
      },
    },
  },
  {
    that: 'a vault that is made through a newer API decides by roles',
    does: put(VAULT, { properties: {} }, { apiVersion: '2026-02-01' }),
    gives: { properties: { enableRbacAuthorization: true } },
  },
  {
    that: 'a vault that is made through an older API does not',
    does: put(VAULT, { properties: {} }, { apiVersion: '2023-07-01' }),
    gives: { properties: {} },
  },
  {
    that: 'a vault that is there keeps its model whatever the API',
    old: vault({}),
    does: put(VAULT, { properties: {} }, { apiVersion: '2026-02-01' }),
    gives: { properties: {} },
  },
  {
    that: 'a patch merges, removes with null and finds keys in any case',
    old: cluster({ type: 'None' }, { CommandOutputSettings: { containerUrl: 'u', overrides: [] }, secretArchive: {} }),
    does: patch(CLUSTER, {
      properties: { commandOutputSettings: { overrides: null, associatedIdentity: {} }, secretArchive: null },
    }),
    gives: {
      identity: { type: 'None' },
      properties: { CommandOutputSettings: { containerUrl: 'u', associatedIdentity: {} } },
    },
  },
  {
    that: 'what is not known takes the place of what was',
    old: vault({ networkAcls: DENY, enableRbacAuthorization: true }),
    does: patch(VAULT, { properties: { networkAcls: unknown } }),
    gives: { properties: { networkAcls: unknown, enableRbacAuthorization: true } },
  },
  {
    that: 'what was not known stays so where something is sent into it',
    old: vault({ networkAcls: unknown }),
    does: patch(VAULT, { properties: { networkAcls: { bypass: 'None' } } }),
    gives: { properties: { networkAcls: unknown } },
  },
  {
    that: 'of properties that are not known, what only Azure sets is',
    old: vault({ enableRbacAuthorization: true, vaultUri: 'https://kv-edge.vault.azure.net' }),
    does: put(VAULT, { properties: unknown }),
    gives: {
      properties: {
        vaultUri: 'https://kv-edge.vault.azure.net',
        enableRbacAuthorization: unknown,
        networkAcls: unknown,
        publicNetworkAccess: unknown,
      },
    },
  },
  {
    that: 'properties of a cluster that are not known are so as a whole',
    old: cluster({ type: 'None' }, { provisioningState: 'Succeeded' }),
    does: put(CLUSTER, { identity: unknown, properties: unknown }),
    gives: { identity: unknown, properties: unknown },
  },
  {
    that: 'a key that replaces does not merge',
    old: cluster(both, { commandOutputSettings: {} }),
    does: patch(
      CLUSTER,
      { identity: { type: 'UserAssigned', userAssignedIdentities: { [OTHER]: {} } } },
      { replaces: ['identity'] },
    ),
    gives: {
      identity: { type: 'UserAssigned', userAssignedIdentities: { [OTHER]: {} } },
      properties: { commandOutputSettings: {} },
    },
  },
  {
    that: 'a patch adds identities with {} and removes them with null, in any case',
    old: cluster({ type: 'UserAssigned', userAssignedIdentities: { [IDENTITY]: { principalId: 'p2' } } }),
    does: attach({ userAssignedIdentities: { [IDENTITY.toUpperCase()]: null, [OTHER]: {} } }),
    gives: { identity: { type: 'UserAssigned', userAssignedIdentities: { [OTHER]: {} } }, properties: {} },
  },
  {
    that: 'an identity that is attached already is not attached twice',
    old: cluster({ type: 'UserAssigned', userAssignedIdentities: { [IDENTITY]: { principalId: 'p2' } } }),
    does: attach({ userAssignedIdentities: { [IDENTITY.toUpperCase()]: {} } }),
    gives: {
      identity: { type: 'UserAssigned', userAssignedIdentities: { [IDENTITY]: { principalId: 'p2' } } },
      properties: {},
    },
  },
  {
    that: 'the type SystemAssigned drops the user-assigned identities',
    old: cluster(both),
    does: attach({ type: 'SystemAssigned' }),
    gives: { identity: { type: 'SystemAssigned', principalId: 'p1', tenantId: 't1' }, properties: {} },
  },
  {
    that: 'the type UserAssigned drops the system-assigned identity and no other',
    old: cluster(both),
    does: attach({ type: 'UserAssigned', userAssignedIdentities: { [OTHER]: {} } }),
    gives: {
      identity: { type: 'UserAssigned', userAssignedIdentities: both.userAssignedIdentities },
      properties: {},
    },
  },
  {
    that: 'the type None drops all',
    old: cluster(both),
    does: attach({ type: 'None' }),
    gives: { identity: { type: 'None' }, properties: {} },
  },
  {
    that: 'the type None is known whatever was',
    old: cluster(unknown),
    does: attach({ type: 'None' }),
    gives: { identity: { type: 'None' }, properties: {} },
  },
  {
    that: 'identities of which nothing is known stay unknown as one is added',
    old: cluster(unknown),
    does: attach({ userAssignedIdentities: { [OTHER]: {} } }),
    gives: { identity: unknown, properties: {} },
  },
  {
    that: 'a type that is not known leaves what each kind has',
    old: cluster(both),
    does: attach({ type: unknown }),
    gives: { identity: { ...both, type: unknown }, properties: {} },
  },
  {
    that: 'a patch of what certainly is not there makes what it says',
    does: patch(VAULT, { properties: { enableRbacAuthorization: true } }),
    gives: { properties: { enableRbacAuthorization: true } },
  },
];

for (const { that, old, does, gives } of TABLE) {
  writes(that, () => {
    const table: Table = 'resources';
    const { estate } = apply(emptyAzure(...(old === undefined ? [] : [[table, old] as const])), does);
    const { identity, properties } = estate.row(table, does.id)!;

    assert.equal({ identity, properties }, { identity: gives.identity, properties: gives.properties });
  });
}

writes('a patch of what was not read leaves all else unknown', () => {
  const row = apply(
    offline(),
    patch(CLUSTER, {
      identity: { type: 'UserAssigned', userAssignedIdentities: { [IDENTITY]: {} } },
      properties: { commandOutputSettings: { containerUrl: 'https://x.blob.core.windows.net/y' } },
    }),
  ).estate.row('resources', CLUSTER)!;
  const because = unknownValue(`what ${CLUSTER} is without the plan is not known: it was not asked for`);

  assert.equal(
    { identity: row.identity, properties: row.properties },
    {
      identity: { type: 'UserAssigned', userAssignedIdentities: because },
      properties: {
        commandOutputSettings: {
          containerUrl: 'https://x.blob.core.windows.net/y',
          associatedIdentity: because,
          overrides: because,
        },
        analyticsOutputSettings: because,
        secretArchiveSettings: because,
        analyticsWorkspaceId: because,
        secretArchive: because,
        clusterServicePrincipal: because,
      },
    },
  );
});

writes('a new row is spelled as Resource Graph spells it, in every table of its type', () => {
  const { estate } = apply(emptyAzure(), put(CLUSTER, { tags: { a: 'b' } }), put(CONTAINER));
  const named = { subscriptionId: SUBSCRIPTION.slice(15), resourceGroup: 'rg-edge' };
  const row = { id: CLUSTER, name: 'cluster-edge', type: 'microsoft.networkcloud/clusters', ...named };
  const type = 'microsoft.storage/storageaccounts/blobservices/containers';

  assert.equal(
    [
      estate.row('resources', CLUSTER),
      estate.row('arm/clusters', CLUSTER),
      estate.row('resources', CONTAINER),
      estate.row('arm/blobcontainers', CONTAINER),
    ],
    [
      { ...row, tags: { a: 'b' }, properties: {} },
      { ...row, tags: { a: 'b' }, properties: {} },
      undefined,
      { id: CONTAINER, name: 'run-output', type, ...named, properties: {} },
    ],
  );
});

writes('a write builds on the fresh read, and a row keeps the spelling of its id', () => {
  const stale = {
    id: CLUSTER.toLowerCase(),
    type: 'microsoft.networkcloud/clusters',
    identity: both,
    properties: { a: 1 },
  };
  const fresh = { id: CLUSTER.toUpperCase(), type: 'Microsoft.NetworkCloud/clusters', name: 'c', properties: { b: 2 } };
  const estate = emptyAzure(['resources', stale], ['arm/clusters', fresh]);

  assert.equal(apply(estate, patch(CLUSTER, { properties: { c: 3 } })).estate.row('resources', CLUSTER), {
    id: CLUSTER.toLowerCase(),
    name: 'c',
    type: 'microsoft.networkcloud/clusters',
    subscriptionId: SUBSCRIPTION.slice(15),
    resourceGroup: 'rg-edge',
    properties: { b: 2, c: 3 },
  });
});

writes('what is made and changed in one step is changed last, whatever the order', () => {
  const changed = patch(VAULT, { properties: { networkAcls: DENY } });
  const made = put(VAULT, { properties: { enableRbacAuthorization: true } });

  assert.equal(apply(emptyAzure(), changed, made).estate.row('resources', VAULT)!.properties, {
    enableRbacAuthorization: true,
    networkAcls: DENY,
  });
});

writes('every write of a cluster is told, with its place', () => {
  const { writes: told } = apply(
    emptyAzure(),
    patch(CLUSTER, { properties: {} }, { apiVersion: '2025-02-01' }),
    put(VAULT),
  );

  assert.equal(
    told.map(({ locate, ...rest }) => rest),
    [
      {
        id: CLUSTER,
        does: 'patch',
        body: { properties: {} },
        apiVersion: '2025-02-01',
        address: 'cluster-edge',
        at: { file: 'plan.json', line: 7, column: 3 },
      },
    ],
  );
});

writes.run();
