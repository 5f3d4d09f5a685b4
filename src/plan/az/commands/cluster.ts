/** `az networkcloud cluster`. */

import type { Row } from '../../../model/estate.ts';
import type { Location } from '../../../model/finding.ts';
import { unknownValue } from '../../../model/json.ts';
import { SPELLED } from '../../../model/resource-types.ts';
import { type Arg, occurrences, switchOf, valueOfOption, valuesOf } from '../az-command.ts';
import { Body } from '../body.ts';
import type { Commands } from '../handler.ts';
import { bodyValue, whyHole } from '../hole.ts';
import { shorthand } from '../shorthand.ts';
import type { Site } from '../site.ts';
import { addSetting, SETTINGS } from './cluster-setting.ts';

const NAMES = { name: ['--name', '-n', '--cluster-name'] };

/** `az networkcloud cluster create`, `update` and `delete`. */
export const CLUSTER_COMMANDS: Commands = {
  'networkcloud cluster create': site => {
    const body = new Body();
    if (!addIdentity(site, body)) body.set(['identity'], { type: 'None' }, site.command.at);
    addProperties(site, body);
    site.add({ does: 'put', target: site.target(SPELLED.cluster, NAMES), body });
  },
  'networkcloud cluster update': site => {
    const body = new Body();
    const isReplaced = addIdentity(site, body);
    addProperties(site, body);
    for (const { property } of SETTINGS) chooseIdentity(property, body, site.command.at);
    for (const target of site.targets(SPELLED.cluster, NAMES)) {
      site.add({ does: 'patch', target, body, ...(isReplaced ? { replaces: ['identity'] } : {}) });
    }
  },
  'networkcloud cluster delete': site => {
    for (const target of site.targets(SPELLED.cluster, NAMES)) site.add({ does: 'delete', target });
  },
};

/**
 * The identities that a command names, which take the place of those that the cluster has; `false` where it names none.
 * (Azure CLI extension networkcloud: either option sends `identity` whole.)
 */
function addIdentity(site: Site, body: Body): boolean {
  const system = switchOf(site.command, '--mi-system-assigned');
  const user = valuesOf(site.command, '--mi-user-assigned')
    .filter(({ text }) => text !== '')
    .flatMap(listed);
  const hasSystem = system?.value === true;
  if (system !== undefined && typeof system.value !== 'boolean') {
    body.set(['identity'], bodyValue(system.value.text), system.at);
    return true;
  }
  if (!hasSystem && user.length === 0) return false;
  const types = [...(hasSystem ? ['SystemAssigned'] : []), ...(user.length > 0 ? ['UserAssigned'] : [])];
  const [given] = user.length > 0 ? occurrences(site.command, '--mi-user-assigned') : [system];
  body.mark(['identity'], given!.at);
  body.set(['identity', 'type'], types.join(','), given!.at);
  if (user.length === 0) return true;
  const unknown = user.find(({ text }) => whyHole(text) !== undefined);
  if (unknown !== undefined) {
    body.set(['identity', 'userAssignedIdentities'], unknownValue(whyHole(unknown.text)!), unknown.at);
    return true;
  }
  for (const id of user) {
    site.targetOfId(id, SPELLED.identity);
    body.set(['identity', 'userAssignedIdentities', id.text], {}, id.at);
  }
  return true;
}

/** The Azure CLI takes the ids one by one, or as a list in one argument. */
function listed(arg: Arg): Arg[] {
  const list = arg.text.trim().startsWith('[') ? shorthand(arg.text.trim()) : undefined;
  return Array.isArray(list) ? list.map(text => ({ ...arg, text: String(text) })) : [arg];
}

function addProperties(site: Site, body: Body): void {
  for (const setting of SETTINGS) {
    const given = occurrences(site.command, ...setting.options);
    const values = given.flatMap(one => one.values);
    if (values.length === 0) continue;
    addSetting(setting, values, body, site);
    body.mark(['properties', setting.property], given[0]!.at);
  }
  const legacy = valueOfOption(site.command, '--analytics-workspace-id');
  if (legacy !== undefined) body.set(['properties', 'analyticsWorkspaceId'], bodyValue(legacy.text), legacy.at);
}

/** A setting that selects the system-assigned identity names no other: the Azure CLI takes its id out (extension networkcloud). */
function chooseIdentity(property: string, body: Body, at: Location): void {
  const setting = (body.json.properties as Row | undefined)?.[property] as Row | null | undefined;
  const selector = setting?.associatedIdentity as Row | null | undefined;
  if (selector?.identityType !== 'SystemAssignedIdentity') return;
  const path = ['properties', property, 'associatedIdentity', 'userAssignedIdentityResourceId'];
  body.set(path, null, body.locate(at)(path));
}
