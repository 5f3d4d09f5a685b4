/** What a large estate costs, through the emulated Azure and the real clients: requests, time and memory. Run: npm run bench estate */

import { readFile } from 'node:fs/promises';
import { collect } from '../src/azure/collect.ts';
import { connect } from '../src/azure/connect.ts';
import { audit } from '../src/cli/audit.ts';
import { NO_CONFIG } from '../src/cli/config.ts';
import { type EstateText, readEstate } from '../src/cli/fixture.ts';
import { loadRuleSet } from '../src/cli/rules.ts';
import { startEmulator } from '../src/emulator/emulator.ts';
import { Estate } from '../src/estate/estate.ts';
import { CLOUDS } from '../src/model/cloud.ts';
import { type Row, TABLES } from '../src/model/estate.ts';
import { readYaml } from '../src/sources/yaml.ts';

const HEALTHY = new URL('../fixtures/estates/nexus.yaml', import.meta.url);
const SUBSCRIPTION = '5b000001-0000-4000-8000-000000000001';
const SIZES = [
  { clusters: 2, subscriptions: 3 },
  { clusters: 20, subscriptions: 30 },
  { clusters: 200, subscriptions: 300 },
];

/** The healthy cluster so many times, each under names and ids of its own. */
function buildEstate(healthy: Estate, clusters: number, subscriptions: number): Estate {
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
  }
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

const healthy = readEstate(
  readYaml(await readFile(HEALTHY, 'utf8'), 'nexus.yaml').value as unknown as EstateText,
).estate;
const { rules } = await loadRuleSet([]);

console.log('clusters  subscriptions  queries  pages   ARM  Graph  waits  collecting  judging  memory');
for (const { clusters, subscriptions } of SIZES) {
  // Azure's quota of 15 queries in 5 seconds holds.
  const emulator = await startEmulator(buildEstate(healthy, clusters, subscriptions));
  const { url, ca } = emulator;
  const cloud = { ...CLOUDS[0]!, authority: url, resourceManager: url, microsoftGraph: url };
  const credential = { getToken: async () => ({ token: 'bench', expiresOnTimestamp: Number.MAX_SAFE_INTEGER }) };
  const connection = await connect({ cloud, credential, ca });
  const started = performance.now();
  const { estate, requests } = await collect(connection, { scope: {}, takenAt: '2026-11-01T02:00:00Z', operators: [] });
  const collecting = `${((performance.now() - started) / 1000).toFixed(1)} s`;
  const judged = performance.now();
  const { findings } = audit(estate, rules, NO_CONFIG);
  const judging = `${(performance.now() - judged).toFixed(0)} ms`;
  await emulator.close();
  const { resourceGraphQueries, resourceGraphPages, arm, graph, throttled } = requests;
  const cells = [
    [clusters, 8],
    [subscriptions, 15],
    [resourceGraphQueries, 9],
    [resourceGraphPages, 7],
    [arm, 6],
    [graph, 7],
    [throttled, 7],
    [collecting, 12],
    [judging, 9],
    [`${Math.round(process.resourceUsage().maxRSS / 1024)} MB`, 8],
  ] as const;
  console.log(cells.map(([cell, width]) => String(cell).padStart(width)).join(''));
  if (findings.length === 0) throw new Error('nothing was judged');
}
console.log('\nmemory: of the process so far, the emulator in it');
