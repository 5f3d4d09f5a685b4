/** Finds secrets that scripts assign by name: CloudInit and start-up scripts stand in templates as values of many lines. */

import { isLiteralSecret, secretKindOf } from './secret-names.ts';
import type { Shape } from './secret-shapes.ts';

/** A secret that a script gives a name to. */
export type Assignment = Shape & { readonly name: string };

/** `NAME=value`, `name: value` and `--name value`; quotes around the value belong to none of its characters. */
const FORMS: readonly RegExp[] = [
  /^\s*(?:export\s+|set\s+|env\s+)?(?<name>[A-Za-z_][\w.-]*)=(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>[^\s"']+))/g,
  /^\s*(?:-\s+)?["']?(?<name>[A-Za-z_][\w.-]*)["']?\s*:\s*(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>[^\s"',#]+)),?\s*$/g,
  /\s--(?<name>[a-z][a-z-]*)[= ](?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>[^\s"'-][^\s"']*))/g,
];

/** The secrets that the lines of a script assign, at most one a line. */
export function assignmentsIn(script: string): Assignment[] {
  const found: Assignment[] = [];
  let start = 0;
  for (const line of script.split('\n')) {
    const [first] = FORMS.flatMap(form => [...line.matchAll(form)]).flatMap(match => assigned(match, start));
    if (first !== undefined) found.push(first);
    start += line.length + 1;
  }
  return found;
}

function assigned(match: RegExpExecArray, start: number): Assignment[] {
  const { name = '', double, single, bare } = match.groups!;
  const value = double ?? single ?? bare ?? '';
  const kind = secretKindOf(name);
  if (kind === undefined || !isLiteralSecret(value, kind)) return [];
  return [{ kind, name, offset: start + match.index + match[0].lastIndexOf(value) }];
}
