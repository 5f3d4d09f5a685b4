/** Which of Azure's types Terraform's resources stand for. */

import { SPELLED } from '../../model/resource-types.ts';
import type { Instance } from './instance.ts';
import { textOf } from './walk.ts';

/** The resources of the azurerm provider that the wiring can depend on. */
const AZURERM: ReadonlyMap<string, string> = new Map(
  Object.entries({
    azurerm_user_assigned_identity: SPELLED.identity,
    azurerm_federated_identity_credential: SPELLED.federatedCredential,
    azurerm_role_assignment: SPELLED.roleAssignment,
    azurerm_role_definition: SPELLED.roleDefinition,
    azurerm_storage_account: SPELLED.storageAccount,
    azurerm_storage_account_network_rules: SPELLED.storageAccount,
    azurerm_storage_container: SPELLED.container,
    azurerm_storage_data_lake_gen2_filesystem: SPELLED.container,
    azurerm_key_vault: SPELLED.vault,
    azurerm_log_analytics_workspace: SPELLED.workspace,
    azurerm_linux_virtual_machine: SPELLED.vm,
    azurerm_windows_virtual_machine: SPELLED.vm,
    azurerm_virtual_machine: SPELLED.vm,
    azurerm_linux_virtual_machine_scale_set: SPELLED.scaleSet,
    azurerm_windows_virtual_machine_scale_set: SPELLED.scaleSet,
    azurerm_orchestrated_virtual_machine_scale_set: SPELLED.scaleSet,
    azurerm_virtual_machine_scale_set: SPELLED.scaleSet,
    azurerm_resource_group: SPELLED.templateResourceGroup,
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

/** Whether an instance is of one of Azure's types, in lower case, whichever provider makes it. */
export function isOf(of: Instance, ...types: readonly string[]): boolean {
  const type = azureType(of)?.type.toLowerCase();
  return type !== undefined && types.includes(type);
}
