/** Storage accounts and key vaults, whose firewalls are blocks or resources of their own. */

import type { Json } from '../../model/estate.ts';
import { whyUnknown } from '../../model/json.ts';
import type { Path } from '../../sources/yaml.ts';
import { Draft, type Sent } from './draft.ts';
import { setIdentity } from './identity-block.ts';
import { type Instance, look } from './instance.ts';
import { child, textOf } from './walk.ts';
import type { World } from './world.ts';

const ACLS = ['properties', 'networkAcls'];

/** azurerm_storage_account. */
export function storageAccount(of: Instance, world: World): Sent {
  const draft = new Draft(of, world);
  if (world.isNew(of)) draft.fix(['properties'], {});
  setIdentity(draft);
  setRules(draft, 'network_rules', { defaultAction: 'Allow' });
  const shared = ['shared_access_key_enabled'];
  draft.set(['properties', 'allowSharedKeyAccess'], shared, world.value(of, shared));
  setPublicAccess(draft);
  // An account with a DNS zone endpoint is reached by addresses that Azure makes up.
  if (world.isNew(of) && textOf(of.after, 'dns_endpoint_type') === 'AzureDnsZone') {
    const zone = ['primary_blob_endpoint'];
    draft.set(['properties', 'primaryEndpoints'], zone, world.unknown(of, zone));
  }
  return draft.sent('identity');
}

/** azurerm_storage_account_network_rules: the whole firewall of an account that another resource makes. */
export function networkRules(of: Instance, world: World): Sent {
  const draft = new Draft(of, world);
  setParts(draft, []);
  return draft.sent();
}

/** What is left of an account's firewall when its rules are removed: azurerm_storage_account_network_rules resets them. */
export function withoutRules(of: Instance, world: World): Sent {
  const draft = new Draft(of, world);
  draft.fix(ACLS, { defaultAction: 'Allow', bypass: 'AzureServices', ipRules: [] });
  return draft.sent();
}

/** azurerm_key_vault; `rbac_authorization_enabled` was `enable_rbac_authorization` before 4.42, and both are there until 5.0. */
export function keyVault(of: Instance, world: World): Sent {
  const draft = new Draft(of, world);
  if (world.isNew(of)) draft.fix(['properties'], {});
  const names = ['rbac_authorization_enabled', 'enable_rbac_authorization'].map(name => [name]);
  const values = names.map(name => world.value(of, name));
  const told = values.findIndex(value => typeof value === 'boolean');
  const open = values.findIndex(value => whyUnknown(value) !== undefined);
  const chosen = told >= 0 ? told : Math.max(open, 0);
  draft.set(['properties', 'enableRbacAuthorization'], names[chosen]!, values[chosen]);
  setRules(draft, 'network_acls', null);
  setPublicAccess(draft);
  return draft.sent();
}

function setPublicAccess(draft: Draft): void {
  const attribute = ['public_network_access_enabled'];
  const value = draft.world.value(draft.of, attribute);
  const text = typeof value === 'boolean' ? (value ? 'Enabled' : 'Disabled') : value;
  draft.set(['properties', 'publicNetworkAccess'], attribute, text);
}

/** Takes a block of rules over; `none` is what the provider sends where there is none. */
function setRules(draft: Draft, name: string, none: Json): void {
  const { of, world } = draft;
  const { known, value } = look(of, [name]);
  if (!known) draft.set(ACLS, [name], world.value(of, [name]));
  else if (Array.isArray(value) && value.length > 0) setParts(draft, [name, 0]);
  else if (!world.isNew(of) && child(of.after, name) !== undefined) draft.set(ACLS, [name], none);
}

function setParts(draft: Draft, block: Path): void {
  const { of, world } = draft;
  const action = [...block, 'default_action'];
  draft.set([...ACLS, 'defaultAction'], action, world.value(of, action));
  const bypass = [...block, 'bypass'];
  draft.set([...ACLS, 'bypass'], bypass, joined(texts(of, world, bypass)));
  const rules = [...block, 'ip_rules'];
  const addresses = texts(of, world, rules);
  const ipRules = Array.isArray(addresses) ? addresses.map(value => ({ value, action: 'Allow' })) : (addresses ?? []);
  draft.set([...ACLS, 'ipRules'], rules, ipRules);
}

/** `bypass` of a storage account is a set, of a vault a text. */
function joined(value: Json | undefined): Json | undefined {
  return Array.isArray(value) ? (value.length === 0 ? 'None' : [...value].sort().join(', ')) : value;
}

/** A list whose items are all known, or why they are not. */
function texts(of: Instance, world: World, path: Path): Json | undefined {
  const { known, value } = look(of, path);
  if (known && Array.isArray(value)) return world.list(of, path, () => undefined);
  return world.value(of, path);
}
