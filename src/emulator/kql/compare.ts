/** Kusto's comparisons, with its rules for case, terms and nulls. */

import { isObject, Timespan, textOf, type Value } from './value.ts';

type TextTest = (text: string, part: string) => boolean;

const TEXT_TESTS: Readonly<Record<string, TextTest>> = {
  '=~': (text, part) => text === part,
  contains: (text, part) => text.includes(part),
  startswith: (text, part) => text.startsWith(part),
  endswith: (text, part) => text.endsWith(part),
  has: hasTerm,
};

const ORDER_TESTS: Readonly<Record<string, (order: number) => boolean>> = {
  '<': order => order < 0,
  '<=': order => order <= 0,
  '>': order => order > 0,
  '>=': order => order >= 0,
};

/** The result of a comparison; null where Kusto cannot tell, which `where` takes for false. */
export function compare(operator: string, left: Value, right: Value): boolean | null {
  if (operator === '==') return equal(left, right);
  if (operator === '!=') return negate(equal(left, right));
  if (operator === '!~') return !compare('=~', left, right);
  const ordered = ORDER_TESTS[operator];
  if (ordered !== undefined) {
    const order = orderOf(left, right);
    return order === null ? null : ordered(order);
  }
  const negated = operator.startsWith('!');
  const test = TEXT_TESTS[negated ? operator.slice(1) : operator]!;
  return test(textOf(left).toLowerCase(), textOf(right).toLowerCase()) !== negated;
}

export function negate(value: boolean | null): boolean | null {
  return value === null ? null : !value;
}

/** Negative where left comes first; null where the two have no order, as when one is null. Strings go by code unit. */
export function orderOf(left: Value, right: Value): number | null {
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : Number(left > right);
  const from = amountOf(left);
  const to = amountOf(right);
  return from === null || to === null || kindOf(left) !== kindOf(right) ? null : from - to;
}

function equal(left: Value, right: Value): boolean | null {
  if (left === null && right === null) return null;
  if (left === null || right === null) return textOf(left) === textOf(right) && typeof (left ?? right) === 'string';
  const order = orderOf(left, right);
  return order === null ? textOf(left) === textOf(right) : order === 0;
}

function amountOf(value: Value): number | null {
  if (typeof value === 'number' || typeof value === 'boolean') return Number(value);
  if (value instanceof Date) return value.getTime();
  return value instanceof Timespan ? value.milliseconds : null;
}

function kindOf(value: Value): string {
  return isObject(value) ? 'object' : (value?.constructor.name ?? 'null');
}

/** Whether a term stands in the text with nothing alphanumeric on either side of it. */
function hasTerm(text: string, term: string): boolean {
  for (let start = text.indexOf(term); start >= 0; start = text.indexOf(term, start + 1)) {
    const before = text.slice(0, start).at(-1) ?? ' ';
    const after = text.charAt(start + term.length) || ' ';
    if (!ALPHANUMERIC.test(before) && !ALPHANUMERIC.test(after)) return true;
  }
  return false;
}

const ALPHANUMERIC = /[\p{L}\p{N}]/u;
