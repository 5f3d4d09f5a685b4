/** A whole run over a snapshot that gives 200,000 results, with every report at once, beside reading the snapshot alone. Run: npm run bench whole */

import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scan } from '../src/cli/commands/scan.ts';
import { FORMATS } from '../src/cli/reports.ts';
import { readSnapshot, writeSnapshot } from '../src/estate/snapshot.ts';
import { largeEstate } from './estates/large.ts';

/** Each gives some 68 results. */
const CLUSTERS = 3000;

/** The run itself, in a process of its own: its memory holds nothing else. */
async function run(snapshot: string, folder: string): Promise<void> {
  const seconds = async (work: () => Promise<unknown>) => {
    const started = performance.now();
    await work();
    return (performance.now() - started) / 1000;
  };
  const report = FORMATS.map(format => ({ format, file: join(folder, `scan.${format}`) }));
  const io = {
    stdout: () => undefined,
    stderr: console.error,
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    width: 100,
    color: false,
    env: {},
    stdin: async () => '',
    now: () => new Date(0),
    signal: new AbortController().signal,
    confirm: async () => false,
  };
  const whole = await seconds(() =>
    scan({ snapshot, report, rules: [], credential: 'default', sarifProfile: 'github' }, io),
  );
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  const reading = await seconds(() => readSnapshot(snapshot, snapshot));
  const times = `${(whole / reading).toFixed(1)} times as long as reading the snapshot alone`;
  console.log(`the whole run with ${FORMATS.length} reports ${whole.toFixed(1)} s, ${times}; peak memory ${peak} MB`);
}

const [task, ...paths] = process.argv.slice(2);
if (task === 'run') await run(paths[0]!, paths[1]!);
else {
  const folder = await mkdtemp(join(tmpdir(), 'midrift-whole-'));
  try {
    const snapshot = join(folder, 'estate.ndjson');
    await writeSnapshot(await largeEstate(CLUSTERS, 300), snapshot);
    console.log(`${CLUSTERS} clusters, a snapshot of ${((await stat(snapshot)).size / 1e6).toFixed(0)} MB`);
    spawnSync(process.execPath, [fileURLToPath(import.meta.url), 'run', snapshot, folder], { stdio: 'inherit' });
  } finally {
    await rm(folder, { recursive: true });
  }
}
