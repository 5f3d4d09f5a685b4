/** Which of Azure's types Terraform's resources stand for. */

import type { Instance } from './instance.ts';
import { textOf } from './walk.ts';

/** As Azure spells them. */
export const AZURE = {
  identity: 'Microsoft.ManagedIdentity/userAssignedIdentities',
  federatedCredential: 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
  roleAssignment: 'Microsoft.Authorization/roleAssignments',
  roleDefinition: 'Microsoft.Authorization/roleDefinitions',
  storageAccount: 'Microsoft.Storage/storageAccounts',
  container: 'Microsoft.Storage/storageAccounts/blobServices/containers',
  vault: 'Microsoft.KeyVault/vaults',
  workspace: 'Microsoft.OperationalInsights/workspaces',
  machine: 'Microsoft.Compute/virtualMachines',
  scaleSet: 'Microsoft.Compute/virtualMachineScaleSets',
  cluster: 'Microsoft.NetworkCloud/clusters',
  resourceGroup: 'Microsoft.Resources/resourceGroups',
} as const;

/** The resources of the azurerm provider that the wiring can depend on. */
const AZURERM: ReadonlyMap<string, string> = new Map(
  Object.entries({
    azurerm_user_assigned_identity: AZURE.identity,
    azurerm_federated_identity_credential: AZURE.federatedCredential,
    azurerm_role_assignment: AZURE.roleAssignment,
    azurerm_role_definition: AZURE.roleDefinition,
    azurerm_storage_account: AZURE.storageAccount,
    azurerm_storage_account_network_rules: AZURE.storageAccount,
    azurerm_storage_container: AZURE.container,
    azurerm_storage_data_lake_gen2_filesystem: AZURE.container,
    azurerm_key_vault: AZURE.vault,
    azurerm_log_analytics_workspace: AZURE.workspace,
    azurerm_linux_virtual_machine: AZURE.machine,
    azurerm_windows_virtual_machine: AZURE.machine,
    azurerm_virtual_machine: AZURE.machine,
    azurerm_linux_virtual_machine_scale_set: AZURE.scaleSet,
    azurerm_windows_virtual_machine_scale_set: AZURE.scaleSet,
    azurerm_orchestrated_virtual_machine_scale_set: AZURE.scaleSet,
    azurerm_virtual_machine_scale_set: AZURE.scaleSet,
    azurerm_resource_group: AZURE.resourceGroup,
  }),
);

const AZAPI: readonly string[] = ['azapi_resource', 'azapi_update_resource', 'azapi_resource_action'];

/** Azure's type of an instance, and the version of the API where the plan chooses it; `undefined` of what Azure has no type for. */
export function azureType(of: Instance): { readonly type: string; readonly apiVersion?: string } | undefined {
  const known = AZURERM.get(of.type);
  if (known !== undefined) return { type: known };
  if (!AZAPI.includes(of.type)) return undefined;
  const [type, apiVersion] = (textOf(of.after, 'type') ?? textOf(of.before, 'type') ?? '').split('@');
  if (type === undefined || !type.includes('/')) return undefined;
  return apiVersion === undefined ? { type } : { type, apiVersion };
}

/** Whether an instance is of one of Azure's types, whichever provider makes it. */
export function isOf(of: Instance, ...types: readonly string[]): boolean {
  const type = azureType(of)?.type.toLowerCase();
  return types.some(one => one.toLowerCase() === type);
}
