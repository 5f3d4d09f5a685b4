/** The scalar functions that queries may call. */

import { negate } from './compare.ts';
import { dateOf, isObject, Timespan, textOf, type Value } from './value.ts';

/** `now` is the time of the query: the moment at which the snapshot was taken. */
type ScalarFunction = (args: readonly Value[], now: Date) => Value;

/** A function with the number of arguments it takes: exactly, or at least. */
type Declared = { readonly takes: readonly [least: number, most: number]; readonly run: ScalarFunction };

const isNull = (value: Value): boolean => value === null;
const isEmpty = (value: Value): boolean => textOf(value) === '';

export const FUNCTIONS: Readonly<Record<string, Declared>> = {
  not: { takes: [1, 1], run: ([value]) => negate(value === null ? null : value === true) },
  isnull: { takes: [1, 1], run: ([value]) => isNull(value!) },
  isnotnull: { takes: [1, 1], run: ([value]) => !isNull(value!) },
  isempty: { takes: [1, 1], run: ([value]) => isEmpty(value!) },
  isnotempty: { takes: [1, 1], run: ([value]) => !isEmpty(value!) },
  tolower: { takes: [1, 1], run: ([value]) => textOf(value!).toLowerCase() },
  toupper: { takes: [1, 1], run: ([value]) => textOf(value!).toUpperCase() },
  tostring: { takes: [1, 1], run: ([value]) => textOf(value!) },
  todatetime: { takes: [1, 1], run: ([value]) => dateOf(value!) },
  strcat: { takes: [1, 64], run: values => values.map(textOf).join('') },
  split: {
    takes: [2, 3],
    run: ([text, separator, index]) => {
      const parts = textOf(text!).split(textOf(separator!));
      return typeof index === 'number' ? parts.slice(index, index + 1) : parts;
    },
  },
  // Kusto's coalesce passes over empty strings as well as nulls.
  coalesce: { takes: [2, 64], run: values => values.find(value => !isEmpty(value)) ?? values.at(-1)! },
  iff: { takes: [3, 3], run: ([condition, yes, no]) => (condition === true ? yes! : no!) },
  array_length: { takes: [1, 1], run: ([list]) => (Array.isArray(list) ? list.length : null) },
  now: { takes: [0, 0], run: (_, now) => now },
  ago: {
    takes: [1, 1],
    run: ([span], now) => (span instanceof Timespan ? new Date(now.getTime() - span.milliseconds) : null),
  },
};

/** A property of an object, spelled exactly, or an item of a list, counted from the end where negative. */
export function memberOf(value: Value, key: string | number): Value {
  if (typeof key === 'number') return Array.isArray(value) ? (value.at(key) ?? null) : null;
  return isObject(value) && Object.hasOwn(value, key) ? value[key]! : null;
}
