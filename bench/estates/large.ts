/** An estate of any size, for the benchmarks: the healthy one many times over. */

import { readFile } from 'node:fs/promises';
import { type EstateText, readEstate } from '../../src/cli/fixture.ts';
import { Estate } from '../../src/estate/estate.ts';
import { type Row, TABLES } from '../../src/model/estate.ts';
import { readYaml } from '../../src/sources/yaml.ts';

const HEALTHY = new URL('../../fixtures/estates/nexus.yaml', import.meta.url);
const SUBSCRIPTION = '5b000001-0000-4000-8000-000000000001';

/** The healthy estate of the fixtures. */
async function healthyEstate(): Promise<Estate> {
  const { value } = readYaml(await readFile(HEALTHY, 'utf8'), 'nexus.yaml');
  return readEstate(value as unknown as EstateText).estate;
}

/** The healthy cluster so many times, each under names and ids of its own. */
export async function largeEstate(clusters: number, subscriptions: number): Promise<Estate> {
  const healthy = await healthyEstate();
  const estate = new Estate({ ...healthy.header });
  const rows = TABLES.flatMap(table => [...healthy.rows(table)].map(row => ({ table, row })));
  const subscriptionId = (index: number) => `5b000001-0000-4000-8000-${String(index).padStart(12, '0')}`;
  for (let index = 0; index < clusters; index += 1) {
    for (const { table, row } of rows) estate.add(table, renamed(row, index, subscriptionId(index % subscriptions)));
  }
  for (let index = 0; index < subscriptions; index += 1) {
    const id = subscriptionId(index);
    estate.add('resourcecontainers', {
      id: `/subscriptions/${id}`,
      name: `subscription ${index}`,
      type: 'microsoft.resources/subscriptions',
      subscriptionId: id,
      properties: { state: 'Enabled', managementGroupAncestorsChain: [{ name: 'mg-nexus' }, { name: 'mg-root' }] },
    });
    for (const { source, status } of healthy.coverage) estate.cover({ source, scope: `/subscriptions/${id}`, status });
  }
  for (const statement of healthy.coverage.filter(({ scope }) => scope === '/')) estate.cover(statement);
  return estate;
}

/** Object ids of the platform's services and of groups stay: they are the tenant's. */
function renamed(row: Row, index: number, subscription: string): Row {
  const text = JSON.stringify(row)
    .replaceAll(/\b(cl|kv|law)-edge\b/g, `$1-${index}`)
    .replaceAll('stedge', `stedge${index}`)
    .replaceAll(/\bid-(output|vault)\b/g, `id-$1-${index}`)
    .replaceAll(SUBSCRIPTION, subscription)
    .replaceAll(
      /\b(1d|a5|c1)([0-9a-f]{6})-0000-4000/g,
      (_, kind, rest) => `${kind}${rest}-${index.toString(16).padStart(4, '0')}-4000`,
    );
  return JSON.parse(text) as Row;
}
