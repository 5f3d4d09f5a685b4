/** Texts with `{{ expressions }}` in them. */

import { askForPrincipal, sayPrincipal } from '../model/planned-principal.ts';
import type { SubjectKind } from '../subjects/subjects.ts';
import type { Fault } from './fault.ts';
import type { Ask, Bound } from './instance.ts';
import { compile, type Expression, evaluate } from './language.ts';

/** A text made ready; `undefined` comes back where `whole` is asked for and an expression in it is unknown, or an option would have no value. */
export type Template = {
  fill(bound: Bound, ask: Ask, options?: { quote?: boolean; whole?: boolean }): string | undefined;
};

/** Makes a text ready, or says what is wrong with its expressions. */
export function compileTemplate(
  text: string,
  kind: SubjectKind,
  make: typeof compile = compile,
): Template | readonly Fault[] {
  const parts: (string | Expression)[] = [];
  const faults: Fault[] = [];
  let from = 0;
  while (from < text.length) {
    const open = text.indexOf('{{', from);
    if (open < 0) break;
    const close = closing(text, open + 2);
    if (close < 0) return [{ says: 'this {{ is not closed; add }}', offset: open }];
    const inside = text.slice(open + 2, close);
    const compiled = make(inside.trim(), kind, ['string', 'list<string>']);
    if ('says' in compiled) {
      const indent = inside.length - inside.trimStart().length;
      faults.push({ says: compiled.says, offset: open + 2 + indent + compiled.offset });
    } else {
      parts.push(text.slice(from, open), compiled);
    }
    from = close + 2;
  }
  parts.push(text.slice(from));
  return faults.length > 0 ? faults : { fill: (bound, ask, options = {}) => fill(parts, bound, ask, options) };
}

/** Where the `}}` of an expression stands: not inside its strings. */
function closing(text: string, from: number): number {
  const inside = /^(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^"'}]|\}(?!\}))*/.exec(text.slice(from))![0];
  const close = from + inside.length;
  return text.startsWith('}}', close) ? close : -1;
}

function fill(
  parts: readonly (string | Expression)[],
  bound: Bound,
  ask: Ask,
  { quote = false, whole = false }: { quote?: boolean; whole?: boolean },
): string | undefined {
  let text = '';
  for (const [index, part] of parts.entries()) {
    if (typeof part === 'string') {
      const isEnd = END_OF_VALUES.test(part) || (index === parts.length - 1 && part.trim() === '');
      if (whole && isEnd && OPTION.test(text)) return undefined;
      text += part;
      continue;
    }
    const outcome = evaluate(part, bound, ask);
    if (outcome.is === 'unknown' && whole) return undefined;
    text += outcome.is === 'unknown' ? '(unknown)' : print(outcome.value as string | readonly string[], quote);
  }
  return text.trimEnd();
}

/** An option of a command of which no value was filled in, and what follows the last value of one: then the command is none. */
const OPTION = /\s--[\w-]+\s+$/;
const END_OF_VALUES = /^\s*(?:--|&&|\|)/;

function print(value: string | readonly string[], quote: boolean): string {
  const words = typeof value === 'string' ? [value] : value;
  return quote ? words.map(shellWord).join(' ') : words.map(sayPrincipal).join(', ');
}

/** A principal that does not exist yet is asked for when the command runs. */
function shellWord(word: string): string {
  const command = askForPrincipal(word, shellQuote);
  return command === undefined ? shellQuote(word) : `$(${command})`;
}

/** One word of a POSIX shell's command line, whatever characters it holds. */
export function shellQuote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
