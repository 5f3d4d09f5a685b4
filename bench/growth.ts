/**
 * Whether a run takes twice as long for twice the clusters or servers, whatever was not read: what holds everything against
 * everything takes four times as long. Run: npm run bench growth, after npm run build
 */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Estate } from '../src/estate/estate.ts';
import { writeSnapshot } from '../src/estate/snapshot.ts';
import { TABLES, type Table } from '../src/model/estate.ts';
import { CLUSTER, IDENTITY } from '../src/model/resource-types.ts';
import { largeEstate } from './estates/large.ts';
import { type CycleCloudSize, largeCycleCloud } from './estates/large-cyclecloud.ts';
import { MAIN, type Run, timesOf } from './start-times.ts';

const SIZES = [500, 1000] as const;
const SERVERS = [100, 200] as const;
const ROUNDS = 3;

/** What is not read. */
const UNREAD: { readonly [words: string]: (table: Table) => boolean } = {
  'everything read': () => false,
  'no Microsoft Graph': table => table.startsWith('graph/'),
  'no role assignments': table => table === 'authorizationresources',
  'no management groups': table => table === 'resourcecontainers',
  'no direct reads': table => table.startsWith('arm/'),
};

/** The estate as a credential sees it that may not read some tables. */
function without(whole: Estate, isUnread: (table: Table) => boolean): Estate {
  const estate = new Estate({ ...whole.header });
  for (const table of TABLES.filter(each => !isUnread(each)))
    for (const row of whole.rows(table)) estate.add(table, row);
  for (const statement of whole.coverage) {
    const { source, scope } = statement;
    estate.cover(isUnread(source) ? { source, scope, status: 'denied', because: 'not permitted' } : statement);
  }
  return estate;
}

/** A script that updates every tenth cluster, one after the other. */
function updatesOf(estate: Estate): string {
  const clusters = [...estate.rows('resources')].filter(({ type }) => String(type).toLowerCase() === CLUSTER);
  const identities = [...estate.rows('resources')].filter(({ type }) => String(type).toLowerCase() === IDENTITY);
  return clusters
    .filter((_, index) => index % 10 === 0)
    .map(({ id }) => `az networkcloud cluster update --ids ${id} --mi-user-assigned ${identities[0]!.id}\n`)
    .join('');
}

/** CycleCloud estates of a size, by what there is much of. */
const CYCLECLOUD: { readonly [words: string]: (size: number) => CycleCloudSize } = {
  'servers with 25 nodes each': size => ({ servers: size, subscriptions: size / 10, nodes: 25, arrays: 5 }),
  'servers in one subscription': size => ({ servers: size, subscriptions: 1, nodes: 25, arrays: 5 }),
  'servers with one locker': size => ({ servers: size, subscriptions: 1, nodes: 2, arrays: 2, sharesLocker: true }),
  'nodes of one server': size => ({ servers: 1, subscriptions: 1, nodes: size * 100, arrays: 5 }),
  'nodearrays of one server': size => ({ servers: 1, subscriptions: 1, nodes: size * 5, arrays: size * 5 }),
};

/** Scans of many clusters. */
async function nexusRuns(clusters: number, folder: string): Promise<Run[]> {
  const runs: Run[] = [];
  const whole = await largeEstate(clusters, clusters / 10);
  const place = (name: string) => join(folder, `${clusters} ${name}`);
  for (const [words, isUnread] of Object.entries(UNREAD)) {
    await writeSnapshot(without(whole, isUnread), place(`${words}.ndjson`));
    runs.push([`scan, ${words}`, [MAIN, 'scan', '--snapshot', place(`${words}.ndjson`)]]);
  }
  const snapshot = ['--snapshot', place('everything read.ndjson')];
  const lock = ['--lock', place('midrift.lock.yaml')];
  await writeFile(place('updates.sh'), updatesOf(whole));
  runs.push(['lock', [MAIN, 'lock', '--yes', ...snapshot, ...lock]]);
  runs.push(['drift', [MAIN, 'drift', ...snapshot, ...lock]]);
  runs.push(['gate, an update of every tenth', [MAIN, 'gate', place('updates.sh'), ...snapshot]]);
  return runs;
}

/** Scans of CycleCloud, and of many servers that nobody declared, whose nodes no template describes. */
async function cycleCloudRuns(size: number, folder: string): Promise<Run[]> {
  const runs: Run[] = [];
  for (const [words, sizeOf] of Object.entries(CYCLECLOUD)) {
    const { estate, files } = await largeCycleCloud(sizeOf(size));
    const place = (name: string) => join(folder, `${size} ${words}`, name);
    for (const [name, text] of files) {
      await mkdir(dirname(place(name)), { recursive: true });
      await writeFile(place(name), text);
    }
    await writeSnapshot(estate, place('estate.ndjson'));
    const scan = [MAIN, 'scan', '--snapshot', place('estate.ndjson')];
    runs.push([words, [...scan, '--config', place('midrift.yaml')]]);
    if (runs.length === 1) runs.push(['servers that nobody declared', scan]);
  }
  return runs;
}

/** Prints the median of each run and how it grew; the runs of the larger size come second. */
function print(what: string, small: readonly Run[], large: readonly Run[]): void {
  const times = timesOf([...small, ...large], ROUNDS);
  console.log(`${what}, median of ${ROUNDS} runs each, in turns`);
  for (const [index, [name, before]] of times.slice(0, small.length).entries()) {
    const [, after] = times[index + small.length]!;
    const ratio = (after / before).toFixed(1);
    console.log(
      `${name.padEnd(32)}${before.toFixed(0).padStart(7)} ms${after.toFixed(0).padStart(7)} ms   ${ratio} times`,
    );
  }
}

const folder = await mkdtemp(join(tmpdir(), 'midrift-growth-'));
try {
  const [few, many] = SIZES;
  print(`${few} and ${many} clusters`, await nexusRuns(few, folder), await nexusRuns(many, folder));
  const [less, more] = SERVERS;
  const cycleCloud = [await cycleCloudRuns(less, folder), await cycleCloudRuns(more, folder)] as const;
  print(`\nCycleCloud, ${less} and ${more} servers, or so many hundreds of nodes`, ...cycleCloud);
} finally {
  await rm(folder, { recursive: true });
}
