/** Groups rows and counts or collects them: the operator `summarize`. */

import type { Json } from '../../model/estate.ts';
import { check, checkKey, evaluate, type QueryRow } from './evaluate.ts';
import { named, pathName } from './names.ts';
import type { Stage } from './run.ts';
import { type Expression, type Named, QueryProblem } from './syntax.ts';
import { jsonOf, type Value } from './value.ts';

type Aggregate = { readonly name: string; readonly of: (rows: readonly QueryRow[]) => Value };

/** Groups come in the order of their first rows. Without `by` there is one group, even of no rows. */
export function summarize(aggregates: readonly Named[], by: readonly Named[], stage: Stage, now: Date): Stage {
  const keys = named(by);
  for (const { expression } of keys) checkKey(expression, stage.columns);
  const made = aggregates.map(aggregate => prepare(aggregate, stage.columns, now));
  const groups = new Map<string, { readonly key: QueryRow; readonly rows: QueryRow[] }>();
  if (keys.length === 0) groups.set('{}', { key: {}, rows: [] });
  for (const row of stage.rows) {
    const key = Object.fromEntries(keys.map(({ name, expression }) => [name, evaluate(expression, row, now)]));
    const text = JSON.stringify(key);
    const group = groups.get(text) ?? { key, rows: [] };
    group.rows.push(row);
    groups.set(text, group);
  }
  return {
    columns: new Set([...keys, ...made].map(({ name }) => name)),
    rows: [...groups.values()].map(({ key, rows }) => ({
      ...key,
      ...Object.fromEntries(made.map(({ name, of }) => [name, of(rows)])),
    })),
  };
}

function prepare({ name, expression }: Named, columns: ReadonlySet<string>, now: Date): Aggregate {
  if (expression.is === 'call' && expression.name === 'count' && expression.args.length === 0)
    return { name: name ?? 'count_', of: rows => rows.length };
  if (expression.is === 'call' && expression.name === 'make_set' && expression.args.length === 1) {
    const item = expression.args[0]!;
    check(item, columns);
    return { name: name ?? `set_${pathName(item) ?? ''}`, of: rows => setOf(item, rows, now) };
  }
  const place = expression.is === 'call' ? expression.place : { line: 1, character: 0, token: expression.is };
  throw new QueryProblem(place, 'count() or make_set(…)');
}

function setOf(item: Expression, rows: readonly QueryRow[], now: Date): Json {
  const items = new Map<string, Json>();
  for (const row of rows) {
    const value = jsonOf(evaluate(item, row, now));
    if (value !== null) items.set(JSON.stringify(value), value);
  }
  return [...items.values()];
}
