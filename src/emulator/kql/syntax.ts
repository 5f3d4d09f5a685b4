/** The parsed form of a query, and the problem that a query can have. */

import type { Value } from './value.ts';

/** Where a piece of a query stands: the line counts from 1 and the character from 0, as Resource Graph counts them. */
export type Place = { readonly line: number; readonly character: number; readonly token: string };

/** A value to compute for a row. */
export type Expression =
  | { readonly is: 'literal'; readonly value: Value }
  | Column
  | { readonly is: 'member'; readonly of: Expression; readonly key: string | number }
  | { readonly is: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly place: Place }
  | { readonly is: 'compare'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | Among
  | { readonly is: 'and' | 'or'; readonly left: Expression; readonly right: Expression };

/** `in` and its kin. Lists are long: they are kept as the strings of their values, in lower case where case does not count. */
export type Among = {
  readonly is: 'among';
  readonly left: Expression;
  readonly negated: boolean;
  readonly ignoreCase: boolean;
  readonly texts: ReadonlySet<string>;
};

/** A column of the table, or one that the query made. */
export type Column = { readonly is: 'column'; readonly name: string; readonly place: Place };

/** An expression with the name that its author gave it, if any. */
export type Named = { readonly name: string | undefined; readonly expression: Expression };

export type Sorting = {
  readonly by: Expression;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
};

export type Operator =
  | { readonly is: 'where'; readonly condition: Expression }
  | { readonly is: 'extend' | 'project'; readonly columns: readonly Named[] }
  | { readonly is: 'project-away' | 'distinct'; readonly columns: readonly Column[] }
  | { readonly is: 'order'; readonly sortings: readonly Sorting[] }
  | { readonly is: 'take'; readonly count: number }
  | { readonly is: 'top'; readonly count: number; readonly sorting: Sorting }
  | { readonly is: 'count' }
  | { readonly is: 'summarize'; readonly aggregates: readonly Named[]; readonly by: readonly Named[] };

export type Query = { readonly table: string; readonly place: Place; readonly operators: readonly Operator[] };

/** A query that Resource Graph would refuse, or that is outside of the subset that is understood here. */
export class QueryProblem extends Error {
  readonly place: Place;
  readonly expected: string | undefined;

  constructor(place: Place, expected?: string) {
    super(
      `line ${place.line}, character ${place.character}: unexpected ${JSON.stringify(place.token)}` +
        (expected === undefined ? '' : `, expected ${expected}`),
    );
    this.place = place;
    this.expected = expected;
  }
}
