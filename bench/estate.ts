/** What a large estate costs, through the emulated Azure and the real clients: requests, time and memory. Run: npm run bench estate */

import { collect } from '../src/azure/collect.ts';
import { connect } from '../src/azure/connect.ts';
import { audit } from '../src/cli/audit.ts';
import { NO_CONFIG } from '../src/cli/config.ts';
import { loadRuleSet } from '../src/cli/rules.ts';
import { startEmulator } from '../src/emulator/emulator.ts';
import { CLOUDS } from '../src/model/cloud.ts';
import { largeEstate } from './estates/large.ts';

const SIZES = [
  { clusters: 2, subscriptions: 3 },
  { clusters: 20, subscriptions: 30 },
  { clusters: 200, subscriptions: 300 },
];

const { rules } = await loadRuleSet([]);

console.log('clusters  subscriptions  queries  pages   ARM  Graph  waits  collecting  judging  memory');
for (const { clusters, subscriptions } of SIZES) {
  // Azure's quota of 15 queries in 5 seconds holds.
  const emulator = await startEmulator(await largeEstate(clusters, subscriptions));
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
