/** Functions on true and false that need all of their arguments ("Logical functions for ARM templates"). */

import { type Builtins, takes } from './builtin.ts';
import { notConverted } from './numbers.ts';

export const LOGIC: Builtins = {
  bool: takes(['any'], value => {
    if (typeof value === 'boolean') return value;
    if (typeof value === 'number') return value !== 0;
    const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
    return word === 'true' || word === 'false' ? word === 'true' : notConverted(value, 'true or false');
  }),
  false: takes([], () => false),
  not: takes(['bool'], value => !value),
  null: takes([], () => null),
  true: takes([], () => true),
};
