/** A small Azure for tests: two clusters in two subscriptions, with a vault in a third that they share. */

import { Estate } from '../../src/estate/estate.ts';
import type { Row } from '../../src/model/estate.ts';

const TENANT = '70000000-0000-4000-8000-000000000000';

/** An object id of which one can tell two apart. */
export const guid = (kind: number, number: number) =>
  `${String(kind).padStart(8, '0')}-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const SUBSCRIPTIONS = { north: guid(1, 1), south: guid(1, 2), shared: guid(1, 3) } as const;

const BLOB_CONTRIBUTOR = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe';
const CUSTOM = guid(5, 1);

export const resourceId = (subscription: string, type: string, name: string, group = 'nexus') =>
  `/subscriptions/${subscription}/resourceGroups/${group}/providers/${type}/${name}`;

export function resource(subscription: string, type: string, name: string, more: Row = {}): Row {
  return {
    id: resourceId(subscription, type, name),
    name,
    type: type.toLowerCase(),
    tenantId: TENANT,
    location: 'eastus',
    resourceGroup: 'nexus',
    subscriptionId: subscription,
    ...more,
  };
}

export function subscription(id: string, name: string): Row {
  return {
    id: `/subscriptions/${id}`,
    name,
    type: 'microsoft.resources/subscriptions',
    tenantId: TENANT,
    subscriptionId: id,
    properties: { managementGroupAncestorsChain: [{ name: 'telco' }, { name: TENANT }], state: 'Enabled' },
  };
}

export type ClusterParts = {
  readonly subscription: string;
  readonly number: number;
  /** The number of identities, each with one setting or override. */
  readonly identities?: number;
  readonly suffix?: string;
};

/** A cluster whose three settings select one identity, and with more identities one override each. */
export function cluster({ subscription, number, identities = 1, suffix = '' }: ClusterParts): Row {
  const names = Array.from({ length: identities }, (_, index) => identityName(number, index, suffix));
  const select = (name: string) => ({
    identityType: 'UserAssignedIdentity',
    userAssignedIdentityResourceId: resourceId(subscription, IDENTITY, name).replace(
      'resourceGroups',
      'resourcegroups',
    ),
  });
  return resource(subscription, 'Microsoft.NetworkCloud/clusters', `cluster${number}${suffix}`, {
    identity: {
      type: 'UserAssigned',
      userAssignedIdentities: Object.fromEntries(names.map(name => [resourceId(subscription, IDENTITY, name), {}])),
    },
    properties: {
      commandOutputSettings: {
        associatedIdentity: select(names[0]!),
        containerUrl: `https://store${number}.blob.core.windows.net/output?restype=container`,
        overrides: names.slice(1).map(name => ({
          commandOutputType: 'StorageRunReadCommands',
          containerUrl: `https://store${number}.blob.core.windows.net/output`,
          associatedIdentity: select(name),
        })),
      },
      analyticsOutputSettings: {
        associatedIdentity: select(names[0]!),
        analyticsWorkspaceId: resourceId(
          subscription,
          'Microsoft.OperationalInsights/workspaces',
          'logs',
        ).toLowerCase(),
      },
      secretArchiveSettings: {
        associatedIdentity: select(names[0]!),
        vaultUri: 'https://vault-shared.vault.azure.net/',
      },
    },
  });
}

export const IDENTITY = 'Microsoft.ManagedIdentity/userAssignedIdentities';

export const identityName = (number: number, index: number, suffix = '') => `id-${number}-${index}${suffix}`;

/** What a cluster of `cluster` uses in its own subscription: identities, storage account, workspace. */
export function usedBy({ subscription, number, identities = 1, suffix = '' }: ClusterParts): Row[] {
  return [
    ...Array.from({ length: identities }, (_, index) =>
      resource(subscription, IDENTITY, identityName(number, index, suffix), {
        properties: { principalId: principalOf(number, index), clientId: guid(4, number), tenantId: TENANT },
      }),
    ),
    resource(subscription, 'Microsoft.Storage/storageAccounts', `store${number}`, {
      properties: { allowSharedKeyAccess: false },
    }),
    resource(subscription, 'Microsoft.OperationalInsights/workspaces', 'logs', { properties: { retentionInDays: 30 } }),
  ];
}

