/** The types of the resources that midrift knows, folded to lower case as Resource Graph gives them. */

export const CLUSTER = 'microsoft.networkcloud/clusters';
export const CONTAINER = 'microsoft.storage/storageaccounts/blobservices/containers';
export const DEPLOYMENT = 'microsoft.resources/deployments';
export const DEPLOYMENT_SCRIPT = 'microsoft.resources/deploymentscripts';
export const FEDERATED_CREDENTIAL = 'microsoft.managedidentity/userassignedidentities/federatedidentitycredentials';
export const GROUP_MEMBER = 'microsoft.graph/groups/members';
export const IDENTITY = 'microsoft.managedidentity/userassignedidentities';
export const RESOURCE_GROUP = 'microsoft.resources/subscriptions/resourcegroups';
export const ROLE_ASSIGNMENT = 'microsoft.authorization/roleassignments';
export const ROLE_DEFINITION = 'microsoft.authorization/roledefinitions';
export const SCALE_SET = 'microsoft.compute/virtualmachinescalesets';
export const STORAGE_ACCOUNT = 'microsoft.storage/storageaccounts';
export const SUBSCRIPTION = 'microsoft.resources/subscriptions';
export const VAULT = 'microsoft.keyvault/vaults';
export const VM = 'microsoft.compute/virtualmachines';
export const WORKSPACE = 'microsoft.operationalinsights/workspaces';
