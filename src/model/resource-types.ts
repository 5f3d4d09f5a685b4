/** The types of the resources that midrift knows, folded to lower case as Resource Graph gives them. */

export const CLUSTER = 'microsoft.networkcloud/clusters';
export const CONTAINER = 'microsoft.storage/storageaccounts/blobservices/containers';
export const DEPLOYMENT = 'microsoft.resources/deployments';
export const DEPLOYMENT_SCRIPT = 'microsoft.resources/deploymentscripts';
export const DEPLOYMENT_STACK = 'microsoft.resources/deploymentstacks';
export const FEDERATED_CREDENTIAL = 'microsoft.managedidentity/userassignedidentities/federatedidentitycredentials';
/** Of Microsoft Graph. */
export const GROUP_MEMBER = 'microsoft.graph/groups/members';
export const IDENTITY = 'microsoft.managedidentity/userassignedidentities';
export const MANAGEMENT_GROUP = 'microsoft.management/managementgroups';
/** What places a subscription in a management group. */
export const MANAGEMENT_GROUP_SUBSCRIPTION = 'microsoft.management/managementgroups/subscriptions';
export const RESOURCE_GROUP = 'microsoft.resources/subscriptions/resourcegroups';
export const ROLE_ASSIGNMENT = 'microsoft.authorization/roleassignments';
/** What asks for a role to be given, or taken away (Privileged Identity Management). */
export const ROLE_ASSIGNMENT_REQUEST = 'microsoft.authorization/roleassignmentschedulerequests';
export const ROLE_DEFINITION = 'microsoft.authorization/roledefinitions';
export const SCALE_SET = 'microsoft.compute/virtualmachinescalesets';
export const STORAGE_ACCOUNT = 'microsoft.storage/storageaccounts';
export const SUBSCRIPTION = 'microsoft.resources/subscriptions';
/** `/providers/Microsoft.ManagedIdentity/Identities/default` at the end of a resource's id is its system-assigned identity. */
export const SYSTEM_ASSIGNED_IDENTITY = 'microsoft.managedidentity/identities';
/** A resource group, as templates call it. */
export const TEMPLATE_RESOURCE_GROUP = 'microsoft.resources/resourcegroups';
export const VAULT = 'microsoft.keyvault/vaults';
export const VM = 'microsoft.compute/virtualmachines';
export const WORKSPACE = 'microsoft.operationalinsights/workspaces';

/** Types in Azure's own spelling: ids are made of it, and people read it. */
export const SPELLED = {
  cluster: 'Microsoft.NetworkCloud/clusters',
  container: 'Microsoft.Storage/storageAccounts/blobServices/containers',
  federatedCredential: 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
  identity: 'Microsoft.ManagedIdentity/userAssignedIdentities',
  roleAssignment: 'Microsoft.Authorization/roleAssignments',
  roleDefinition: 'Microsoft.Authorization/roleDefinitions',
  scaleSet: 'Microsoft.Compute/virtualMachineScaleSets',
  storageAccount: 'Microsoft.Storage/storageAccounts',
  templateResourceGroup: 'Microsoft.Resources/resourceGroups',
  vault: 'Microsoft.KeyVault/vaults',
  vm: 'Microsoft.Compute/virtualMachines',
  workspace: 'Microsoft.OperationalInsights/workspaces',
} as const;
