/** Changes to the demonstration's estate, one at a time, and what is said of each. */

import { ROWS, type TableRow } from '../wiring/demo.ts';
import { changeRecord, edited } from './demo.ts';

export const NORTH = '/subscriptions/5b000001-0000-4000-8000-000000000001';
const BERGEN = `${NORTH}/resourceGroups/rg-bergen/providers`;
const IDENTITIES = `${NORTH}/resourcegroups/rg-identity/providers/Microsoft.ManagedIdentity/userAssignedIdentities`;
const CLUSTER = `${BERGEN}/Microsoft.NetworkCloud/clusters/cl-bergen`;
const STORAGE = `${BERGEN}/Microsoft.Storage/storageAccounts/stbergen`;
const VAULT = `${BERGEN}/Microsoft.KeyVault/vaults/kv-bergen`;
const BLOB_CONTRIBUTOR = '/providers/Microsoft.Authorization/RoleDefinitions/ba92f5b4-2d11-453d-a403-e96b0029c9fe';
const OUTPUT = '1d000001-0001-4000-8000-000000000001';

function assignment(scope: string, principalId: string): TableRow {
  const name = 'a5000099-0001-4000-8000-000000000099';
  const id = `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;
  const by = { createdBy: '0e5a0009-0000-4000-8000-000000000009', createdOn: '2026-10-30T09:00:00Z' };
  const properties = {
    roleDefinitionId: BLOB_CONTRIBUTOR,
    principalId,
    principalType: 'ServicePrincipal',
    scope,
    ...by,
  };
  return {
    table: 'authorizationresources',
    row: { id, name, type: 'microsoft.authorization/roleassignments', properties },
  };
}

const SUBNET = `${NORTH}/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/vnet-hub/subnets/jump`;
export const DENIAL: TableRow = {
  table: 'arm/denyassignments',
  row: {
    id: `${NORTH}/resourceGroups/rg-bergen/providers/Microsoft.Authorization/denyAssignments/de000001-0000-4000-8000-000000000001`,
    properties: {
      denyAssignmentName: 'stack guard',
      scope: `${NORTH}/resourceGroups/rg-bergen`,
      permissions: [{ actions: ['*/delete'], notActions: [], dataActions: [], notDataActions: [] }],
      principals: [{ id: '00000000-0000-0000-0000-000000000000', type: 'SystemDefined' }],
      createdBy: '0e5a0009-0000-4000-8000-000000000009',
      createdOn: '2026-10-30T09:00:00Z',
    },
  },
};

const onStorage = 'stbergen/providers/microsoft.authorization/roleassignments/a5000001-0001-4000-8000-000000000001';
const withoutGrant = edited(onStorage, 'authorizationresources', undefined);
const byKim = 'by kim@example.org at 2026-10-31T14:05:59.1234567Z client Azure Portal';
const byCreator = 'by 0e5a0009-0000-4000-8000-000000000009 at 2026-10-30T09:00:00Z';
const settings = (patch: object) => edited('storageaccounts/stbergen', 'resources', { properties: patch });

/** A change, the estate after it, and what is said: level, rule, the line of the lock, and who made it. */
export const CHANGES: readonly (readonly [name: string, rows: readonly TableRow[], says: string])[] = [
  [
    'an identity that a cluster has no more, though a setting selects it',
    [
      ...edited('clusters/cl-bergen', 'resources', {
        identity: { userAssignedIdentities: { [`${IDENTITIES}/id-vault-bergen`]: null } },
      }),
      changeRecord(CLUSTER, 'Update', ['identity.userAssignedIdentities.id-vault-bergen']),
    ],
    `error drift-identity-detached | sub-nexus-north/rg-identity/id-vault-bergen: attached | ${byKim}`,
  ],
  [
    'an identity that a cluster has besides lies at the line of the identities',
    edited('clusters/cl-bergen', 'resources', {
      identity: { userAssignedIdentities: { [`${IDENTITIES}/id-new-bergen`]: {} } },
    }),
    'warning drift-identity-attached | identities: | nobody known',
  ],
  [
    'a setting that names another vault',
    [
      ...edited('clusters/cl-bergen', 'resources', {
        properties: { secretArchiveSettings: { vaultUri: 'https://kv-elsewhere.vault.azure.net' } },
      }),
      changeRecord(CLUSTER, 'Update', ['properties.secretArchiveSettings.vaultUri']),
    ],
    `error drift-use-altered | secret archive: kv-bergen as sub-nexus-north/rg-identity/id-vault-bergen | ${byKim}`,
  ],
  [
    'a setting that is gone takes nothing else with it, though nothing uses the vault any more',
    edited('clusters/cl-bergen', 'resources', { properties: { secretArchiveSettings: null } }),
    'error drift-use-removed | secret archive: kv-bergen as sub-nexus-north/rg-identity/id-vault-bergen | nobody known',
  ],
  [
    'a cluster that is gone is one change, not one per fact',
    [...edited('clusters/cl-bergen', 'resources', undefined), changeRecord(CLUSTER, 'Delete', [])],
    `warning drift-system-removed | sub-nexus-north/rg-bergen/cl-bergen: | ${byKim}`,
  ],
  [
    'a cluster that is new is one change as well',
    [
      ...ROWS,
      ...edited('clusters/cl-bergen', 'resources', {
        id: CLUSTER.replace('cl-bergen', 'cl-second'),
        name: 'cl-second',
      }).filter(({ row }) => row.name === 'cl-second'),
    ],
    'warning drift-system-added | nexus: | nobody known',
  ],
  [
    'an identity that was made again',
    [
      ...edited('userassignedidentities/id-output-bergen', 'resources', {
        properties: { principalId: '1d0000ff-0001-4000-8000-000000000001' },
      }),
      changeRecord(`${IDENTITIES}/id-output-bergen`, 'Create', []),
    ],
    `error drift-identity-recreated | principal: ${OUTPUT} | ${byKim}`,
  ],
  [
    'an identity that was deleted',
    edited('userassignedidentities/id-output-bergen', 'resources', undefined),
    'error drift-identity-deleted | sub-nexus-north/rg-identity/id-output-bergen: | nobody known',
  ],
  [
    'a federated credential that was added lies at the line of the identity that had none',
    [
      ...ROWS,
      {
        table: 'arm/federatedcredentials',
        row: {
          id: `${IDENTITIES}/id-vault-bergen/federatedIdentityCredentials/other`,
          properties: { issuer: 'https://issuer.example.org', subject: 'someone' },
        },
      },
    ],
    'error drift-federated-credential-added | sub-nexus-north/rg-identity/id-vault-bergen: | nobody known',
  ],
  [
    'a role of a stranger on a wired resource says itself who assigned it',
    [...ROWS, assignment(STORAGE, '99000001-0000-4000-8000-000000000001')],
    `warning drift-grant-added | Storage Blob Data Contributor: | ${byCreator}`,
  ],
  [
    'a role that a wired identity lost',
    withoutGrant,
    `error drift-grant-removed | ${OUTPUT}: unconditional # id-output-bergen | nobody known`,
  ],
  [
    'a role that is assigned at a wider scope',
    [...withoutGrant, assignment(`${NORTH}/resourceGroups/rg-bergen`, OUTPUT)],
    `warning drift-grant-widened | ${OUTPUT}: unconditional # id-output-bergen | ${byCreator}`,
  ],
  [
    'a role that is assigned at a container only',
    [...withoutGrant, assignment(`${STORAGE}/blobServices/default/containers/run-output`, OUTPUT)],
    `note drift-grant-narrowed | ${OUTPUT}: unconditional # id-output-bergen | ${byCreator}`,
  ],
  [
    'a firewall that was opened',
    [
      ...settings({ networkAcls: { defaultAction: 'allow' } }),
      changeRecord(STORAGE, 'Update', ['properties.networkAcls.defaultAction']),
    ],
    `error drift-firewall-opened | default action: Deny | ${byKim}`,
  ],
  [
    'a record of another property is no author',
    [
      ...settings({ networkAcls: { defaultAction: 'Allow' } }),
      changeRecord(STORAGE, 'Update', ['properties.minimumTlsVersion']),
    ],
    'error drift-firewall-opened | default action: Deny | nobody known',
  ],
  [
    'public access that was disabled',
    settings({ publicNetworkAccess: 'Disabled' }),
    'warning drift-firewall-closed | public access: Enabled | nobody known',
  ],
  [
    'services that may no longer pass',
    settings({ networkAcls: { bypass: 'None' } }),
    'warning drift-bypass-altered | bypass: AzureServices, Logging, Metrics | nobody known',
  ],
  [
    'an address that is admitted besides',
    settings({ networkAcls: { ipRules: [{ value: '203.0.113.0/24' }, { value: '198.51.100.7' }] } }),
    'warning drift-address-admitted | addresses: | nobody known',
  ],
  [
    'a subnet that is admitted lies at the line of the account that admitted none',
    [
      ...settings({ networkAcls: { virtualNetworkRules: [{ id: SUBNET, action: 'Allow', state: 'Succeeded' }] } }),
      changeRecord(STORAGE, 'Update', ['properties.networkAcls.virtualNetworkRules[0].id']),
    ],
    `warning drift-network-admitted | sub-nexus-north/rg-bergen/stbergen: | ${byKim}`,
  ],
  [
    'a subnet that a vault admits is found as well',
    edited('vaults/kv-bergen', 'resources', {
      properties: { networkAcls: { virtualNetworkRules: [{ id: SUBNET, ignoreMissingVnetServiceEndpoint: false }] } },
    }),
    'warning drift-network-admitted | sub-nexus-north/rg-bergen/kv-bergen: | nobody known',
  ],
  [
    'resources of a kind that are admitted',
    settings({
      networkAcls: {
        resourceAccessRules: [
          { tenantId: '7e000001', resourceId: `${NORTH}/resourceGroups/*/providers/Microsoft.Synapse/workspaces/*` },
        ],
      },
    }),
    'warning drift-instance-admitted | sub-nexus-north/rg-bergen/stbergen: | nobody known',
  ],
  [
    'a deny assignment that lies over several wired resources is one change, and says itself who made it',
    [...ROWS, DENIAL],
    'warning drift-denial-added | denials: | by 0e5a0009-0000-4000-8000-000000000009 at 2026-10-30T09:00:00Z',
  ],
  [
    'a deny assignment that is gone',
    edited('denyassignments/de000001-0012-4000-8000-000000000001', 'arm/denyassignments', undefined),
    'warning drift-denial-removed | deny writes of a deployment stack: data actions microsoft.storage/storageaccounts/blobservices/containers/blobs/write; to everyone except 0e5a0001-0000-4000-8000-000000000001 | nobody known',
  ],
  [
    "a setting of an account that was made again is its maker's doing",
    [...settings({ networkAcls: { bypass: 'None' } }), changeRecord(STORAGE, 'Create', [])],
    `warning drift-bypass-altered | bypass: AzureServices, Logging, Metrics | ${byKim}`,
  ],
  [
    'a shared key that is refused',
    settings({ allowSharedKeyAccess: false }),
    'note drift-shared-key-refused | shared key: allowed | nobody known',
  ],
  [
    'a vault that decides by access policies',
    edited('vaults/kv-bergen', 'resources', { properties: { enableRbacAuthorization: null } }),
    'error drift-vault-access-altered | access decided by: roles | nobody known',
  ],
  [
    'a workspace that was deleted',
    edited('workspaces/law-bergen', 'resources', undefined),
    'error drift-resource-deleted | sub-nexus-north/rg-bergen/law-bergen: | nobody known',
  ],
  [
    'a vault that was moved, with all that is assigned on it',
    movedVault(),
    'warning drift-moved | sub-nexus-north/rg-bergen/kv-bergen: | nobody known',
  ],
  [
    'a server that has lost its identity',
    edited('virtualmachines/vm-oslo', 'resources', { identity: { type: 'None', userAssignedIdentities: null } }),
    'error drift-server-identity-altered | acts as: sub-hpc/rg-oslo/id-orchestrator-oslo | nobody known',
  ],
];

/** A move keeps the assignments on the resource itself under its new id. */
function movedVault(): TableRow[] {
  const to = VAULT.replace('rg-bergen', 'rg-vaults');
  const text = JSON.stringify(ROWS);
  return JSON.parse(text.replaceAll(VAULT, to)) as TableRow[];
}

const ROLE = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe';
const ROLE_ROW = ROWS.find(({ row }) => String(row.id).endsWith(ROLE))!.row as unknown as {
  readonly properties: { readonly permissions: readonly object[] };
};

/** The demonstration with everything that a lock can speak of. */
export const EVERYTHING: readonly TableRow[] = [
  ...edited(
    'storageaccounts/stbergen',
    'resources',
    {
      properties: {
        networkAcls: {
          virtualNetworkRules: [{ id: SUBNET }, { id: SUBNET.replace('jump', 'more') }],
          resourceAccessRules: [{ tenantId: '7e', resourceId: SUBNET }],
        },
      },
    },
    edited(ROLE, 'authorizationresources', {
      properties: {
        permissions: [
          ...ROLE_ROW.properties.permissions,
          { dataActions: ['Microsoft.Test/a'], condition: 'it is\n sunny' },
        ],
      },
    }),
  ),
  DENIAL,
];
