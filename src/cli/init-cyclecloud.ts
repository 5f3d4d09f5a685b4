/** The part of a first config about CycleCloud: the servers that were found, and what to declare of each. */

import type { System } from '../model/finding.ts';
import { parseResourceId } from '../model/resource-id.ts';
import { VM } from '../model/resource-types.ts';
import { name, printable } from '../report/printable.ts';
import { type Entry, type Item, set, shown } from '../sources/config/draft.ts';
import type { Discovery } from './init-discovery.ts';

export function cycleCloudEntry({ servers }: Discovery): Entry {
  const list = servers.filter(isWritable).map(serverItem);
  const left = servers
    .filter(server => !isWritable(server))
    .map(({ id }) => `Left out, as it is no id of a VM: ${name(id)}`);
  if (list.length > 0) return set('cyclecloud', [set('servers', { list })], [...FOUND, ...left]);
  const example: Item = { value: [set('vm', EXAMPLE), ...files('cyclecloud', set)] };
  return shown('cyclecloud', [set('servers', { list: [example] })], [...NONE, ...left]);
}

const FOUND = [
  'Servers are found by their marketplace image; add those that were made of another one. Azure does not know the account',
  'record (as "cyclecloud account create -f" takes it; "locker" where there is none), the cluster templates with their',
  'parameters, and the role definitions: name the files. Secrets in them never leave them. Further keys, by default:',
  '"scope" (the subscription), "resourceGroupPerCluster" (false), "assignsIdentities" (true).',
];

const NONE = ['No CycleCloud server was found: those that were not made of the marketplace image are declared here.'];

const EXAMPLE =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/NAME/providers/Microsoft.Compute/virtualMachines/NAME';

/** Whether a config takes its id. */
function isWritable({ id }: System): boolean {
  return parseResourceId(id)?.type === VM && id.startsWith('/subscriptions/') && printable(id) === id;
}

function serverItem(server: System): Item {
  const folder = `cyclecloud/${server.name.replaceAll(/[^\w-]+/g, '-')}`;
  return { value: [set('vm', server.id), ...files(folder, shown)] };
}

/** Where the files about a server could lie. */
function files(folder: string, entry: typeof set): Entry[] {
  const template = [set('file', `${folder}/cluster.txt`), set('parameters', `${folder}/parameters.json`)];
  return [
    entry('account', `${folder}/account.json`),
    entry('templates', { list: [{ value: template }] }),
    entry('roles', { list: [{ value: `${folder}/role.json` }] }),
  ];
}
