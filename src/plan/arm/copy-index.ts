/** `copyIndex()`: the turn that a loop is at. */

import type { Json } from '../../model/estate.ts';
import { unknownValue, whyUnknown } from '../../model/json.ts';
import type { ScopeFunction } from './expression/evaluate.ts';

/** One turn of a loop. */
export type CopyIndex = { readonly name: string; readonly index: number };

/** `copyIndex([name], [offset])`: without a name, of the innermost loop. */
export function copyIndexFunction(loops: readonly CopyIndex[]): ScopeFunction {
  return args => {
    const unknown = args.map(whyUnknown).find(because => because !== undefined);
    if (unknown !== undefined) return unknownValue(unknown);
    const [name, offset] = typeof args[0] === 'string' ? [args[0], args[1]] : [undefined, args[0]];
    const loop = find(loops, name);
    if (loop === undefined)
      return unknownValue(
        `copyIndex is used ${name === undefined ? 'outside of a loop' : `for a loop "${name}" that is not around it`}`,
      );
    return loop.index + shift(offset);
  };
}

function find(loops: readonly CopyIndex[], name: string | undefined): CopyIndex | undefined {
  if (name === undefined) return loops.at(-1);
  return loops.findLast(loop => loop.name.toLowerCase() === name.toLowerCase());
}

function shift(offset: Json | undefined): number {
  return typeof offset === 'number' ? offset : 0;
}
