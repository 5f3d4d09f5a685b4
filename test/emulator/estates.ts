/** Small estates, written by hand. */

import { Estate } from '../../src/estate/estate.ts';
import type { Coverage, Row, Table } from '../../src/model/estate.ts';

export type Tables = Partial<Readonly<Record<Table, readonly Row[]>>>;

export function estateOf(tables: Tables, coverage: readonly Coverage[] = []): Estate {
  const estate = new Estate({
    format: 'midrift-snapshot',
    version: 1,
    takenAt: '2026-11-01T02:00:00Z',
    cloud: 'AzureCloud',
    scope: {},
  });
  for (const [table, rows] of Object.entries(tables)) for (const row of rows) estate.add(table as Table, row);
  for (const covered of coverage) estate.cover(covered);
  return estate;
}

/** A row of `resourcecontainers`; management groups go innermost first. */
export function subscription(subscriptionId: string, managementGroups: readonly string[] = []): Row {
  return {
    id: `/subscriptions/${subscriptionId}`,
    name: `subscription ${subscriptionId}`,
    type: 'microsoft.resources/subscriptions',
    tenantId: 'tenant',
    subscriptionId,
    properties: { state: 'Enabled', managementGroupAncestorsChain: managementGroups.map(name => ({ name })) },
  };
}

/** A row of `resources`. */
export function account(subscriptionId: string, name: string): Row {
  return {
    id: `/subscriptions/${subscriptionId}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/${name}`,
    name,
    type: 'microsoft.storage/storageaccounts',
    location: 'eastus',
    resourceGroup: 'rg',
    subscriptionId,
    tenantId: 'tenant',
    kind: 'StorageV2',
    managedBy: '',
    plan: null,
    properties: { allowSharedKeyAccess: false },
  };
}

export function accounts(subscriptionId: string, count: number): Row[] {
  return Array.from({ length: count }, (_, index) => account(subscriptionId, `account${index}`));
}

/** A row of `authorizationresources`. */
export function assignment(name: string, scope: string, principalId: string): Row {
  return {
    id: `${scope === '/' ? '' : scope}/providers/Microsoft.Authorization/RoleAssignments/${name}`,
    name,
    type: 'microsoft.authorization/roleassignments',
    tenantId: 'tenant',
    properties: { scope, principalId, principalType: 'ServicePrincipal', roleDefinitionId: roleId('reader') },
  };
}

export function roleId(guid: string): string {
  return `/providers/Microsoft.Authorization/RoleDefinitions/${guid}`;
}

export function identityId(subscriptionId: string, name: string): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
}
