/** What small programs print, as far as it can be told from their arguments. */

import { hole, whyHole } from '../hole.ts';

/** A program's arguments, without its name, and what is written to it. */
type Run = (args: readonly string[], input: string | undefined) => string | undefined;

const PROGRAMS: { readonly [name: string]: Run } = {
  echo: args => {
    const flags = args[0] !== undefined && /^-[neE]+$/.test(args[0]) ? args[0] : '';
    const text = args.slice(flags === '' ? 0 : 1).join(' ');
    return `${text}${flags.includes('n') ? '' : '\n'}`;
  },
  printf: ([format, ...args]) => {
    if (format === undefined || /%[^s%]/.test(format)) return undefined;
    let next = 0;
    return format.replaceAll('\\n', '\n').replace(/%[s%]/g, found => (found === '%%' ? '%' : (args[next++] ?? '')));
  },
  true: () => '',
  pwd: () => '.\n',
  dirname: ([path]) => (path === undefined || whyHole(path) !== undefined ? undefined : `${folderOf(path)}\n`),
  basename: ([path, ending]) => {
    if (path === undefined || whyHole(path) !== undefined) return undefined;
    const name = path.slice(path.lastIndexOf('/') + 1);
    return `${ending !== undefined && name.endsWith(ending) ? name.slice(0, -ending.length) : name}\n`;
  },
  tr: ([flag, set], input) => {
    if (flag !== '-d' || set === undefined || input === undefined || /[[\-^]/.test(set)) return undefined;
    const characters = set.replaceAll('\\r', '\r').replaceAll('\\n', '\n');
    return [...input].filter(character => !characters.includes(character)).join('');
  },
};

const SILENT = new Set([
  'cd',
  'pushd',
  'popd',
  'sleep',
  'mkdir',
  'rm',
  'chmod',
  'set',
  'shopt',
  'trap',
  'umask',
  'test',
  '[',
  ':',
  'false',
  'wait',
  'ulimit',
]);

/** What a program other than `az` prints; a hole where that cannot be told. */
export function printed(name: string, args: readonly string[], input: string | undefined): string {
  if (SILENT.has(name)) return '';
  return PROGRAMS[name]?.(args, input) ?? hole(`the output of ${name} is not known before the script runs`);
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : slash === 0 ? '/' : path.slice(0, slash);
}
