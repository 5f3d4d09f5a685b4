/** Settles the expressions that what-if leaves in its answer: it does not resolve what only the deployment knows. */

import type { Json, Row } from '../../model/estate.ts';
import { unknownValue, whyUnknown } from '../../model/json.ts';
import { evaluate, type Scope } from '../arm/expression/evaluate.ts';

/** An expression as templates write it, a function call first; what people write in brackets is rarely one. */
const EXPRESSION = /^\[\s*[A-Za-z][\w.]*\s*\([\s\S]*\]$/;

/** A value with its expressions settled; one that cannot be is unknown, in the plan's own words. */
export function settle(value: Json, scope: Scope): Json {
  if (typeof value === 'string') return settleText(value, scope);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(item => settle(item, scope));
  return settleObject(value as Row, scope);
}

function settleObject(object: Row, scope: Scope): Json {
  const settled: [string, Json][] = [];
  for (const [key, value] of Object.entries(object)) {
    const name = settleText(key, scope);
    if (typeof name !== 'string') return name;
    settled.push([name, settle(value, scope)]);
  }
  return Object.fromEntries(settled);
}

function settleText(text: string, scope: Scope): Json {
  if (!EXPRESSION.test(text)) return text;
  const value = evaluate(text, scope);
  return whyUnknown(value) === undefined ? value : unknownValue(`what-if leaves it as ${shown(text)}`);
}

/** An expression in a message: of a bearable length, and without the signature of an address. */
export function shown(text: string): string {
  const open = text.replace(/\s+/g, ' ').replace(/([?&]sig=)[^&'"\s]*/gi, '$1redacted');
  return open.length > 300 ? `${open.slice(0, 300)}…` : open;
}

/** An id with the expressions in it settled: a text where all of them are known, else why not. */
export function settleId(id: string, scope: Scope): string | { readonly because: string } {
  const open = id.indexOf('[');
  if (open < 0) return id;
  // What stands before an expression within an id is its beginning; an expression goes on to the end of its segment.
  const close = id.lastIndexOf(']') + 1;
  const value = evaluate(id.slice(open, close), scope);
  const because = `what-if could not calculate its id, ${shown(id)}`;
  return typeof value === 'string' && !value.includes('[')
    ? `${id.slice(0, open)}${value}${id.slice(close)}`
    : { because };
}