export const principalOf = (number: number, index = 0) => guid(3, number * 1000 + index);

export function assignment(
  number: number,
  scope: string,
  principalId: string,
  role = BLOB_CONTRIBUTOR,
  principalType = 'ServicePrincipal',
): Row {
  return {
    id: `${scope === '/' ? '' : scope}/providers/Microsoft.Authorization/roleAssignments/${guid(6, number)}`,
    name: guid(6, number),
    type: 'microsoft.authorization/roleassignments',
    properties: {
      principalId,
      principalType,
      scope,
      roleDefinitionId: `/providers/Microsoft.Authorization/RoleDefinitions/${role}`,
    },
  };
}

export function role(id: string, roleName: string, dataActions: readonly string[]): Row {
  return {
    id: `/providers/Microsoft.Authorization/RoleDefinitions/${id}`,
    name: id,
    type: 'microsoft.authorization/roledefinitions',
    properties: {
      roleName,
      type: id === CUSTOM ? 'CustomRole' : 'BuiltInRole',
      permissions: [{ actions: [], notActions: [], dataActions, notDataActions: [] }],
    },
  };
}

export const NORTH: ClusterParts = { subscription: SUBSCRIPTIONS.north, number: 1 };
export const SOUTH: ClusterParts = { subscription: SUBSCRIPTIONS.south, number: 2 };
const GROUP = guid(8, 1);
export const OPERATOR = guid(7, 1);
const GONE = guid(7, 9);
export const AFOI = { 'AFOI-NC-RP-PME-PROD': guid(9, 1), 'AFOI-NC-MGMT-PME-PROD': guid(9, 2) } as const;
export const VAULT = resourceId(SUBSCRIPTIONS.shared, 'Microsoft.KeyVault/vaults', 'vault-shared');
export const STORE = resourceId(SUBSCRIPTIONS.north, 'Microsoft.Storage/storageAccounts', 'store1');
export const CONTAINER = `${STORE}/blobServices/default/containers/output`;
export const IDENTITY_1 = resourceId(SUBSCRIPTIONS.north, IDENTITY, identityName(1, 0));
export const CLUSTER_1 = resourceId(SUBSCRIPTIONS.north, 'Microsoft.NetworkCloud/clusters', 'cluster1');
export const GROUP_ASSIGNMENT = assignment(
  3,
  '/providers/Microsoft.Management/managementGroups/telco',
  GROUP,
  CUSTOM,
  'Group',
);

