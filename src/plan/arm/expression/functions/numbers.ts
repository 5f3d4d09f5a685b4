/** Functions on numbers and comparisons ("Numeric functions", "Comparison functions for ARM templates"). */

import type { Json } from '../../../../model/estate.ts';
import { unknownValue } from '../../../../model/json.ts';
import { isPrincipal, kindOf, refused, same, spelledOut, unknownWithin } from '../values.ts';
import { type Builtin, type Builtins, takes, takesMany } from './builtin.ts';

export const NUMBERS: Builtins = {
  add: takes(['int', 'int'], (a, b) => whole(a + b)),
  div: takes(['int', 'int'], (a, b) => (b === 0 ? byZero() : whole(Math.trunc(a / b)))),
  equals: takes(['any', 'any'], same),
  float: takes(['any'], value => {
    if (typeof value === 'number') return value;
    return typeof value === 'string' && /^\s*[+-]?\d{1,15}(?:\.\d{1,15})?\s*$/.test(value)
      ? Number(value)
      : notConverted(value, 'a number');
  }),
  greater: comparing((a, b) => a > b),
  greaterorequals: comparing((a, b) => a >= b),
  int: takes(['any'], value => {
    if (Number.isSafeInteger(value)) return value;
    return typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value)
      ? whole(Number(value))
      : notConverted(value, 'a number');
  }),
  less: comparing((a, b) => a < b),
  lessorequals: comparing((a, b) => a <= b),
  max: extreme(Math.max),
  min: extreme(Math.min),
  mod: takes(['int', 'int'], (a, b) => (b === 0 ? byZero() : whole(a % b))),
  mul: takes(['int', 'int'], (a, b) => whole(a * b)),
  sub: takes(['int', 'int'], (a, b) => whole(a - b)),
};

/** Azure counts with 64 bits, which JavaScript's numbers do not reach. */
function whole(value: number): Json {
  return Number.isSafeInteger(value) ? value + 0 : unknownValue('a number is too large to be worked out');
}

function byZero(): Json {
  return refused('a number is divided by zero');
}

export function notConverted(value: Json, to: string): Json {
  if (isPrincipal(value)) return spelledOut(value);
  return unknownWithin(value, false) ?? refused(`a value of kind ${kindOf(value)} was to be converted to ${to}`);
}

/** Texts compare by the invariant culture, of which only the order of lower-case letters and digits is plain. */
function comparing(holds: (a: number | string, b: number | string) => boolean): Builtin {
  return takes(['any', 'any'], (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return holds(a, b);
    if (typeof a !== 'string' || typeof b !== 'string')
      return refused(`values of the kinds ${kindOf(a)} and ${kindOf(b)} were to be compared`);
    const principal = [a, b].find(isPrincipal);
    if (principal !== undefined) return spelledOut(principal);
    const plain = a === b || [a, b].every(text => /^[a-z\d]*$/.test(text));
    return plain
      ? holds(a, b)
      : unknownValue('how Azure orders texts with other signs than a to z and 0 to 9 is not worked out');
  });
}

function extreme(of: (a: number, b: number) => number): Builtin {
  return takesMany('any', 1, (args, name) => {
    const numbers = args.length === 1 && Array.isArray(args[0]) ? (args[0] as readonly Json[]) : args;
    const wrong = numbers.find(number => typeof number !== 'number');
    if (wrong !== undefined) return unknownWithin(wrong, false) ?? refused(`the function ${name} takes numbers`);
    return numbers.length === 0
      ? refused(`the function ${name} was given no number`)
      : (numbers as readonly number[]).reduce((so, number) => of(so, number));
  });
}
