/** Who may know whom in `src`: the import table of the design, as data, and what is wrong with a file by it. */

import { posix } from 'node:path';

/** Paths below `src/` (a folder ends in a slash) and packages, by the folder that may import them. Each may import itself. */
export const TABLE: { readonly [folder: string]: readonly string[] } = {
  model: [],
  azure: ['model/', 'estate/', '@azure/*', 'p-limit', 'node:timers/promises'],
  estate: ['model/', 'node:*', 'fastest-levenshtein'],
  subjects: ['model/'],
  access: ['model/', 'estate/estate.ts'],
  wiring: ['model/', 'subjects/', 'estate/estate.ts', 'access/', 'ipaddr.js'],
  sources: ['model/', 'yaml', 'ajv', 'fastest-levenshtein', 'jsonc-parser'],
  plan: ['model/', 'sources/', 'estate/estate.ts', 'unbash', 'node:crypto'],
  rules: ['model/', 'subjects/', 'sources/'],
  comply: ['model/', 'rules/', 'subjects/'],
  drift: ['model/'],
  report: [
    ...['model/', 'htm/preact', 'preact', 'preact-render-to-string', 'sarif', 'fast-wrap-ansi'],
    ...['node:crypto', 'node:util', 'node:zlib'],
  ],
  emulator: ['model/', 'estate/', 'selfsigned', 'node:*'],
  cli: [
    ...['model/', 'azure/', 'estate/', 'subjects/', 'access/', 'wiring/', 'sources/', 'plan/', 'rules/', 'comply/'],
    ...['drift/', 'report/', 'emulator/', 'commander', 'listr2', 'node:*'],
  ],
};

/** What a folder may import by `import type` alone: shapes, which bring no behaviour with them. */
const SHAPES: { readonly [folder: string]: readonly string[] } = {
  wiring: ['sources/cyclecloud/'],
};

/** What a single file may import beyond its folder. */
export const FILES: { readonly [file: string]: readonly string[] } = {
  'src/rules/language.ts': ['@marcbachmann/cel-js'],
  'src/sources/files.ts': ['node:fs/promises', 'node:path'],
};

/** What only the command line may touch: the process, its output, the clock. */
const TOUCHES: readonly (readonly [pattern: RegExp, says: string])[] = [
  [/(?<![.\w])console\s*\./, 'prints'],
  [/(?<![.\w])process\s*[.[]/, 'reads or ends the process'],
  [/\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(/, 'reads the clock'],
];

/** What is wrong with a source file, in words. */
export function boundaryFaults(file: string, text: string): string[] {
  const [, folder = ''] = /^src\/([^/]+)\//.exec(file) ?? [];
  const allowed = TABLE[folder];
  if (allowed === undefined) return [`stands in src/${folder}, a folder that the import table does not know`];
  const may = [`${folder}/`, ...allowed, ...(FILES[file] ?? [])];
  const code = withoutComments(text);
  const strange = importsOf(file, code).filter(
    ({ name, isType }) => ![...may, ...(isType ? (SHAPES[folder] ?? []) : [])].some(one => covers(one, name)),
  );
  return [
    ...(/^(?:#!.*\n)?\/\*\*/.test(text) ? [] : ['does not say in its first line what it is for']),
    ...(/\bimport\s*\(\s*[^'\s]|\brequire\s*\(/.test(code) ? ['imports what cannot be read from its text'] : []),
    ...strange.map(({ name }) => `may not import ${name}`),
    ...(folder === 'cli' ? [] : TOUCHES.filter(([pattern]) => pattern.test(code)).map(([, says]) => says)),
  ];
}

type Import = { readonly name: string; readonly isType: boolean };

/** What static, type-only, re-exporting and dynamic imports name. */
function importsOf(file: string, code: string): Import[] {
  const statements = /^(?:import|export)\b(?<what>[\w$*\s{},]*?\bfrom)?\s*(['"])(?<name>[^'"\n]+)\2/gm;
  const calls = /\bimport\s*\(\s*(['"])(?<name>[^'"\n]+)\1/g;
  return [statements, calls].flatMap(pattern =>
    [...code.matchAll(pattern)].map(({ groups }) => {
      const name = groups!.name!;
      return {
        name: name.startsWith('.') ? resolve(file, name) : name,
        isType: /^\s+type\s+[\w{*]/.test(groups!.what ?? ''),
      };
    }),
  );
}

/** A path below `src/`; what lies outside of it keeps its dots, and so is in no table. */
function resolve(file: string, name: string): string {
  return posix.relative('src', posix.join(posix.dirname(file), name));
}

function covers(allowed: string, name: string): boolean {
  if (allowed.endsWith('*')) return name.startsWith(allowed.slice(0, -1));
  return allowed.endsWith('/') ? name.startsWith(allowed) : name === allowed;
}

/** Whole lines only: `/*` inside of a line is a pattern of actions rather than a comment. */
function withoutComments(text: string): string {
  return text
    .split('\n')
    .filter(line => !/^\s*(?:\/\/|\/\*|\*)/.test(line))
    .join('\n');
}
