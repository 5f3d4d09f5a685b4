/** `az keyvault`. */

import type { Json } from '../../../model/estate.ts';
import { SPELLED } from '../../../model/resource-types.ts';
import { type Arg, switchOf, valueOfOption, valuesOf } from '../az-command.ts';
import { Body } from '../body.ts';
import { changeRules, ipRules } from '../firewall.ts';
import type { Commands } from '../handler.ts';
import { bodyValue } from '../hole.ts';
import { jsonOf } from '../input.ts';
import type { Site } from '../site.ts';
import { addGenericUpdate } from './generic-update.ts';

const OF_VAULT = { name: ['--name', '-n'], groupOptional: true };
const ACLS = ['properties', 'networkAcls'];

export const VAULT_COMMANDS: Commands = {
  'keyvault create': site => {
    if (isHsm(site)) return;
    const body = bodyOf(site);
    // The Azure CLI's default from 2.61 on.
    if (switchOf(site.command, ...RBAC) === undefined)
      body.set(['properties', 'enableRbacAuthorization'], true, site.command.at);
    site.add({
      does: 'put',
      target: site.target(SPELLED.vault, { name: ['--name', '-n'] }),
      body: withDefaults(site, body),
    });
  },
  'keyvault update': site => {
    if (isHsm(site)) return;
    for (const target of site.targets(SPELLED.vault, OF_VAULT)) {
      site.add({ does: 'patch', target, body: bodyOf(site) });
      addGenericUpdate(site, target);
    }
  },
  'keyvault delete': site => {
    if (isHsm(site)) return;
    for (const target of site.targets(SPELLED.vault, OF_VAULT)) site.add({ does: 'delete', target });
  },
  'keyvault recover': site => {
    if (isHsm(site)) return;
    const because = `\`${site.name}\` brings a deleted vault back as it was, and how that was is not in the plan`;
    site.add({ does: 'doubt', target: site.target(SPELLED.vault, OF_VAULT), because, atMost: 'create' });
  },
  'keyvault network-rule add': site => changeRules(site, site.target(SPELLED.vault, OF_VAULT), 'add', NEW_ACLS),
  'keyvault network-rule remove': site => changeRules(site, site.target(SPELLED.vault, OF_VAULT), 'remove'),
};

/** What the Azure CLI sends of a firewall that a vault does not have yet (azure-cli, command module keyvault). */
const NEW_ACLS = { bypass: 'AzureServices', defaultAction: 'Allow' };

const RBAC = ['--enable-rbac-authorization'];

/** A managed HSM is no vault. */
function isHsm(site: Site): boolean {
  return valueOfOption(site.command, '--hsm-name') !== undefined;
}

function bodyOf(site: Site): Body {
  const body = new Body();
  const rbac = switchOf(site.command, ...RBAC);
  if (rbac !== undefined) {
    const { value, at } = rbac;
    body.set(['properties', 'enableRbacAuthorization'], typeof value === 'boolean' ? value : bodyValue(value.text), at);
  }
  const access = valueOfOption(site.command, '--public-network-access');
  if (access !== undefined) body.set(['properties', 'publicNetworkAccess'], bodyValue(access.text), access.at);
  const whole = valueOfOption(site.command, '--network-acls');
  if (whole !== undefined) addWhole(whole, site, body);
  for (const [option, key] of [
    ['--bypass', 'bypass'],
    ['--default-action', 'defaultAction'],
  ] as const) {
    const value = valueOfOption(site.command, option);
    if (value !== undefined) body.set([...ACLS, key], bodyValue(value.text), value.at);
  }
  const addresses = valuesOf(site.command, '--network-acls-ips');
  if (addresses.length > 0) body.set([...ACLS, 'ipRules'], ipRules(addresses), addresses[0]!.at);
  return body;
}

/** `--network-acls '{"ip": […], "vnet": […]}'`. */
function addWhole(arg: Arg, site: Site, body: Body): void {
  const read = jsonOf(arg, site);
  if ('because' in read) {
    body.set([...ACLS, 'ipRules'], bodyValue(arg.text), arg.at);
    return;
  }
  const { ip } = read.value as { readonly ip?: Json };
  if (Array.isArray(ip))
    body.set(
      [...ACLS, 'ipRules'],
      ip.map(value => ({ value })),
      arg.at,
    );
}

/** Of a new vault's firewall, the Azure CLI fills up what is not given. */
function withDefaults(site: Site, body: Body): Body {
  const acls = (body.json.properties as { readonly networkAcls?: object } | undefined)?.networkAcls;
  if (acls === undefined) return body;
  for (const [key, value] of Object.entries(NEW_ACLS))
    if (!(key in acls)) body.set([...ACLS, key], value, site.command.at);
  return body;
}
