/** What the resources of the azurerm provider send to Azure, as far as the wiring depends on it. */

import {
  FEDERATED_CREDENTIAL,
  ROLE_ASSIGNMENT,
  ROLE_DEFINITION,
  SCALE_SET,
  STORAGE_ACCOUNT,
  TEMPLATE_RESOURCE_GROUP,
  VAULT,
  VM,
} from '../../model/resource-types.ts';
import { Draft, type Sent } from './draft.ts';
import { keyVault, networkRules, storageAccount } from './firewall.ts';
import type { Instance } from './instance.ts';
import { machine } from './machine.ts';
import { roleAssignment, roleDefinition } from './roles.ts';
import { isOf } from './types.ts';
import type { World } from './world.ts';

export function azurerm(of: Instance, world: World): Sent {
  if (of.type === 'azurerm_storage_account_network_rules') return networkRules(of, world);
  if (isOf(of, STORAGE_ACCOUNT)) return storageAccount(of, world);
  if (isOf(of, VAULT)) return keyVault(of, world);
  if (isOf(of, ROLE_ASSIGNMENT)) return roleAssignment(of, world);
  if (isOf(of, ROLE_DEFINITION)) return roleDefinition(of, world);
  if (isOf(of, VM, SCALE_SET)) return machine(of, world);
  if (isOf(of, FEDERATED_CREDENTIAL)) return federatedCredential(of, world);
  const draft = new Draft(of, world);
  if (!isOf(of, TEMPLATE_RESOURCE_GROUP)) draft.fix(['properties'], {});
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
