/** Builds what is published: `dist/`, with the rules checked and read beforehand. */

import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
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

/**
 * Joins the modules into few files: loading two hundred one by one takes longer than a scan. Azure's clients and what only
 * some runs load stay packages of their own; what every run loads is joined in.
 */
async function bundle(): Promise<void> {
  const joined = [
    ...['@marcbachmann/cel-js', 'commander', 'fast-wrap-ansi', 'fastest-levenshtein', 'ipaddr.js', 'jsonc-parser'],
    ...['unbash', 'yaml'],
  ];
  const { dependencies } = JSON.parse(await readFile(`${HOME}package.json`, 'utf8')) as { dependencies: object };
  const apart = Object.keys(dependencies).filter(name => !joined.includes(name));
  const { outputFiles } = await build({
    write: false,
    absWorkingDir: HOME,
    entryPoints: ['src/cli/bin.ts'],
    outdir: `${DIST}cli`,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    mainFields: ['module', 'main'],
    external: apart.flatMap(name => [name, `${name}/*`]),
    logLevel: 'warning',
  });
  await mkdir(`${DIST}cli`, { recursive: true });
  await Promise.all(outputFiles.map(({ path, text }) => writeFile(path, withRequire(text))));
}

/** Joined packages in CommonJS ask for Node's own modules; making a `require` takes time in every file that has one. */
function withRequire(text: string): string {
  if (!text.includes('__require = ')) return text;
  return `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);\n${text}`;
}

function fail(says: string): never {
  console.error(says);
  process.exit(1);
}

await rm(DIST, { recursive: true, force: true });
const prepared = await prepareRules();
await bundle();
await writeFile(`${DIST}rules.json`, `${JSON.stringify(prepared)}\n`);
await chmod(`${DIST}cli/bin.js`, 0o755);
