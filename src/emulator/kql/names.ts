/** Gives columns without a name the names that Kusto gives them. */

import type { Expression, Named } from './syntax.ts';

/** A computed column with its name. */
type NamedColumn = { readonly name: string; readonly expression: Expression };

export function named(columns: readonly Named[]): NamedColumn[] {
  let unnamed = 0;
  return columns.map(({ name, expression }) => {
    const own = name ?? pathName(expression);
    if (own !== undefined) return { name: own, expression };
    unnamed += 1;
    return { name: `Column${unnamed}`, expression };
  });
}

/** `properties.scope` is called `properties_scope`, whether or not `tostring` is put around it. */
export function pathName(expression: Expression): string | undefined {
  if (expression.is === 'column') return expression.name;
  if (expression.is === 'call' && expression.name === 'tostring') return pathName(expression.args[0]!);
  if (expression.is !== 'member') return undefined;
  const parent = pathName(expression.of);
  return parent === undefined ? undefined : `${parent}_${expression.key}`;
}
