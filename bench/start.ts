/** How long the built program takes from nothing to the end, beside a Node that does nothing. Run: npm run bench start, after npm run build */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const HOME = fileURLToPath(new URL('../', import.meta.url));
const MAIN = 'dist/cli/bin.js';
const ROUNDS = 21;

const RUNS: readonly (readonly [name: string, words: readonly string[]])[] = [
  ['node -e 0', ['-e', '0']],
  ['midrift --help', [MAIN, '--help']],
  ['midrift rules list', [MAIN, 'rules', 'list']],
  ['midrift scan --snapshot (the demo)', [MAIN, 'scan', '--snapshot', 'fixtures/demo/estate.ndjson']],
];

/** Milliseconds of one run. */
function time(words: readonly string[]): number {
  const start = performance.now();
  spawnSync(process.execPath, words, { cwd: HOME, stdio: 'ignore' });
  return performance.now() - start;
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1]!;
}

if (!existsSync(HOME + MAIN)) throw new Error(`${MAIN} is not there; run npm run build first`);
const times = RUNS.map((): number[] => []);
// In turns, so that whatever else the machine does meets all of them. The first round fills the caches.
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const [index, [, words]] of RUNS.entries()) {
    const taken = time(words);
    if (round > 0) times[index]!.push(taken);
  }
}
const base = median(times[0]!);
console.log(`median of ${ROUNDS} runs each, in turns`);
for (const [index, [name]] of RUNS.entries()) {
  const taken = median(times[index]!);
  console.log(
    `${name.padEnd(36)}${taken.toFixed(0).padStart(6)} ms${(taken / base).toFixed(1).padStart(8)} times node`,
  );
}
