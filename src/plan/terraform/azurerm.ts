/** What the resources of the azurerm provider send to Azure, as far as the wiring depends on it. */

import { Draft, type Sent } from './draft.ts';
import { keyVault, networkRules, storageAccount } from './firewall.ts';
import type { Instance } from './instance.ts';
import { machine } from './machine.ts';
import { roleAssignment, roleDefinition } from './roles.ts';
import { AZURE, isOf } from './types.ts';
import type { World } from './world.ts';

export function azurerm(of: Instance, world: World): Sent {
  if (of.type === 'azurerm_storage_account_network_rules') return networkRules(of, world);
  if (isOf(of, AZURE.storageAccount)) return storageAccount(of, world);
  if (isOf(of, AZURE.vault)) return keyVault(of, world);
  if (isOf(of, AZURE.roleAssignment)) return roleAssignment(of, world);
  if (isOf(of, AZURE.roleDefinition)) return roleDefinition(of, world);
  if (isOf(of, AZURE.machine, AZURE.scaleSet)) return machine(of, world);
  if (isOf(of, AZURE.federatedCredential)) return federatedCredential(of, world);
  const draft = new Draft(of, world);
  if (!isOf(of, AZURE.resourceGroup)) draft.fix(['properties'], {});
  return draft.sent();
}

function federatedCredential(of: Instance, world: World): Sent {
  const draft = new Draft(of, world);
  for (const [key, attribute] of [
    ['issuer', 'issuer'],
    ['subject', 'subject'],
    ['audiences', 'audience'],
  ] as const) {
    draft.set(['properties', key], [attribute], world.value(of, [attribute]));
  }
  return draft.sent();
}
