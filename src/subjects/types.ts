/** The types that rules read, each field declared once. */

import { CYCLECLOUD_TYPES } from './cyclecloud-types.ts';
import { field, type TypeDeclaration } from './declare.ts';
import { DRIFT_TYPES } from './drift-types.ts';
import { UPDATE_TYPES } from './update-types.ts';

const CLUSTER_API = 'Microsoft.NetworkCloud/clusters';
const IDENTITY_API = 'Microsoft.ManagedIdentity/userAssignedIdentities';
const HOWTO = 'howto-cluster-managed-identity-user-provided-resources';

export const TYPES = {
  Cluster: {
    says: 'An Azure Operator Nexus cluster.',
    fields: {
      id: field('string', 'The resource id.', CLUSTER_API),
      name: field('string', 'The name.', CLUSTER_API),
      resourceGroup: field('string', 'The name of the resource group.', CLUSTER_API),
      subscriptionId: field('string', 'The subscription id.', CLUSTER_API),
      identityType: field(
        'string',
        'The kinds of identity it has, as Azure writes them; empty where it has none.',
        'identity.type',
      ),
      hasIdentity: field('bool', 'Whether it has any managed identity.', 'identity.type'),
      hasSystemAssigned: field('bool', 'Whether it has the system-assigned identity.', 'identity.type'),
      hasUserAssigned: field('bool', 'Whether it has a user-assigned identity.', 'identity.userAssignedIdentities'),
      selectsSystemAssigned: field(
        'bool',
        'Whether a setting selects the system-assigned identity.',
        'properties.*Settings.associatedIdentity.identityType',
      ),
      userAssignedIds: field(
        'list<string>',
        'The ids of the user-assigned identities that it has.',
        'identity.userAssignedIdentities',
      ),
      hasCommandOutput: field('bool', 'Whether the command output is set.', 'properties.commandOutputSettings'),
      hasAnalyticsOutput: field('bool', 'Whether the analytics output is set.', 'properties.analyticsOutputSettings'),
      hasSecretArchive: field('bool', 'Whether the secret archive is set.', 'properties.secretArchiveSettings'),
      legacyWorkspaceId: field(
        'string',
        'The workspace of the legacy setting; empty where there is none.',
        'properties.analyticsWorkspaceId',
      ),
      usesLegacySecretArchive: field(
        'bool',
        'Whether the legacy secret archive names a vault and is switched on.',
        'properties.secretArchive.useKeyVault',
      ),
      legacyVaultId: field(
        'string',
        'The vault of the legacy secret archive; empty where there is none.',
        'properties.secretArchive.keyVaultId',
      ),
      servicePrincipal: field(
        'string',
        'The application id of the deprecated cluster service principal; empty where there is none.',
        'properties.clusterServicePrincipal.applicationId',
      ),
    },
  },
  Setting: {
    says: 'A setting of a cluster that selects an identity for one use.',
    fields: {
      name: field(
        'string',
        'What it is for: `command output`, `command output of <type>`, `analytics output` or `secret archive`.',
        HOWTO,
      ),
      path: field('string', 'Where it stands in the cluster: `properties.commandOutputSettings`.', CLUSTER_API),
      flag: field('string', 'The option of `az networkcloud cluster update` that sets it.', HOWTO),
      identityType: field(
        'string',
        'The kind of identity selected; empty where none is.',
        'associatedIdentity.identityType',
      ),
      identityId: field(
        'string',
        'The user-assigned identity selected; empty where none is.',
        'associatedIdentity.userAssignedIdentityResourceId',
      ),
      selectsUserAssigned: field(
        'bool',
        'Whether it selects a user-assigned identity.',
        'associatedIdentity.identityType',
      ),
      selectsSystemAssigned: field(
        'bool',
        'Whether it selects the system-assigned identity.',
        'associatedIdentity.identityType',
      ),
    },
  },
  Identity: {
    says: 'A managed identity, as one cluster uses it.',
    fields: {
      id: field('string', 'The resource id; for the system-assigned identity that of the cluster.', IDENTITY_API),
      name: field('string', 'The name; for the system-assigned identity that of the cluster.', IDENTITY_API),
      resourceGroup: field('string', 'The name of the resource group.', IDENTITY_API),
      subscriptionId: field('string', 'The subscription id.', IDENTITY_API),
      isSystemAssigned: field('bool', 'Whether it is the system-assigned identity.', 'identity.type'),
      exists: field('bool', 'Whether it exists.', IDENTITY_API),
      attached: field('bool', 'Whether the cluster has it.', 'identity.userAssignedIdentities'),
      selected: field('bool', 'Whether a setting of the cluster selects it.', 'associatedIdentity'),
      principalId: field('string', 'The object id that roles are assigned to.', 'properties.principalId'),
      recordedPrincipalId: field(
        'string',
        'The object id that the cluster recorded when it was attached; empty where Azure shows none.',
        'identity.userAssignedIdentities.*.principalId',
      ),
      restrictedTo: field(
        'list<string>',
        'The resource providers that it may be assigned to; empty where it is not restricted.',
        'properties.assignmentRestrictions.providers',
      ),
      allowsNetworkCloud: field(
        'bool',
        'Whether it may be assigned to Microsoft.NetworkCloud.',
        'properties.assignmentRestrictions.providers',
      ),
      usedBy: field('list<string>', 'The names of the settings or systems that use it.', HOWTO),
      federatedCredentials: field(
        'list<string>',
        'Its federated credentials: `issuer subject`.',
        'federatedIdentityCredentials',
      ),
      undeclaredFederatedCredentials: field(
        'list<string>',
        'Those of them that the config does not declare.',
        'midrift.yaml, identities.federatedCredentials',
      ),
      privileged: field(
        'list<Grant>',
        'Roles that let it assign roles without a condition: Owner, User Access Administrator and their like.',
        'Microsoft.Authorization/roleAssignments',
      ),
    },
  },
  Principal: {
    says: 'A user, group or service principal.',
    fields: {
      name: field('string', 'The name that it is known by, else its object id.', 'midrift.yaml, or Microsoft Graph'),
      appId: field('string', 'The application id; empty where it is no application.', 'Microsoft Graph'),
      exists: field('bool', 'Whether it exists in this tenant.', 'Microsoft Graph'),
      principalId: field('string', 'The object id that roles are assigned to.', 'midrift.yaml, or Microsoft Graph'),
      directRoles: field(
        'list<Grant>',
        'The roles assigned to it at the scope of the vault itself.',
        'Microsoft.Authorization/roleAssignments',
      ),
      required: field('bool', 'Whether the config asks for its grant.', 'midrift.yaml, nexus.afoi.required'),
    },
  },
  ContainerUrl: {
    says: 'The address of a blob container.',
    fields: {
      text: field('string', 'As the setting has it.', 'commandOutputSettings.containerUrl'),
      isValid: field('bool', 'Whether it is the address of a blob container in this cloud.', HOWTO),
      fault: field('string', 'What is wrong with it; empty where nothing is.', HOWTO),
    },
  },
  StorageAccount: {
    says: 'A storage account.',
    fields: {
      id: field('string', 'The resource id; empty where it does not exist.', 'Microsoft.Storage/storageAccounts'),
      name: field('string', 'The name.', 'Microsoft.Storage/storageAccounts'),
      resourceGroup: field('string', 'The name of the resource group.', 'Microsoft.Storage/storageAccounts'),
      subscriptionId: field('string', 'The subscription id.', 'Microsoft.Storage/storageAccounts'),
      exists: field('bool', 'Whether it exists.', 'Microsoft.Storage/storageAccounts'),
      firewall: field('Firewall', 'Its firewall.', 'properties.networkAcls'),
      allowsSharedKey: field(
        'bool',
        'Whether its shared keys may be used.',
        'properties.allowSharedKeyAccess; absent means true',
      ),
    },
  },
  Container: {
    says: 'A blob container.',
    fields: {
      id: field(
        'string',
        'The resource id; empty where the account does not exist.',
        'Microsoft.Storage/storageAccounts/blobServices/containers',
      ),
      name: field('string', 'The name.', 'Microsoft.Storage/storageAccounts/blobServices/containers'),
      exists: field('bool', 'Whether it exists.', 'Microsoft.Storage/storageAccounts/blobServices/containers'),
    },
  },
  Vault: {
    says: 'A key vault.',
    fields: {
      id: field('string', 'The resource id; empty where it does not exist.', 'Microsoft.KeyVault/vaults'),
      name: field('string', 'The name.', 'Microsoft.KeyVault/vaults'),
      resourceGroup: field('string', 'The name of the resource group.', 'Microsoft.KeyVault/vaults'),
      subscriptionId: field('string', 'The subscription id.', 'Microsoft.KeyVault/vaults'),
      uri: field('string', 'As the setting has it.', 'secretArchiveSettings.vaultUri'),
      uriIsValid: field('bool', 'Whether the uri is the address of a key vault in this cloud.', HOWTO),
      uriFault: field('string', 'What is wrong with it; empty where nothing is.', HOWTO),
      exists: field('bool', 'Whether it exists.', 'Microsoft.KeyVault/vaults'),
      usesRbac: field(
        'bool',
        'Whether Azure RBAC decides about its secrets.',
        'properties.enableRbacAuthorization; absent means false (key-vault/general/access-control-default)',
      ),
      firewall: field('Firewall', 'Its firewall.', 'properties.networkAcls'),
    },
  },
  Workspace: {
    says: 'A Log Analytics workspace.',
    fields: {
      id: field('string', 'The resource id.', 'Microsoft.OperationalInsights/workspaces'),
      name: field('string', 'The name.', 'Microsoft.OperationalInsights/workspaces'),
      resourceGroup: field('string', 'The name of the resource group.', 'Microsoft.OperationalInsights/workspaces'),
      subscriptionId: field('string', 'The subscription id.', 'Microsoft.OperationalInsights/workspaces'),
      exists: field('bool', 'Whether it exists.', 'Microsoft.OperationalInsights/workspaces'),
    },
  },
  Firewall: {
    says: 'The firewall of a storage account or key vault.',
    fields: {
      limitsAccess: field(
        'bool',
        'Whether public access is limited at all.',
        'properties.networkAcls.defaultAction, properties.publicNetworkAccess',
      ),
      defaultAction: field(
        'string',
        'As Azure writes it; empty where there are no network rules.',
        'properties.networkAcls.defaultAction',
      ),
      bypass: field('string', 'As Azure writes it; empty where it is absent.', 'properties.networkAcls.bypass'),
      publicNetworkAccess: field(
        'string',
        'As Azure writes it; empty where it is absent.',
        'properties.publicNetworkAccess',
      ),
      admitsTrustedServices: field('bool', 'Whether trusted Azure services may pass.', 'properties.networkAcls.bypass'),
      declaredAddresses: field(
        'list<string>',
        'The addresses that operators come from.',
        'midrift.yaml, nexus.operators.addresses',
      ),
      addressesOutside: field(
        'list<string>',
        'The declared operator addresses that no IP rule holds whole.',
        'properties.networkAcls.ipRules',
      ),
    },
  },
  Grant: {
    says: 'A role assignment as it bears on one question.',
    fields: {
      id: field('string', 'The id of the role assignment.', 'Microsoft.Authorization/roleAssignments'),
      roleName: field('string', 'The name of the role.', 'Microsoft.Authorization/roleDefinitions'),
      roleId: field('string', 'The GUID of the role.', 'Microsoft.Authorization/roleDefinitions'),
      scope: field('string', 'The scope of the assignment.', 'properties.scope'),
      scopeKind: field(
        'string',
        '`tenant`, `management group`, `subscription`, `resource group` or `resource`.',
        'properties.scope',
      ),
      principalId: field('string', 'The object id that the assignment names.', 'properties.principalId'),
      principalExists: field('bool', 'Whether that principal still exists.', 'Microsoft Graph'),
      throughGroup: field('bool', 'Whether it reaches a wired identity through a group.', 'properties.principalType'),
      isConditional: field('bool', 'Whether a condition limits it.', 'properties.condition'),
      hasDataActions: field('bool', 'Whether its role has data actions.', 'Microsoft.Authorization/roleDefinitions'),
      isDirect: field('bool', 'Whether its scope is a wired resource itself.', 'properties.scope'),
      reaches: field(
        'list<string>',
        'The wired identities that it reaches.',
        'Microsoft.Authorization/roleAssignments',
      ),
      resource: field('string', 'The name of the wired resource that it bears on.', 'properties.scope'),
    },
  },
  Access: {
    says: 'The answer to `access(who, role, target)`.',
    fields: {
      granted: field(
        'bool',
        'Whether everything that the role permits is granted at the target.',
        'Microsoft.Authorization/roleAssignments',
      ),
      grants: field(
        'list<Grant>',
        'What grants it; where it is not granted, what is held at the target instead.',
        'Microsoft.Authorization/roleAssignments',
      ),
      holds: field('string', 'The same in words.', 'Microsoft.Authorization/roleAssignments'),
      denied: field('bool', 'Whether a deny assignment takes it.', 'Microsoft.Authorization/denyAssignments'),
    },
  },
  ...CYCLECLOUD_TYPES,
  ...DRIFT_TYPES,
  ...UPDATE_TYPES,
} as const satisfies { readonly [name: string]: TypeDeclaration };
