/** A whole run over a snapshot that gives 200,000 results, with every report at once, beside reading the snapshot alone. Run: npm run bench whole */

import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scan } from '../src/cli/commands/scan.ts';
import { FORMATS } from '../src/cli/reports.ts';
import { readSnapshot, writeSnapshot } from '../src/estate/snapshot.ts';
import { largeEstate } from './estates/large.ts';

/** Each gives some 68 results. */
const CLUSTERS = 3000;

const folder = await mkdtemp(join(tmpdir(), 'midrift-whole-'));
try {
  const snapshot = join(folder, 'estate.ndjson');
  await writeSnapshot(await largeEstate(CLUSTERS, 300), snapshot);
  const seconds = async (work: () => Promise<unknown>) => {
    const started = performance.now();
    await work();
    return (performance.now() - started) / 1000;
  };
  const reading = await seconds(() => readSnapshot(snapshot, snapshot));
  const report = FORMATS.map(format => ({ format, file: join(folder, `scan.${format}`) }));
  const io = {
    stdout: () => undefined,
    stderr: console.error,
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    width: 100,
    color: false,
    env: {},
    now: () => new Date(0),
    signal: new AbortController().signal,
    confirm: async () => false,
  };
  const whole = await seconds(() =>
    scan({ snapshot, report, rules: [], credential: 'default', sarifProfile: 'github' }, io),
  );
  const megabytes = (await stat(snapshot)).size / 1e6;
  console.log(`${CLUSTERS} clusters, a snapshot of ${megabytes.toFixed(0)} MB`);
  console.log(
    `reading it alone ${reading.toFixed(1)} s; the whole run with ${FORMATS.length} reports ${whole.toFixed(1)} s, ${(whole / reading).toFixed(1)} times as long`,
  );
  console.log(`peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
} finally {
  await rm(folder, { recursive: true });
}