/** Everything in it is asked for by a collection of the whole tenant with `OPERATOR` as operator. */
export function smallAzure(): Estate {
  const estate = newEstate();
  for (const [name, id] of Object.entries(SUBSCRIPTIONS)) estate.add('resourcecontainers', subscription(id, name));
  estate.add('resourcecontainers', {
    id: '/providers/Microsoft.Management/managementGroups/telco',
    name: 'telco',
    type: 'microsoft.management/managementgroups',
    tenantId: TENANT,
    properties: { displayName: 'Telco' },
  });
  for (const parts of [NORTH, SOUTH]) {
    for (const row of [cluster(parts), ...usedBy(parts)]) estate.add('resources', row);
  }
  estate.add(
    'resources',
    resource(SUBSCRIPTIONS.shared, 'Microsoft.KeyVault/vaults', 'vault-shared', {
      properties: { enableRbacAuthorization: true },
    }),
  );
  for (const row of [
    assignment(1, STORE, principalOf(1)),
    assignment(2, CONTAINER, principalOf(2)),
    GROUP_ASSIGNMENT,
    assignment(4, VAULT, GONE, CUSTOM),
    assignment(5, `/subscriptions/${SUBSCRIPTIONS.south}`, OPERATOR, BLOB_CONTRIBUTOR, 'User'),
    role(BLOB_CONTRIBUTOR, 'Storage Blob Data Contributor', [
      'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write',
    ]),
    role(CUSTOM, 'Secret Setter', ['Microsoft.KeyVault/vaults/secrets/setSecret/action']),
  ]) {
    estate.add('authorizationresources', row);
  }
  estate.add('arm/denyassignments', {
    id: `/subscriptions/${SUBSCRIPTIONS.south}/providers/Microsoft.Authorization/denyAssignments/${guid(6, 99)}`,
    name: guid(6, 99),
    type: 'Microsoft.Authorization/denyAssignments',
    properties: {
      denyAssignmentName: 'stack',
      scope: `/subscriptions/${SUBSCRIPTIONS.south}`,
      permissions: [],
      principals: [],
    },
  });
  estate.add('arm/blobcontainers', {
    id: CONTAINER,
    name: 'output',
    type: 'Microsoft.Storage/storageAccounts/blobServices/containers',
    properties: { publicAccess: 'None' },
  });
  estate.add('arm/federatedcredentials', {
    id: `${IDENTITY_1}/federatedIdentityCredentials/pipeline`,
    name: 'pipeline',
    type: `${IDENTITY}/federatedIdentityCredentials`,
    properties: {
      issuer: 'https://token.example',
      audiences: ['api://x'],
      claimsMatchingExpression: { value: "claims['sub'] matches '*'", languageVersion: 1 },
    },
  });
  for (const [displayName, id] of Object.entries(AFOI)) {
    estate.add('graph/serviceprincipals', {
      id,
      appId: APP_IDS[displayName]!,
      displayName,
      servicePrincipalType: 'Application',
    });
  }
  for (const id of [principalOf(1), principalOf(2), OPERATOR, ...Object.values(AFOI)]) {
    estate.add('graph/memberships', { id, value: id === principalOf(2) ? [GROUP] : [] });
  }
  for (const number of [1, 2]) {
    estate.add('graph/directoryobjects', {
      '@odata.type': '#microsoft.graph.servicePrincipal',
      id: principalOf(number),
      displayName: `id-${number}-0`,
    });
  }
  return estate;
}

const APP_IDS: Readonly<Record<string, string>> = {
  'AFOI-NC-RP-PME-PROD': '05cf5e27-931d-47ad-826d-cb9028d8bd7a',
  'AFOI-NC-MGMT-PME-PROD': '3365d4ea-bb16-4bc9-86dd-f2c8cf6f1f56',
};

export function newEstate(): Estate {
  return new Estate({
    format: 'midrift-snapshot',
    version: 1,
    takenAt: '2026-11-01T02:00:00Z',
    cloud: 'AzureCloud',
    scope: {},
  });
}

/** An Azure with so many clusters of so many identities in three subscriptions. */
export function largeAzure(clusters: number, identities = 1): Estate {
  const estate = newEstate();
  const ids = Object.values(SUBSCRIPTIONS);
  for (const id of ids) estate.add('resourcecontainers', subscription(id, id));
  for (let number = 1; number <= clusters; number += 1) {
    const parts = { subscription: ids[number % ids.length]!, number, identities };
    for (const row of [cluster(parts), ...usedBy(parts)]) estate.add('resources', row);
    for (let index = 0; index < identities; index += 1) {
      estate.add(
        'authorizationresources',
        assignment(
          number * 1000 + index,
          resourceId(parts.subscription, 'Microsoft.Storage/storageAccounts', `store${number}`),
          principalOf(number, index),
        ),
      );
      estate.add('graph/memberships', { id: principalOf(number, index), value: [] });
    }
  }
  return estate;
}
