/** Computes an expression for a row. */

import type { Row } from '../../model/estate.ts';
import { compare } from './compare.ts';
import { FUNCTIONS, memberOf } from './functions.ts';
import { type Column, type Expression, QueryProblem } from './syntax.ts';
import { DYNAMIC_COLUMNS, STRING_COLUMNS } from './tables.ts';
import { textOf, type Value } from './value.ts';

/** Rows inside of a query may hold dates. */
export type QueryRow = Readonly<Record<string, Value>>;

export function evaluate(expression: Expression, row: QueryRow | Row, now: Date): Value {
  switch (expression.is) {
    case 'literal':
      return expression.value;
    case 'column':
      return row[expression.name] ?? (STRING_COLUMNS.has(expression.name) ? '' : null);
    case 'member':
      return memberOf(evaluate(expression.of, row, now), expression.key);
    case 'call':
      return FUNCTIONS[expression.name]!.run(
        expression.args.map(arg => evaluate(arg, row, now)),
        now,
      );
    case 'compare':
      return compare(expression.operator, evaluate(expression.left, row, now), evaluate(expression.right, row, now));
    case 'among': {
      const text = textOf(evaluate(expression.left, row, now));
      return expression.texts.has(expression.ignoreCase ? text.toLowerCase() : text) !== expression.negated;
    }
    case 'and':
      return evaluate(expression.left, row, now) === true && evaluate(expression.right, row, now) === true;
    case 'or':
      return evaluate(expression.left, row, now) === true || evaluate(expression.right, row, now) === true;
  }
}

/** Refuses columns and functions that do not exist before any row is looked at. */
export function check(expression: Expression, columns: ReadonlySet<string>): void {
  switch (expression.is) {
    case 'literal':
      return;
    case 'column':
      if (!columns.has(expression.name)) throw new QueryProblem(expression.place, 'a column of the table');
      return;
    case 'member':
      check(expression.of, columns);
      return;
    case 'call': {
      const declared = Object.hasOwn(FUNCTIONS, expression.name) ? FUNCTIONS[expression.name]! : undefined;
      if (declared === undefined) throw new QueryProblem(expression.place, 'a function that is known');
      const [least, most] = declared.takes;
      if (expression.args.length < least || expression.args.length > most)
        throw new QueryProblem(
          expression.place,
          least === most ? `${least} arguments` : `${least} to ${most} arguments`,
        );
      for (const arg of expression.args) check(arg, columns);
      return;
    }
    case 'among':
      check(expression.left, columns);
      return;
    default:
      check(expression.left, columns);
      check(expression.right, columns);
  }
}

/** Checks an expression to sort or group by: Kusto refuses dynamic values there, until `tostring` or the like is put around them. */
export function checkKey(expression: Expression, columns: ReadonlySet<string>): void {
  check(expression, columns);
  const source = sourceOf(expression);
  if (source !== undefined && (expression.is === 'member' || DYNAMIC_COLUMNS.has(source.name)))
    throw new QueryProblem(source.place, `tostring(${source.name}…)`);
}

/** The column that a path starts from. */
function sourceOf(expression: Expression): Column | undefined {
  if (expression.is === 'column') return expression;
  return expression.is === 'member' ? sourceOf(expression.of) : undefined;
}
