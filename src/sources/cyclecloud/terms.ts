/** Takes a template's values apart: lists, quoted texts, parameters and expressions ("Cluster template file parsing"). */

import type { Position } from '../problem.ts';
import { quotedEnd, unquoted } from './quotes.ts';
import { MULTILINE } from './read-attribute.ts';
import type { Attribute } from './template.ts';

/** One element of a value, with its place. */
export type Term = { readonly position: Position } & (
  | { readonly is: 'text'; readonly text: string }
  /** `undefined`: as if the attribute were not there. */
  | { readonly is: 'undefined' }
  /** `$Name` or `${Name}` alone. */
  | { readonly is: 'parameter'; readonly name: string }
  /** Text around parameters in braces: `/subscriptions/${Subscription}/…`. */
  | { readonly is: 'mixture'; readonly pieces: readonly (string | { readonly parameter: string })[] }
  /** What only CycleCloud can work out. */
  | { readonly is: 'expression'; readonly text: string }
);

/** The elements of an attribute's value: one for a plain value, several for a comma list, none where it is empty. */
export function termsOf(attribute: Attribute): Term[] {
  const { value, operator, valuePosition: position } = attribute;
  if (operator === ':=') return evaluated(value, position);
  // `DefaultValue = =undefined`: an expression after all.
  if (value.startsWith('=')) {
    const expression = value.slice(1).trimStart();
    return evaluated(expression, moved(position, value.length - expression.length));
  }
  if (value.startsWith(MULTILINE)) {
    const isClosed = value.length >= 2 * MULTILINE.length && value.endsWith(MULTILINE);
    const text = value.slice(MULTILINE.length, isClosed ? -MULTILINE.length : undefined);
    return [{ is: 'text', text, position: moved(position, MULTILINE.length) }];
  }
  return listed(value, position).map(({ text, position }) => assigned(text, position));
}

const NAME = /^[A-Za-z_]\w*$/;

/** An element of a value behind `=`. */
function assigned(text: string, position: Position): Term {
  const quoted = unquoted(text);
  const plain = quoted ?? text;
  if (quoted === undefined && text.startsWith('$') && NAME.test(text.slice(1))) {
    return { is: 'parameter', name: text.slice(1), position };
  }
  const pieces = piecesOf(plain);
  if (pieces === undefined) return { is: 'expression', text: plain, position };
  const [only] = pieces;
  if (pieces.length > 1) return { is: 'mixture', pieces, position };
  if (typeof only === 'object') return { is: 'parameter', name: only.parameter, position };
  return { is: 'text', text: only ?? '', position };
}

/** A text with its `${Name}` parts, or `undefined` where a part is more than a name or a `$Name` stands within text. */
function piecesOf(text: string): (string | { parameter: string })[] | undefined {
  const pieces: (string | { parameter: string })[] = [];
  let from = 0;
  for (let at = text.indexOf('$'); at >= 0; at = text.indexOf('$', at + 1)) {
    if (/[A-Za-z_]/.test(text[at + 1] ?? '')) return undefined;
    if (text[at + 1] !== '{') continue;
    const end = text.indexOf('}', at);
    const name = text.slice(at + 2, Math.max(end, at + 2)).trim();
    if (!NAME.test(name)) return undefined;
    if (at > from) pieces.push(text.slice(from, at));
    pieces.push({ parameter: name });
    from = end + 1;
    at = end;
  }
  if (from < text.length) pieces.push(text.slice(from));
  return pieces;
}

/** The elements of an expression, as far as it is written out: a name, a text, a number, or a list `{…}` of them. */
function evaluated(text: string, position: Position): Term[] {
  if (text.startsWith('{') && text.endsWith('}')) {
    return listed(text.slice(1, -1), moved(position, 1)).flatMap(({ text, position }) => evaluated(text, position));
  }
  const quoted = unquoted(text);
  if (quoted !== undefined) return [{ is: 'text', text: quoted, position }];
  if (text.toLowerCase() === 'undefined') return [{ is: 'undefined', position }];
  if (/^(true|false|-?\d+(\.\d+)?)$/i.test(text)) return [{ is: 'text', text, position }];
  if (NAME.test(text)) return [{ is: 'parameter', name: text, position }];
  return [{ is: 'expression', text, position }];
}

/** The parts between the commas that stand outside of quotes and brackets; empty parts are left out. */
function listed(text: string, position: Position): { text: string; position: Position }[] {
  const parts: { text: string; position: Position }[] = [];
  let depth = 0;
  let from = 0;
  let quotes = true;
  const cut = (end: number) => {
    const part = text.slice(from, end);
    const core = part.trim();
    const start = from + part.length - part.trimStart().length;
    if (core !== '') parts.push({ text: core, position: moved(position, start) });
    from = end + 1;
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!;
    if (char === '"' && quotes) {
      const end = quotedEnd(text, at);
      if (end < 0) quotes = false;
      else at = end - 1;
    } else if ('{[('.includes(char)) depth += 1;
    else if ('}])'.includes(char)) depth = Math.max(0, depth - 1);
    else if (char === ',' && depth === 0) cut(at);
  }
  cut(text.length);
  return parts;
}

/** Values that are taken apart stand in one line. */
function moved(position: Position, by: number): Position {
  return { line: position.line, column: position.column + by };
}
