/** Files in the place of arguments: `@file`, and for some commands a bare path. */

import { Unreadable } from '../../sources/files.ts';
import type { PlanContext } from '../context.ts';
import type { Arg } from './az-command.ts';
import { hole, whyHole, withoutMarks } from './hole.ts';
import { markPlaceholders, placeholdersAsHoles } from './placeholder.ts';
import type { Shell } from './shell/shell.ts';

/** The Azure CLI looks whether these commands' JSON is the path of a file. */
const TAKES_PATHS = /^(?:role|networkcloud|keyvault|resource)$/;

/** A text of a file as it is worked with: its placeholders are not known. */
export function clean(text: string): string {
  return placeholdersAsHoles(markPlaceholders(withoutMarks(text.replace(/^\uFEFF/, ''))));
}

/** The arguments with the files' texts in the place of their names. */
export async function expandFiles(args: readonly Arg[], shell: Shell, context: PlanContext): Promise<Arg[]> {
  const takesPaths = TAKES_PATHS.test(args[0]?.text ?? '');
  const expanded: Arg[] = [];
  for (const arg of args) {
    const named = /^((?:--?)?[\w.-]+=)?@([\s\S]+)$/.exec(arg.text);
    const bare = takesPaths && named === null ? /^()((?:[^\s{}[\]=,:'"]|:[\\/])+\.json)$/.exec(arg.text) : null;
    const [, before = '', path] = named ?? bare ?? [];
    expanded.push(path === undefined ? arg : await read(arg, before, path, shell, context));
  }
  return expanded;
}

async function read(arg: Arg, before: string, path: string, shell: Shell, context: PlanContext): Promise<Arg> {
  if (path === '-')
    return { ...arg, text: `${before}${hole('what is written to the command is not known before the script runs')}` };
  if (whyHole(path) !== undefined || shell.files.has(path))
    return { ...arg, text: `${before}${await shell.files.read(path)}` };
  try {
    const file = await context.readBeside(path);
    return { ...arg, text: `${before}${clean(file.text)}`, from: file };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { ...arg, text: `${before}${hole(`the file ${path} cannot be read (${error.message})`)}` };
  }
}
