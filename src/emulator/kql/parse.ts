/** Reads a query: a table and the operators that its rows go through. */

import { Cursor } from './cursor.ts';
import { parseExpression } from './parse-expression.ts';
import type { Column, Named, Operator, Query, Sorting } from './syntax.ts';
import { QueryProblem } from './syntax.ts';
import { tokens } from './tokens.ts';

/** Throws a QueryProblem for what Resource Graph would refuse and for what is outside of the subset understood here. */
export function parse(text: string): Query {
  const cursor = new Cursor(tokens(text));
  const place = cursor.here.place;
  const table = cursor.name('a table').toLowerCase();
  const operators: Operator[] = [];
  while (!cursor.atEnd) {
    cursor.expect('|');
    operators.push(parseOperator(cursor));
  }
  return { table, place, operators };
}

type OperatorParser = (cursor: Cursor) => Operator;

const take: OperatorParser = cursor => ({ is: 'take', count: parseCount(cursor) });

const order: OperatorParser = cursor => {
  cursor.expect('by');
  return { is: 'order', sortings: cursor.items(parseSorting) };
};

const OPERATORS: Readonly<Record<string, OperatorParser>> = {
  where: cursor => ({ is: 'where', condition: parseExpression(cursor) }),
  extend: cursor => ({ is: 'extend', columns: cursor.items(parseNamed) }),
  project: cursor => ({ is: 'project', columns: cursor.items(parseNamed) }),
  'project-away': cursor => ({ is: 'project-away', columns: cursor.items(parseColumn) }),
  distinct: cursor => ({ is: 'distinct', columns: cursor.items(parseColumn) }),
  order,
  sort: order,
  take,
  limit: take,
  top: cursor => {
    const count = parseCount(cursor);
    cursor.expect('by');
    return { is: 'top', count, sorting: parseSorting(cursor) };
  },
  count: () => ({ is: 'count' }),
  summarize: cursor => {
    const aggregates = cursor.here.text === 'by' ? [] : cursor.items(parseNamed);
    return { is: 'summarize', aggregates, by: cursor.accept('by') ? cursor.items(parseNamed) : [] };
  },
};

function parseOperator(cursor: Cursor): Operator {
  const { text, place } = cursor.here;
  const parser = Object.hasOwn(OPERATORS, text) ? OPERATORS[text] : undefined;
  if (parser === undefined) throw new QueryProblem(place, Object.keys(OPERATORS).join(', '));
  cursor.next();
  return parser(cursor);
}

function parseNamed(cursor: Cursor): Named {
  const expression = parseExpression(cursor);
  if (expression.is !== 'column' || !cursor.accept('=')) return { name: undefined, expression };
  return { name: expression.name, expression: parseExpression(cursor) };
}

function parseColumn(cursor: Cursor): Column {
  const place = cursor.here.place;
  return { is: 'column', name: cursor.name('a column'), place };
}

function parseCount(cursor: Cursor): number {
  const count = cursor.literal('a number of rows');
  if (typeof count !== 'number') throw cursor.problem('a number of rows');
  return count;
}

/** Kusto sorts descending unless told otherwise, and puts nulls where the smallest value goes. */
function parseSorting(cursor: Cursor): Sorting {
  const by = parseExpression(cursor);
  const ascending = cursor.accept('asc');
  if (!ascending) cursor.accept('desc');
  let nullsFirst = ascending;
  if (cursor.accept('nulls')) {
    nullsFirst = cursor.accept('first');
    if (!nullsFirst) cursor.expect('last');
  }
  return { by, descending: !ascending, nullsFirst };
}
