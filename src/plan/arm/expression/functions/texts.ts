/** Functions on texts ("String functions for ARM templates"). Azure's engine counts UTF-16 units, as this does. */

import type { Json, Row } from '../../../../model/estate.ts';
import { unknownValue } from '../../../../model/json.ts';
import { isPrincipal, kindOf, refused, spelledOut, unknownWithin } from '../values.ts';
import { LONGEST_TEXT } from '../weigh.ts';
import { type Builtins, takes, takesMany } from './builtin.ts';

export const TEXTS: Builtins = {
  concat: takesMany('any', 1, (args, name) => {
    if (args.every(arg => Array.isArray(arg))) return (args as readonly (readonly Json[])[]).flat();
    const wrong = args.find(arg => !['null', 'text', 'number', 'boolean'].includes(kindOf(arg)));
    if (wrong !== undefined)
      return refused(`the function ${name} takes texts or arrays, not ${kindOf(wrong)} among others`);
    return joined(args.map(spelled));
  }),
  endswith: takes(['text', 'text'], (text, end) => lower(text).endsWith(lower(end))),
  format: takesMany('any', 1, ([pattern, ...args], name) =>
    typeof pattern === 'string' ? formatted(pattern, args) : refused(`the function ${name} takes text as argument 1`),
  ),
  join: takes(['array', 'text'], (items, between) => {
    const wrong = items.find(item => kindOf(item) !== 'text');
    if (wrong !== undefined)
      return unknownWithin(wrong, false) ?? unknownValue(`join() of ${kindOf(wrong)} is not worked out`);
    return joined(items.flatMap((item, index) => (index === 0 ? [item as string] : [between, item as string])));
  }),
  padleft: takes(['any', 'int', 'text?'], (value, total, filler = ' ') => {
    if (typeof value !== 'string' && typeof value !== 'number') return refused(`padLeft() was given ${kindOf(value)}`);
    const text = spelled(value);
    if (typeof text !== 'string') return text;
    if (isPrincipal(text)) return spelledOut(text);
    if (filler.length !== 1) return refused('the function padLeft pads with one character');
    return text.padStart(Math.min(total, LONGEST_TEXT), filler);
  }),
  replace: takes(['text', 'text', 'text'], (text, old, by) => {
    if (old === '') return refused('the function replace was given an empty text to replace');
    // The engine is said to ignore case here, and the documents are silent.
    if (lengths(lower(text).split(lower(old))) !== lengths(text.split(old)))
      return unknownValue('whether replace() minds the case of letters is not documented');
    return joined(text.split(old).flatMap((part, index) => (index === 0 ? [part] : [by, part])));
  }),
  split: takes(['text', 'any'], (text, by) => {
    const delimiters = Array.isArray(by) ? by : [by];
    const unclear = unknownWithin(delimiters, true);
    if (unclear !== undefined) return unclear;
    if (!delimiters.every(delimiter => typeof delimiter === 'string' && delimiter !== '') || delimiters.length === 0)
      return unknownValue('split() without a text to split by is not worked out');
    return text.split(new RegExp((delimiters as string[]).map(literally).join('|')));
  }),
  startswith: takes(['text', 'text'], (text, start) => lower(text).startsWith(lower(start))),
  string: takes(['any'], value => {
    if (kindOf(value) !== 'array' && kindOf(value) !== 'object') return spelled(value);
    return unknownWithin(value, true) ?? compact(value);
  }),
  substring: takes(['text', 'int', 'int?'], (text, start, length) => {
    const end = length === undefined ? text.length : start + length;
    if (start < 0 || start > text.length || end < start || end > text.length)
      return refused('the function substring was asked for characters outside of its text');
    return text.slice(start, end);
  }),
  tolower: takes(['name'], text => (isPrincipal(text) ? text : lower(text))),
  toupper: takes(['name'], text => (isPrincipal(text) ? text : eachCharacter(text, one => one.toUpperCase()))),
  trim: takes(['name'], text => (isPrincipal(text) ? text : text.trim())),
};

/** In lower case, character by character as .NET does it: none becomes two. */
export function lower(text: string): string {
  return eachCharacter(text, one => one.toLowerCase());
}

function eachCharacter(text: string, change: (character: string) => string): string {
  return Array.from(text, one => (change(one).length === one.length ? change(one) : one)).join('');
}

/** A single value as the engine spells it: `True`, `3`, and nothing for null. */
function spelled(value: Json): string | Row {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    return unknownValue('how Azure spells a fraction or a large number is not worked out');
  return String(value);
}

/** JSON as Azure writes it, on one line. */
export function compact(value: Json): string {
  return JSON.stringify(value).replace(
    /[\u0085\u2028\u2029]/g,
    separator => `\\u${separator.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function lengths(parts: readonly string[]): string {
  return parts.map(part => part.length).join(' ');
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** One text of several. A principal that stands alone stays one; with others it makes a text that nobody knows yet. */
function joined(pieces: readonly (string | Row)[]): Json {
  const unknown = pieces.find(piece => typeof piece !== 'string');
  if (unknown !== undefined) return unknown as Row;
  const texts = (pieces as readonly string[]).filter(piece => piece !== '');
  const principal = texts.find(isPrincipal);
  if (principal !== undefined && texts.length > 1) return spelledOut(principal);
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  return length > LONGEST_TEXT ? refused(`a text would be longer than ${LONGEST_TEXT} characters`) : texts.join('');
}

/** Composite formatting of .NET: `{0}`, `{{`, `}}`. */
function formatted(pattern: string, args: readonly Json[]): Json {
  const pieces: (string | Row)[] = [];
  const token = /\{\{|\}\}|\{(?<index>\d{1,6})(?<spec>[^{}]*)\}|[^{}]+|[{}]/g;
  for (const { 0: text, groups } of pattern.matchAll(token)) {
    if (text === '{{' || text === '}}') pieces.push(text[0]!);
    else if (groups?.index !== undefined) pieces.push(formattedItem(args[Number(groups.index)], groups.spec!));
    else if (text === '{' || text === '}')
      return refused('the text of the function format has a brace without its pair');
    else pieces.push(text);
  }
  return joined(pieces);
}

function formattedItem(value: Json | undefined, spec: string): string | Row {
  if (value === undefined) return refused('the function format was given fewer values than its text asks for');
  if (spec.trim() !== '') return unknownValue(`format() with {0${spec}} is not worked out`);
  if (kindOf(value) !== 'array' && kindOf(value) !== 'object') return spelled(value);
  return unknownWithin(value, true) ?? compact(value).replaceAll('"', "'");
}
