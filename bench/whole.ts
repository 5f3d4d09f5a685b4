/**
 * A whole run over a snapshot that gives 200,000 results, with every report at once, from the start of the program as built to
 * its end, beside reading the snapshot alone. Run: npm run bench whole, after npm run build
 */

import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FORMATS } from '../src/cli/reports.ts';
import { readSnapshot, writeSnapshot } from '../src/estate/snapshot.ts';
import { largeEstate } from './estates/large.ts';
import { MAIN } from './start-times.ts';

/** Each gives some 68 results. */
const CLUSTERS = 3000;

/** Says at the end of a process how much memory it took at most. */
const PEAK = `data:text/javascript,process.on('exit', () => console.log('peak memory ' + Math.round(process.resourceUsage().maxRSS / 1024) + ' MB'))`;

async function seconds(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

const folder = await mkdtemp(join(tmpdir(), 'midrift-whole-'));
try {
  const snapshot = join(folder, 'estate.ndjson');
  await writeSnapshot(await largeEstate(CLUSTERS, 300), snapshot);
  console.log(`${CLUSTERS} clusters, a snapshot of ${((await stat(snapshot)).size / 1e6).toFixed(0)} MB`);
  const program = fileURLToPath(new URL(`../${MAIN}`, import.meta.url));
  const reports = FORMATS.flatMap(format => ['--report', `${format}=${join(folder, `scan.${format}`)}`]);
  const words = ['--import', PEAK, program, 'scan', '--snapshot', snapshot, ...reports];
  const whole = await seconds(() => spawnSync(process.execPath, words, { stdio: 'inherit', cwd: folder }));
  const reading = await seconds(() => readSnapshot(snapshot, snapshot));
  const times = `${(whole / reading).toFixed(1)} times as long as reading the snapshot alone`;
  console.log(`the whole run with ${FORMATS.length} reports ${whole.toFixed(1)} s, ${times}`);
} finally {
  await rm(folder, { recursive: true });
}
