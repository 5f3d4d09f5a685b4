/** A CycleCloud estate of any size, for the benchmarks: the healthy server many times over, with the files that it declares. */

import { readFile } from 'node:fs/promises';
import { type EstateText, readEstate } from '../../src/cli/fixture.ts';
import { Estate } from '../../src/estate/estate.ts';
import { roleNameScope } from '../../src/model/cyclecloud-role.ts';
import type { Row } from '../../src/model/estate.ts';
import { TABLES } from '../../src/model/estate.ts';
import { readYaml } from '../../src/sources/yaml.ts';

const HEALTHY = new URL('../../fixtures/estates/cyclecloud.yaml', import.meta.url);
const SUBSCRIPTION = '5c000001-0000-4000-8000-000000000001';
const RESOURCE_GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-farm`;

/** How much of it: of everything but servers and subscriptions, how much each server has. */
export type CycleCloudSize = {
  readonly servers: number;
  readonly subscriptions: number;
  /** VMs and scale sets that run, one of each in turn. */
  readonly nodes: number;
  /** Nodearrays of the template, which the nodes belong to in turn. */
  readonly arrays: number;
  /** All servers have one locker, with one identity for it. */
  readonly sharesLocker?: boolean;
};

/** The rows, and the texts of `midrift.yaml` and the files that it names, by their paths. */
export type CycleCloudEstate = { readonly estate: Estate; readonly files: ReadonlyMap<string, string> };

/** The healthy server so many times, each under names and ids of its own. */
export async function largeCycleCloud(size: CycleCloudSize): Promise<CycleCloudEstate> {
  const text = await readFile(HEALTHY, 'utf8');
  const healthy = readYaml(size.sharesLocker ? withSharedLocker(text) : text, 'cyclecloud.yaml')
    .value as unknown as EstateText;
  const { estate: one } = readEstate(healthy);
  const { servers, files: texts } = healthy.cyclecloud!;
  const rows = JSON.stringify(TABLES.map(table => [table, [...one.rows(table)].filter(row => !isArray(row))]));
  const array = JSON.stringify([...one.rows('resources')].find(isArray));
  const estate = new Estate({ ...one.header });
  const files = new Map<string, string>();
  const declared: Row[] = [];
  for (let index = 0; index < size.servers; index += 1) {
    const subscription = subscriptionId(index % size.subscriptions);
    const own = (content: string) => renamed(content, index, subscription);
    for (const [table, ownRows] of JSON.parse(own(rows)) as [(typeof TABLES)[number], Row[]][])
      for (const row of ownRows) estate.add(table, row);
    const ownArray = own(array);
    for (let node = 0; node < size.nodes; node += 1)
      estate.add('resources', JSON.parse(nodeOf(ownArray, node, node % size.arrays)) as Row);
    const role = roleNameScope(`CycleCloud farm${index}`);
    estate.cover({ source: 'authorizationresources', scope: role, status: 'complete' });
    for (const [file, content] of Object.entries(texts)) {
      const whole = typeof content === 'string' ? withArrays(content, size.arrays) : JSON.stringify(content, null, 2);
      files.set(own(`farm/${file}`), own(whole));
    }
    declared.push(JSON.parse(own(JSON.stringify(inFolder(servers.farm as unknown as Row)))) as Row);
  }
  for (let index = 0; index < size.subscriptions; index += 1) {
    const scope = `/subscriptions/${subscriptionId(index)}`;
    for (const statement of one.coverage.filter(each => each.scope.startsWith('/subscriptions/')))
      estate.cover({ ...statement, scope });
  }
  for (const statement of one.coverage.filter(({ scope }) => scope === '/')) estate.cover(statement);
  files.set('midrift.yaml', JSON.stringify({ cyclecloud: { servers: declared } }, null, 2));
  return { estate, files };
}

function subscriptionId(index: number): string {
  return `5c000001-0000-4000-8000-${String(index).padStart(12, '0')}`;
}

/** A locker that `renamed` leaves as it is: its names and ids are not those of the healthy server any more. */
function withSharedLocker(text: string): string {
  const shared = `/subscriptions/${subscriptionId(0)}/resourceGroups/rg-shared`;
  return text
    .replaceAll(`${RESOURCE_GROUP}/providers/Microsoft.Storage`, `${shared}/providers/Microsoft.Storage`)
    .replaceAll(
      new RegExp(`${RESOURCE_GROUP}(/providers/Microsoft.ManagedIdentity/[^/]+/id-locker)`, 'gi'),
      `${shared}$1`,
    )
    .replaceAll('stfarm', 'stshared')
    .replaceAll(/\b(1c000002|c2000002|a6000003)-0000/g, '$1-ffff');
}

function renamed(text: string, index: number, subscription: string): string {
  return text
    .replaceAll('farm', `farm${index}`)
    .replaceAll(SUBSCRIPTION, subscription)
    .replaceAll(
      /\b(1c|c2|a6|cd|f0)([0-9a-f]{6})-0000-4000/g,
      (_, kind, rest) => `${kind}${rest}-${index.toString(16).padStart(4, '0')}-4000`,
    );
}

function isArray({ name }: Row): boolean {
  return name === 'farm-execute';
}

function nodeOf(scaleSet: string, node: number, array: number): string {
  const named = scaleSet
    .replaceAll(/(farm\d+)-execute/g, `$1-execute-${node}`)
    .replaceAll('nodearrays/execute', `nodearrays/execute-${array}`);
  return node % 2 === 0 ? named : named.replaceAll(/virtualmachinescalesets/gi, 'virtualMachines');
}

function withArrays(template: string, arrays: number): string {
  return template.replace(/( *\[\[nodearray execute)(\]\][\s\S]*?)(?=\[parameters)/, (_, head, rest) =>
    Array.from({ length: arrays }, (_, index) => `${head}-${index}${rest}`).join(''),
  );
}

/** A server as the config declares it, its files in a folder of its own. */
function inFolder(server: Row): Row {
  return JSON.parse(JSON.stringify(server).replaceAll(/"([a-z]+\.(?:json|txt))"/g, '"farm/$1"')) as Row;
}
