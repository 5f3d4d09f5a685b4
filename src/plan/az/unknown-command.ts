/** Commands that no one here knows: which of them can touch the wiring at all. */

import { CONTAINER, ROLE_ASSIGNMENT, SPELLED } from '../../model/resource-types.ts';
import { valueOfOption } from './az-command.ts';
import { whyHole } from './hole.ts';
import type { Site } from './site.ts';

/** Reads, waits, or acts without changing what is wired. */
const HARMLESS_VERB =
  /(?:^| )(?:show|list|exists|wait|find|version|login|logout|export|download|upload|validate|what-if|start|stop|restart|deallocate|tag|invoke|set-policy|delete-policy)$|(?:^| )(?:show|list|get|check|generate|run|purge)-[a-z-]+$/;

/** Groups of commands in which something wired is made or changed, and the type that they name. */
const WIRED: readonly (readonly [group: RegExp, type: string])[] = [
  [/^networkcloud cluster (?:identity )?[a-z-]+$/, SPELLED.cluster],
  [/^identity\b/, SPELLED.identity],
  [/^role\b/, '*'],
  [/^keyvault (?:[a-z-]+|network-rule [a-z-]+)$/, SPELLED.vault],
  [/^storage account (?:[a-z-]+|network-rule [a-z-]+)$/, SPELLED.storageAccount],
  [/^storage container(?:-rm)? [a-z-]+$/, CONTAINER],
  [/^monitor log-analytics workspace [a-z-]+$/, SPELLED.workspace],
  [/^vm (?:[a-z-]+|identity [a-z-]+)$/, SPELLED.vm],
  [/^vmss (?:[a-z-]+|identity [a-z-]+)$/, SPELLED.scaleSet],
  [/^(?:group|resource|deployment|stack|managedapp|account management-group)\b/, '*'],
  // Who leaves a group, or the directory, loses what is granted there.
  [/^ad (?:group member|(?:group|sp|app) delete)\b/, ROLE_ASSIGNMENT],
];

/** Commands of those groups that leave alone what is wired. */
const HARMLESS = new Set([
  'networkcloud cluster deploy',
  'networkcloud cluster update-version',
  'networkcloud cluster continue-update-version',
  'networkcloud cluster scan-runtime',
  'networkcloud cluster inspect',
  'networkcloud cluster rotate-credential',
  'keyvault purge',
  'keyvault backup',
  'keyvault restore',
  'storage account failover',
  'storage account revoke-delegation-keys',
  'storage account hns-migration',
  'storage container lease',
  'storage container policy',
  'vm open-port',
  'vm resize',
  'vm redeploy',
  'vm reapply',
  'vm generalize',
  'vm capture',
  'vm convert',
  'vmss scale',
  'vmss reimage',
  'vmss update-instances',
]);

/** Whether a command changes nothing that is wired. */
export function touchesNothing(name: string): boolean {
  return HARMLESS_VERB.test(name) || HARMLESS.has(name) || !WIRED.some(([group]) => group.test(name));
}

/** Doubts the resource that an unknown command names, and says so. */
export function doubtOf(site: Site): void {
  const type = WIRED.find(([group]) => group.test(site.command.name))![1];
  const because = `what \`${site.name}\` does is not known here`;
  site.notice(because);
  if (type === ROLE_ASSIGNMENT) {
    const isMore = site.command.name.endsWith(' add');
    site.add({
      does: 'doubt',
      target: { type, within: '/', because },
      because,
      ...(isMore ? { atMost: 'create' } : {}),
    });
    return;
  }
  const names = ['--name', '-n', '--ids'].map(option => valueOfOption(site.command, option));
  if (type !== '*' && type !== CONTAINER && names.some(name => name !== undefined)) {
    for (const target of site.targets(type, { groupOptional: true })) site.add({ does: 'doubt', target, because });
    return;
  }
  const subscription = `/subscriptions/${site.subscription()}`;
  const group = valueOfOption(site.command, '--resource-group', '-g')?.text;
  const within =
    group === undefined || whyHole(group) !== undefined ? subscription : `${subscription}/resourceGroups/${group}`;
  site.add({ does: 'doubt', target: { type, within, because }, because });
}
