/** `az storage account`, `az storage container` and `az storage container-rm`. */

import { CONTAINER, SPELLED } from '../../../model/resource-types.ts';
import { type Arg, switchOf, valueOfOption, valuesOf } from '../az-command.ts';
import { Body } from '../body.ts';
import { changeRules } from '../firewall.ts';
import type { Commands } from '../handler.ts';
import { bodyValue, whyHole } from '../hole.ts';
import { firstOf } from '../shell/parameter.ts';
import type { Site, Target } from '../site.ts';
import { addGenericUpdate } from './generic-update.ts';

const OF_ACCOUNT = { name: ['--name', '-n'], groupOptional: true };
const OF_RULE = { name: ['--account-name'], groupOptional: true };

export const STORAGE_COMMANDS: Commands = {
  'storage account create': site =>
    site.add({
      does: 'put',
      target: site.target(SPELLED.storageAccount, { name: ['--name', '-n'] }),
      body: bodyOf(site),
    }),
  'storage account update': site => {
    for (const target of site.targets(SPELLED.storageAccount, OF_ACCOUNT)) {
      site.add({ does: 'patch', target, body: bodyOf(site) });
      addGenericUpdate(site, target);
    }
  },
  'storage account delete': site => {
    for (const target of site.targets(SPELLED.storageAccount, OF_ACCOUNT)) site.add({ does: 'delete', target });
  },
  'storage account network-rule add': site => changeRules(site, site.target(SPELLED.storageAccount, OF_RULE), 'add'),
  'storage account network-rule remove': site =>
    changeRules(site, site.target(SPELLED.storageAccount, OF_RULE), 'remove'),
  'storage container create': site => site.add({ does: 'put', target: container(site, '--account-name'), isNew: true }),
  'storage container delete': site => site.add({ does: 'delete', target: container(site, '--account-name') }),
  'storage container-rm create': site =>
    site.add({ does: 'put', target: container(site, '--storage-account'), isNew: true }),
  'storage container-rm delete': site => site.add({ does: 'delete', target: container(site, '--storage-account') }),
};

function bodyOf(site: Site): Body {
  const body = new Body();
  const bypass = valuesOf(site.command, '--bypass');
  const why = bypass.map(({ text }) => whyHole(text)).find(because => because !== undefined);
  if (bypass.length > 0) {
    const text = bypass.map(one => one.text).join(', ');
    body.set(
      ['properties', 'networkAcls', 'bypass'],
      why === undefined ? text : bodyValue(bypass.find(one => whyHole(one.text))!.text),
      bypass[0]!.at,
    );
  }
  const action = valueOfOption(site.command, '--default-action');
  if (action !== undefined) body.set(['properties', 'networkAcls', 'defaultAction'], bodyValue(action.text), action.at);
  const access = valueOfOption(site.command, '--public-network-access');
  if (access !== undefined) body.set(['properties', 'publicNetworkAccess'], bodyValue(access.text), access.at);
  const sharedKey = switchOf(site.command, '--allow-shared-key-access');
  if (sharedKey !== undefined) {
    const { value, at } = sharedKey;
    body.set(['properties', 'allowSharedKeyAccess'], typeof value === 'boolean' ? value : bodyValue(value.text), at);
  }
  return body;
}

/** A container of the account that the command names, or that the environment names for all commands on data. */
function container(site: Site, option: string): Target {
  const name = valueOfOption(site.command, '--name', '-n');
  const account = valueOfOption(site.command, option) ?? fromEnvironment(site);
  if (name === undefined) throw site.fail(`\`${site.name}\` says no --name; add it`);
  if (account === undefined) {
    const because = `\`${site.name}\` says no ${option}`;
    return { type: CONTAINER, within: `/subscriptions/${site.subscription()}`, because };
  }
  // Commands on data take no group: the account's is known where the script has named the account before.
  const group = valueOfOption(site.command, '--resource-group', '-g');
  const owner = site.resource(SPELLED.storageAccount, account, group, true);
  if (!('id' in owner)) return { ...owner, type: CONTAINER };
  const because = whyHole(name.text);
  if (because !== undefined) return { type: CONTAINER, within: owner.id, because };
  return { type: CONTAINER, id: `${owner.id}/blobServices/default/containers/${name.text}` };
}

function fromEnvironment(site: Site): Arg | undefined {
  const text = firstOf(site.scope.variables.get('AZURE_STORAGE_ACCOUNT'));
  return text === undefined ? undefined : { text, at: site.command.at };
}
