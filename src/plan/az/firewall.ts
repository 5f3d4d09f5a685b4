/** Rules of the firewalls of storage accounts and vaults, as commands give them. */

import type { Json, Row } from '../../model/estate.ts';
import { unknownValue } from '../../model/json.ts';
import type { Edit } from '../../model/plan.ts';
import { type Arg, valueOfOption, valuesOf } from './az-command.ts';
import { Body } from './body.ts';
import { bodyValue, whyHole } from './hole.ts';
import type { Site, Target } from './site.ts';

const ACLS = ['properties', 'networkAcls'];

/**
 * `network-rule add` and `remove`: one rule more or less than there are.
 * @param within what the Azure CLI sends along where there is no firewall yet
 */
export function changeRules(site: Site, target: Target, does: 'add' | 'remove', within?: Row): void {
  const { command } = site;
  const addresses = valuesOf(command, '--ip-address');
  const subnet = valueOfOption(command, '--subnet');
  const instance = valueOfOption(command, '--resource-id');
  const body = new Body();
  const edits: Edit[] = [];
  const edit = (list: string, by: string, items: readonly Row[], { at }: Arg) => {
    const path = [...ACLS, list];
    edits.push({ is: 'items', does, path, by, items, ...(within === undefined ? {} : { within }) });
    body.mark(path, at);
  };
  if (addresses.length > 0) edit('ipRules', 'value', ipRules(addresses), addresses[0]!);
  if (subnet !== undefined) edit('virtualNetworkRules', 'id', [{ id: subnetId(subnet, site) }], subnet);
  if (instance !== undefined) {
    const tenant = valueOfOption(command, '--tenant-id');
    const tenantId: Row = tenant === undefined ? {} : { tenantId: bodyValue(tenant.text) };
    edit('resourceAccessRules', 'resourceId', [{ ...tenantId, resourceId: bodyValue(instance.text) }], instance);
  }
  if (edits.length > 0) site.add({ does: 'patch', target, body, edits });
}

/** Addresses as rules that let them in. */
export function ipRules(addresses: readonly Arg[]): Row[] {
  return addresses.map(({ text }) => ({ value: bodyValue(text) }));
}

/** A subnet is given by its id, or by its name and that of its network in the same resource group. */
function subnetId(subnet: Arg, site: Site): Json {
  if (subnet.text.startsWith('/') || whyHole(subnet.text) !== undefined) return bodyValue(subnet.text);
  const network = valueOfOption(site.command, '--vnet-name')?.text;
  const group = site.group()?.text;
  if (network === undefined || group === undefined) {
    return unknownValue(`which network the subnet "${subnet.text}" is of is not said`);
  }
  const within = `/subscriptions/${site.subscription()}/resourceGroups/${group}/providers`;
  return bodyValue(`${within}/Microsoft.Network/virtualNetworks/${network}/subnets/${subnet.text}`);
}
