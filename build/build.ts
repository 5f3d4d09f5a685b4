/** Builds what is published: `dist/`, with the rules checked and read beforehand. */

import { spawnSync } from 'node:child_process';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type PreparedRules, RULES_FOLDER } from '../src/cli/rules.ts';
import { loadRules } from '../src/rules/load.ts';
import type { RuleFile } from '../src/rules/rule.ts';
import { readYamlFolder } from '../src/sources/files.ts';
import { printProblem } from '../src/sources/problem.ts';
import { readYaml } from '../src/sources/yaml.ts';

const HOME = fileURLToPath(new URL('../', import.meta.url));
const DIST = `${HOME}dist/`;

/** Reads every rule as a run would, so that a broken one fails the build. */
async function prepareRules(): Promise<PreparedRules> {
  const files = await readYamlFolder(RULES_FOLDER, 'rules');
  const loaded = loadRules(files);
  if ('problems' in loaded) return fail(loaded.problems.map(printProblem).join('\n'));
  const ids = new Set(loaded.rules.map(({ id }) => id));
  const rules = files
    .map(({ file, text }) => readYaml(text, file).value as unknown as RuleFile)
    .filter(({ id }) => ids.has(id))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return { rules, requirements: loaded.requirements };
}

function compile(): void {
  const compiler = `${HOME}node_modules/typescript/bin/tsc`;
  const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
    cwd: HOME,
    stdio: 'inherit',
  });
  if (status !== 0) fail('dist was not built: the compiler refused the sources');
}

function fail(says: string): never {
  console.error(says);
  process.exit(1);
}

await rm(DIST, { recursive: true, force: true });
const prepared = await prepareRules();
compile();
await writeFile(`${DIST}rules.json`, `${JSON.stringify(prepared)}\n`);
await chmod(`${DIST}cli/main.js`, 0o755);
