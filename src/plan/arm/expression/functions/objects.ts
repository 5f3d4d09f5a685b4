/** Functions on objects, and `union`, which takes arrays as well ("Object functions for ARM templates"). */

import type { Json, Row } from '../../../../model/estate.ts';
import { unknownValue, whyUnknown } from '../../../../model/json.ts';
import { partlyKnown } from '../partly-known.ts';
import { propertyOf } from '../property.ts';
import { holds, isPrincipal, isUnknownValue, keyIn, kindOf, refused, unknownWithin } from '../values.ts';
import { type Builtins, takes, takesMany } from './builtin.ts';

export const OBJECTS: Builtins = {
  createobject: takesMany('maybe', 0, createObject),
  items: takes(['object'], object =>
    Object.entries(object)
      .sort(([a], [b]) => byLetters(a, b))
      .map(([key, value]) => ({ key, value })),
  ),
  objectkeys: takes(['object'], object => Object.keys(object)),
  shallowmerge: takes(['array'], objects => {
    const wrong = objects.find(object => kindOf(object) !== 'object');
    if (wrong !== undefined) return unknownWithin(wrong, false) ?? refused('the function shallowMerge takes objects');
    return (objects as readonly Row[]).reduce((merged, object) => merge(merged, object, (_, value) => value), {});
  }),
  tryget: (args, name) => {
    const [value, key, ...further] = args;
    if (value === undefined || key === undefined) return refused(`the function ${name} takes a value and a key`);
    const found = propertyOf(value, key, () => null);
    // The first step may fail; the ones after it may not, unless it did.
    return found === null ? null : further.reduce<Json>((inner, next) => propertyOf(inner, next), found);
  },
  union: takesMany('any', 2, sets => {
    if (sets.every(set => Array.isArray(set))) return allItems((sets as readonly (readonly Json[])[]).flat());
    if (sets.every(set => kindOf(set) === 'object')) return (sets as readonly Row[]).reduce(deepMerge, {});
    return refused('the function union takes either arrays or objects');
  }),
};

/** An object of entries. A key that is not known leaves the object partly known. */
export function objectOf(entries: readonly (readonly [Json, Json])[]): Json {
  const known = entries.filter(
    (entry): entry is [string, Json] => typeof entry[0] === 'string' && !isPrincipal(entry[0]),
  );
  const wrong = entries.find(([key]) => typeof key !== 'string' && !isUnknownValue(key));
  if (wrong !== undefined) return refused(`the key of an object is ${kindOf(wrong[0])}`);
  const unknown = entries.map(([key]) => unknownWithin(key, true)).find(found => found !== undefined);
  const object = Object.fromEntries(known);
  return unknown === undefined ? object : partlyKnown(whyUnknown(unknown)!, object);
}

function createObject(args: readonly Json[]): Json {
  if (args.length % 2 !== 0) return refused('the function createObject takes pairs of keys and values');
  const entries = args.flatMap((key, index) => (index % 2 === 0 ? [[key, args[index + 1]!] as const] : []));
  const keys = entries.map(([key]) => key).filter(key => typeof key === 'string');
  if (new Set(keys).size < keys.length) return refused('the function createObject was given a key twice');
  return objectOf(entries);
}

/** "Recursively merges any nested objects … Nested array values aren't merged." Keys are the same in any case. */
function deepMerge(into: Row, from: Row): Row {
  return merge(into, from, (before, value) => {
    const both = [before, value].map(kindOf);
    if (both.every(kind => kind === 'object')) return deepMerge(before as Row, value as Row);
    // What is not known may turn out to be an object that merges.
    if (isUnknownValue(before) && both[1] === 'object') return before;
    const unlike = before !== null && both[1] !== 'unknown' && (value === null || both.includes('object'));
    return unlike
      ? unknownValue('what union() makes of null, or of an object and something else, is not documented')
      : value;
  });
}

function merge(into: Row, from: Row, settle: (before: Json, value: Json) => Json): Row {
  const merged = new Map(Object.entries(into));
  for (const [key, value] of Object.entries(from)) {
    const spelled = keyIn(into, key);
    merged.set(spelled ?? key, spelled === undefined ? value : settle(into[spelled]!, value));
  }
  return Object.fromEntries(merged);
}

function allItems(items: readonly Json[]): Json {
  const all: Json[] = [];
  const plain = items.every(item => typeof item === 'string' && !isPrincipal(item));
  if (plain) return [...new Set(items)];
  for (const item of items) {
    const before = holds(all, item);
    if (typeof before !== 'boolean') return before;
    if (!before) all.push(item);
  }
  return all;
}

/** The order of .NET's OrdinalIgnoreCase. */
function byLetters(a: string, b: string): number {
  const [upperA, upperB] = [a.toUpperCase(), b.toUpperCase()];
  if (upperA === upperB) return 0;
  return upperA < upperB ? -1 : 1;
}
