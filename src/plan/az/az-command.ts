/** A command of the Azure CLI, taken apart into its name and its options. */

import type { Json } from '../../model/estate.ts';
import type { Location } from '../../model/finding.ts';
import type { TextFile } from '../../sources/files.ts';
import { whyHole } from './hole.ts';

/** An argument as the shell gives it. */
export type Arg = {
  /** May have holes. */
  readonly text: string;
  readonly at: Location;
  /** An unquoted expansion of which nothing is known: it may stand for several arguments. */
  readonly loose?: boolean;
  /** The file that the text was read from, where `@file` named one that the script has not written itself. */
  readonly from?: TextFile;
};

type Given = { readonly name: string; readonly at: Location; readonly values: Arg[] };

/** What the script does when it gets to a command. */
export type AzCommand = {
  /** Without `az`: `networkcloud cluster update`. */
  readonly name: string;
  readonly at: Location;
  readonly positional: readonly Arg[];
  readonly given: readonly Given[];
  /** Why further options may be given that are not known. */
  readonly surplus: string | undefined;
};

/** Takes the arguments after `az` apart, as argparse does. */
export function readAzCommand(args: readonly Arg[], at: Location): AzCommand {
  const words: string[] = [];
  const positional: Arg[] = [];
  const given: Given[] = [];
  let surplus: string | undefined;
  for (const arg of args) {
    const option = /^(--?[A-Za-z][\w-]*)(?:=([\s\S]*))?$/.exec(arg.text);
    const last = given.at(-1);
    if (option !== null) {
      const [, text = '', value] = option;
      // `-gname` is `-g name`.
      const isJoined = !text.startsWith('--') && text.length > 2;
      const name = isJoined ? text.slice(0, 2) : text;
      const joined = isJoined ? arg.text.slice(2).replace(/^=/, '') : value;
      given.push({ name, at: arg.at, values: joined === undefined ? [] : [{ ...arg, text: joined }] });
    } else if (arg.loose && (last === undefined || last.values.length > 0)) surplus ??= whyHole(arg.text);
    else if (last !== undefined) last.values.push(arg);
    else if (positional.length === 0 && /^[a-z][a-z0-9-]*$/.test(arg.text)) words.push(arg.text);
    else positional.push(arg);
  }
  return { name: words.join(' '), at, positional, given, surplus };
}

/** Options whose names other options begin with: they are no abbreviations. */
const WHOLE = new Set(['--assignee', '--condition', '--network-acls', '--secret-archive']);

/** The occurrences of an option, by any of its names or the beginning of a long one, which the Azure CLI takes for the whole. */
export function occurrences(command: AzCommand, ...names: readonly string[]): readonly Given[] {
  const isShortFor = (given: string, name: string) => given.length > 5 && !WHOLE.has(given) && name.startsWith(given);
  return command.given.filter(({ name: given }) => names.some(name => given === name || isShortFor(given, name)));
}

/** The value of an option; the last one counts. */
export function valueOfOption(command: AzCommand, ...names: readonly string[]): Arg | undefined {
  return occurrences(command, ...names).at(-1)?.values[0];
}

/** All values of an option that takes several. */
export function valuesOf(command: AzCommand, ...names: readonly string[]): readonly Arg[] {
  return occurrences(command, ...names).flatMap(({ values }) => values);
}

/** A switch, alone or with a value; `undefined` where it is not given. A value that is not known is the value itself. */
export function switchOf(
  command: AzCommand,
  ...names: readonly string[]
): { readonly value: boolean | Arg; readonly at: Location } | undefined {
  const found = occurrences(command, ...names).at(-1);
  if (found === undefined) return undefined;
  const [value] = found.values;
  if (value === undefined) return { value: true, at: found.at };
  if (whyHole(value.text) !== undefined) return { value, at: value.at };
  return { value: /^(?:true|yes|y|t|on|1)$/i.test(value.text), at: value.at };
}

/** A value, and the place of any part of it. */
export type Placed = { readonly value: Json; readonly locate: (path: readonly (string | number)[]) => Location };
