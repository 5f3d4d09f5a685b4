/**
 * The built-in roles that requirements name, with what they permit. Azure's own definitions (Microsoft Learn, "Azure built-in roles");
 * GUIDs are the same in every cloud.
 */

import type { Permissions } from './grant.ts';

/** A role as a requirement names it. */
export type RequiredRole = {
  readonly id: string;
  readonly name: string;
  /** What the role permits: whoever may do all of this holds as much as the role, through whatever roles. */
  readonly permits: Permissions;
  /**
   * The part without which the use certainly fails. Someone who may do this, but not everything that the role permits,
   * may or may not get by: the documents do not say.
   */
  readonly core: Permissions;
};

const storageBlobDataContributor: RequiredRole = {
  id: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
  name: 'Storage Blob Data Contributor',
  permits: {
    actions: [],
    dataActions: [
      'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/delete',
      'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read',
      'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write',
      'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/move/action',
      'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action',
    ],
  },
  // The platform's validation uploads and commits a blob (troubleshoot-azure-prerequisites-validation).
  core: { actions: [], dataActions: ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write'] },
};

const readBlobs: Permissions = {
  actions: [],
  dataActions: ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'],
};

const storageBlobDataReader: RequiredRole = {
  id: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
  name: 'Storage Blob Data Reader',
  permits: readBlobs,
  core: readBlobs,
};

const logAnalyticsContributor: RequiredRole = {
  id: '92aaf0da-9dab-42b6-94a3-d43ce8d16293',
  name: 'Log Analytics Contributor',
  // Only what can act on a workspace; the role's other actions concern machines and storage accounts.
  permits: {
    actions: ['Microsoft.OperationalInsights/*'],
    dataActions: ['Microsoft.OperationalInsights/workspaces/jobs/export/action'],
  },
  // The platform's validation reads the workspace's shared keys (troubleshoot-azure-prerequisites-validation).
  core: { actions: ['Microsoft.OperationalInsights/workspaces/sharedKeys/action'], dataActions: [] },
};

const setSecret: Permissions = { actions: [], dataActions: ['Microsoft.KeyVault/vaults/secrets/setSecret/action'] };

const keyVaultWriter: RequiredRole = {
  id: '44f0a1a8-6fea-4b35-980a-8ff50c487c97',
  name: 'Operator Nexus Key Vault Writer Service Role (Preview)',
  permits: setSecret,
  core: setSecret,
};

const assignIdentity: Permissions = {
  actions: ['Microsoft.ManagedIdentity/userAssignedIdentities/assign/action'],
  dataActions: [],
};

const managedIdentityOperator: RequiredRole = {
  id: 'f1a07417-d97a-45cb-824c-7a7467783830',
  name: 'Managed Identity Operator',
  // The document asks for this permission and offers the role as the way to give it.
  permits: assignIdentity,
  core: assignIdentity,
};

/** Every role that a rule may name. */
export const REQUIRED_ROLES: readonly RequiredRole[] = [
  storageBlobDataContributor,
  storageBlobDataReader,
  logAnalyticsContributor,
  keyVaultWriter,
  managedIdentityOperator,
];

/** The right to give roles, to oneself as well. */
export const ASSIGN_ROLES: Permissions = {
  actions: ['Microsoft.Authorization/roleAssignments/write'],
  dataActions: [],
};

/** The right to change what roles permit, those that one holds as well. */
export const DEFINE_ROLES: Permissions = {
  actions: ['Microsoft.Authorization/roleDefinitions/write'],
  dataActions: [],
};

/**
 * Actions of a provider that does not exist: only a role for everything, such as Owner or Contributor, gives them, whatever
 * it excepts.
 */
export const ANYTHING: Permissions = {
  actions: [
    'Midrift.Anything/resources/write',
    'Midrift.Anything/resources/delete',
    'Midrift.Anything/resources/action',
  ],
  dataActions: [],
};
