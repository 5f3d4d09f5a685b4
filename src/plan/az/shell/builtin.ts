/** Commands of the shell itself. */

import type { Command } from 'unbash';
import type { Arg } from '../az-command.ts';
import { hole } from '../hole.ts';
import type { Shell } from './shell.ts';

type Run = (args: readonly Arg[], shell: Shell, node: Command, input: string | undefined) => Promise<string>;

const NAME = /^[A-Za-z_]\w*$/;

const declare: Run = async (args, shell, node) => {
  const names = args.map(({ text }) => /^([A-Za-z_]\w*)(?:\+?=|$)/.exec(text)?.[1]).filter(name => name !== undefined);
  shell.shadow(names);
  await shell.assign(node.args.filter(part => part.type === 'Assignment'));
  return '';
};

const set: Run = async (_, shell, node) => {
  await shell.assign(node.args.filter(part => part.type === 'Assignment'));
  return '';
};

const read: Run = async (args, shell) => {
  for (const { text } of args)
    if (NAME.test(text)) shell.scope.variables.set(text, hole(`$${text} is read when the script runs`));
  return '';
};

/** Ending with a code other than 0 is failing, and what a failing script does is not its plan. */
const end =
  (what: 'script' | 'function' | 'loop'): Run =>
  async ([code], shell, node) => {
    const isFailure = what !== 'loop' && code !== undefined && code.text !== '0';
    if (shell.doubt === undefined || !isFailure) shell.flow.end(what, shell.at(node.pos).line);
    return '';
  };

const BUILTINS: { readonly [name: string]: Run } = {
  export: set,
  readonly: set,
  local: declare,
  declare,
  typeset: declare,
  read,
  mapfile: read,
  readarray: read,
  exit: end('script'),
  return: end('function'),
  break: end('loop'),
  continue: end('loop'),
  // What it does when it fails or is stopped is not the plan of a script.
  trap: async ([code, ...signals], shell, node) => {
    if (code !== undefined && signals.some(({ text }) => /^(?:(?:SIG)?EXIT|0)$/i.test(text)))
      shell.atExit = { code: code.text === '-' ? '' : code.text, at: shell.at(node.pos), doubt: shell.doubt };
    return '';
  },
  unset: async (args, shell) => {
    for (const { text } of args) shell.scope.variables.delete(text);
    return '';
  },
  shift: async ([count], shell) => {
    shell.scope.positional = shell.scope.positional?.slice(Number(count?.text ?? 1) || 1);
    return '';
  },
  cat: async (args, shell, _, input) => {
    if (args.length === 0) return input ?? '';
    const texts: string[] = [];
    for (const { text } of args) texts.push(await shell.files.read(text));
    return texts.join('');
  },
  tee: async (args, shell, _, input) => {
    const isMore = args.some(({ text }) => text === '-a');
    for (const { text } of args) if (!text.startsWith('-')) shell.files.write(text, input, isMore);
    return input ?? '';
  },
};

/** The shell's own command of a name, or a program as simple as one. */
export function builtin(name: string): Run | undefined {
  return Object.hasOwn(BUILTINS, name) ? BUILTINS[name] : undefined;
}
