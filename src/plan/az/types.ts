/** The resource types that commands name without saying so, as ids spell them. */

export const TYPES = {
  account: 'Microsoft.Storage/storageAccounts',
  cluster: 'Microsoft.NetworkCloud/clusters',
  identity: 'Microsoft.ManagedIdentity/userAssignedIdentities',
  scaleSet: 'Microsoft.Compute/virtualMachineScaleSets',
  vault: 'Microsoft.KeyVault/vaults',
  vm: 'Microsoft.Compute/virtualMachines',
  workspace: 'Microsoft.OperationalInsights/workspaces',
} as const;

export const CONTAINER = 'microsoft.storage/storageaccounts/blobservices/containers';
export const CREDENTIAL = 'microsoft.managedidentity/userassignedidentities/federatedidentitycredentials';
export const GROUP = 'microsoft.resources/subscriptions/resourcegroups';
export const ASSIGNMENT = 'microsoft.authorization/roleassignments';
export const DEFINITION = 'microsoft.authorization/roledefinitions';

/** The type that an id ends in, folded: of a resource, of an extension of one, or of a resource group. */
export function typeOfId(id: string): string | undefined {
  const parts = id.replace(/\/+$/, '').toLowerCase().split('/providers/');
  if (parts.length === 1) return /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+$/.test(parts[0]!) ? GROUP : undefined;
  const [provider, ...rest] = parts.at(-1)!.split('/');
  const types = rest.filter((_, index) => index % 2 === 0);
  return rest.length === 0 || rest.length % 2 === 1 ? undefined : [provider, ...types].join('/');
}
