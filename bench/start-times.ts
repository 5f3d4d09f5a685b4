/** Times whole runs of programs, from nothing to the end, in turns. */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const HOME = fileURLToPath(new URL('../', import.meta.url));

/** The program as built. */
export const MAIN = 'dist/cli/bin.js';

const ROUNDS = 21;

/** What is run, by its name: words for Node. */
export type Run = readonly [name: string, words: readonly string[]];

/** Milliseconds of each run, the median of its rounds. In turns, so that whatever else the machine does meets all of them. */
export function timesOf(
  runs: readonly Run[],
  rounds = ROUNDS,
): readonly (readonly [name: string, milliseconds: number])[] {
  if (!existsSync(HOME + MAIN)) throw new Error(`${MAIN} is not there; run npm run build first`);
  const times = runs.map((): number[] => []);
  // The first round fills the caches.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, [, words]] of runs.entries()) {
      const taken = time(words);
      if (round > 0) times[index]!.push(taken);
    }
  }
  return runs.map(([name], index) => [name, median(times[index]!)]);
}

/** Prints each beside the first. */
export function print(times: ReturnType<typeof timesOf>): void {
  const [[, base] = ['', 1]] = times;
  console.log(`median of ${ROUNDS} runs each, in turns`);
  for (const [name, taken] of times) {
    const ratio = (taken / base).toFixed(1).padStart(8);
    console.log(`${name.padEnd(36)}${taken.toFixed(0).padStart(6)} ms${ratio} times node`);
  }
}

function time(words: readonly string[]): number {
  const start = performance.now();
  spawnSync(process.execPath, words, { cwd: HOME, stdio: 'ignore' });
  return performance.now() - start;
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1]!;
}
