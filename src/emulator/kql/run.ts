/** Runs a parsed query over the rows of its table. */

import type { Row } from '../../model/estate.ts';
import { orderOf } from './compare.ts';
import { check, checkKey, evaluate, type QueryRow } from './evaluate.ts';
import { named } from './names.ts';
import { summarize } from './summarize.ts';
import type { Operator, Query, Sorting } from './syntax.ts';
import { jsonOf } from './value.ts';

/** Rows on their way through a query. */
export type Stage = { readonly columns: ReadonlySet<string>; readonly rows: readonly QueryRow[] };

/** What a query answers. */
export type Answered = {
  readonly rows: readonly Row[];
  readonly columns: ReadonlySet<string>;
  /** It has `take` or `limit`, and so no further pages. */
  readonly limited: boolean;
};

/**
 * A column that a row does not have stays away from it in the answer, where Resource Graph writes null: rows come out
 * in the shape in which the snapshot keeps them.
 */
export function run(query: Query, rows: Iterable<Row>, columns: readonly string[], now: Date): Answered {
  const all = [...rows];
  const names = new Set(columns);
  for (const row of all) for (const name of Object.keys(row)) names.add(name);
  let stage: Stage = { columns: names, rows: all };
  for (const operator of query.operators) stage = step(operator, stage, now);
  return {
    rows: stage.rows.map(plain),
    columns: stage.columns,
    limited: query.operators.some(operator => operator.is === 'take'),
  };
}

function step(operator: Operator, stage: Stage, now: Date): Stage {
  const { columns, rows } = stage;
  switch (operator.is) {
    case 'where':
      check(operator.condition, columns);
      return { columns, rows: rows.filter(row => evaluate(operator.condition, row, now) === true) };
    case 'extend':
    case 'project': {
      const added = named(operator.columns);
      for (const { expression } of added) check(expression, columns);
      const keep = operator.is === 'extend';
      return {
        columns: new Set([...(keep ? columns : []), ...added.map(({ name }) => name)]),
        rows: rows.map(row => {
          const cells = added.filter(
            ({ expression }) => expression.is !== 'column' || row[expression.name] !== undefined,
          );
          const made = Object.fromEntries(cells.map(({ name, expression }) => [name, evaluate(expression, row, now)]));
          return keep ? { ...row, ...made } : made;
        }),
      };
    }
    case 'project-away': {
      for (const column of operator.columns) check(column, columns);
      const away = new Set(operator.columns.map(({ name }) => name));
      return {
        columns: new Set([...columns].filter(column => !away.has(column))),
        rows: rows.map(row => Object.fromEntries(Object.entries(row).filter(([name]) => !away.has(name)))),
      };
    }
    case 'distinct': {
      for (const column of operator.columns) checkKey(column, columns);
      const names = operator.columns.map(({ name }) => name);
      const unique = new Map(
        rows.map(row => {
          const kept = Object.fromEntries(names.map(name => [name, row[name] ?? null]));
          return [JSON.stringify(kept), kept];
        }),
      );
      return { columns: new Set(names), rows: [...unique.values()] };
    }
    case 'order':
      return { columns, rows: sort(rows, operator.sortings, columns, now) };
    case 'top':
      return { columns, rows: sort(rows, [operator.sorting], columns, now).slice(0, operator.count) };
    case 'take':
      return { columns, rows: rows.slice(0, operator.count) };
    case 'count':
      return { columns: new Set(['Count']), rows: [{ Count: rows.length }] };
    case 'summarize':
      return summarize(operator.aggregates, operator.by, stage, now);
  }
}

function sort(
  rows: readonly QueryRow[],
  sortings: readonly Sorting[],
  columns: ReadonlySet<string>,
  now: Date,
): readonly QueryRow[] {
  for (const { by } of sortings) checkKey(by, columns);
  const keyed = rows.map(row => ({ row, keys: sortings.map(({ by }) => evaluate(by, row, now)) }));
  keyed.sort((a, b) => {
    for (const [index, { descending, nullsFirst }] of sortings.entries()) {
      const left = a.keys[index]!;
      const right = b.keys[index]!;
      if (left === null || right === null) {
        if (left !== right) return (left === null) === nullsFirst ? -1 : 1;
        continue;
      }
      const order = orderOf(left, right) ?? 0;
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
}

function plain(row: QueryRow): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, jsonOf(value)]));
}
