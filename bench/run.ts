/** Runs every benchmark of this folder, one after the other. Run: npm run bench; with words, only those whose names hold one. */

import { spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('./', import.meta.url));
const words = process.argv.slice(2);

const names = (await readdir(FOLDER))
  .filter(name => /^(?!(?:run|start-times)\.ts$).*\.ts$/.test(name))
  .filter(name => words.length === 0 || words.some(word => name.includes(word)))
  .sort();
for (const name of names) {
  console.log(`\n# ${name.replace(/\.ts$/, '')}\n`);
  const { status } = spawnSync(process.execPath, [FOLDER + name], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
