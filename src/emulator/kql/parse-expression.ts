/** Reads expressions: conditions, paths, calls and literals. */

import type { Json } from '../../model/estate.ts';
import type { Cursor } from './cursor.ts';
import { type Among, type Expression, QueryProblem } from './syntax.ts';
import { textOf, type Value } from './value.ts';

const COMPARISONS = new Set([
  ...['==', '!=', '=~', '!~', '<', '<=', '>', '>='],
  ...['has', '!has', 'contains', '!contains', 'startswith', '!startswith', 'endswith', '!endswith'],
]);
const MEMBERSHIPS = new Set(['in', '!in', 'in~', '!in~']);
const WORDS: Readonly<Record<string, Json>> = { true: true, false: false };

export function parseExpression(cursor: Cursor): Expression {
  let left = parseAnd(cursor);
  while (cursor.accept('or')) left = { is: 'or', left, right: parseAnd(cursor) };
  return left;
}

function parseAnd(cursor: Cursor): Expression {
  let left = parseComparison(cursor);
  while (cursor.accept('and')) left = { is: 'and', left, right: parseComparison(cursor) };
  return left;
}

function parseComparison(cursor: Cursor): Expression {
  const left = parsePath(cursor);
  const operator = cursor.here.text;
  if (cursor.here.is === 'literal') return left;
  if (COMPARISONS.has(operator)) {
    cursor.next();
    return { is: 'compare', operator, left, right: parsePath(cursor) };
  }
  if (MEMBERSHIPS.has(operator)) {
    cursor.next();
    return parseAmong(cursor, left, operator);
  }
  return left;
}

/** A list that is given as an item stands for its items. */
function parseAmong(cursor: Cursor, left: Expression, operator: string): Among {
  const ignoreCase = operator.endsWith('~');
  cursor.expect('(');
  const values = cursor.list(')', item => {
    const place = item.here.place;
    const expression = parseExpression(item);
    if (expression.is !== 'literal') throw new QueryProblem(place, 'a value');
    return expression.value;
  });
  const texts = values.flatMap<Value>(value => (Array.isArray(value) ? value : [value])).map(textOf);
  return {
    is: 'among',
    left,
    negated: operator.startsWith('!'),
    ignoreCase,
    texts: new Set(ignoreCase ? texts.map(text => text.toLowerCase()) : texts),
  };
}

/** A primary expression and the members taken from it: `properties.scope`, `properties['scope']`, `parts[0]`. */
function parsePath(cursor: Cursor): Expression {
  let expression = parsePrimary(cursor);
  for (;;) {
    if (cursor.accept('.')) {
      expression = { is: 'member', of: expression, key: cursor.name('a property') };
    } else if (cursor.accept('[')) {
      const sign = cursor.accept('-') ? -1 : 1;
      const key = cursor.literal('a property in quotes or an index');
      if (typeof key !== 'string' && typeof key !== 'number') throw cursor.problem('a property or an index');
      expression = { is: 'member', of: expression, key: typeof key === 'number' ? sign * key : key };
      cursor.expect(']');
    } else {
      return expression;
    }
  }
}

function parsePrimary(cursor: Cursor): Expression {
  if (cursor.accept('(')) {
    const inner = parseExpression(cursor);
    cursor.expect(')');
    return inner;
  }
  if (cursor.here.is === 'literal') return { is: 'literal', value: cursor.next().value };
  if (cursor.accept('-')) {
    const value = cursor.literal('a number');
    if (typeof value !== 'number') throw cursor.problem('a number');
    return { is: 'literal', value: -value };
  }
  const place = cursor.here.place;
  const name = cursor.name('an expression');
  if (Object.hasOwn(WORDS, name)) return { is: 'literal', value: WORDS[name]! };
  if (!cursor.accept('(')) return { is: 'column', name, place };
  if (name === 'dynamic') {
    const value = parseJson(cursor);
    cursor.expect(')');
    return { is: 'literal', value };
  }
  return { is: 'call', name, args: cursor.list(')', parseExpression), place };
}

/** What stands inside of `dynamic(…)`. */
function parseJson(cursor: Cursor): Json {
  if (cursor.accept('[')) return cursor.list(']', parseJson);
  if (cursor.accept('{')) {
    return Object.fromEntries(
      cursor.list('}', () => {
        const key = cursor.literal('a property in quotes');
        cursor.expect(':');
        return [String(key), parseJson(cursor)];
      }),
    );
  }
  if (cursor.accept('null')) return null;
  if (cursor.accept('true')) return true;
  if (cursor.accept('false')) return false;
  const sign = cursor.accept('-') ? -1 : 1;
  const value = cursor.literal('a JSON value');
  if (typeof value === 'number') return sign * value;
  if (typeof value === 'string') return value;
  throw cursor.problem('a JSON value');
}
