/**
 * Whether a run takes twice as long for twice the clusters, whatever was not read: what holds everything against everything
 * takes four times as long. Run: npm run bench growth, after npm run build
 */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Estate } from '../src/estate/estate.ts';
import { writeSnapshot } from '../src/estate/snapshot.ts';
import { TABLES, type Table } from '../src/model/estate.ts';
import { CLUSTER, IDENTITY } from '../src/model/resource-types.ts';
import { largeEstate } from './estates/large.ts';
import { MAIN, type Run, timesOf } from './start-times.ts';

const SIZES = [500, 1000];
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

const folder = await mkdtemp(join(tmpdir(), 'midrift-growth-'));
try {
  const runs: Run[] = [];
  for (const clusters of SIZES) {
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
  }
  const times = timesOf(runs, ROUNDS);
  const half = times.length / 2;
  console.log(`${SIZES.join(' and ')} clusters, median of ${ROUNDS} runs each, in turns`);
  for (const [index, [name, small]] of times.slice(0, half).entries()) {
    const [, large] = times[index + half]!;
    const ratio = (large / small).toFixed(1);
    console.log(
      `${name.padEnd(32)}${small.toFixed(0).padStart(7)} ms${large.toFixed(0).padStart(7)} ms   ${ratio} times`,
    );
  }
} finally {
  await rm(folder, { recursive: true });
}
