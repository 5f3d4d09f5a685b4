/** Functions on arrays, and on texts as lists of characters ("Array functions for ARM templates"). */

import type { Json, Row } from '../../../../model/estate.ts';
import { unknownValue } from '../../../../model/json.ts';
import { holds, isPrincipal, keyIn, kindOf, place, refused, spelledOut, unknownWithin } from '../values.ts';
import { type Builtins, takes, takesMany } from './builtin.ts';
import { lower } from './texts.ts';

export const LISTS: Builtins = {
  array: takes(['any'], value => (Array.isArray(value) ? value : [value])),
  contains: takes(['container', 'any'], contains),
  createarray: takesMany('maybe', 0, items => items),
  empty: takes(['any'], value => {
    if (value === null) return true;
    if (isPrincipal(value)) return false;
    return typeof value === 'object' || typeof value === 'string'
      ? sizeOf(value) === 0
      : refused(`the function empty does not take ${kindOf(value)}`);
  }),
  first: takes(['any'], value => end(value, 0, 'first')),
  flatten: takes(['array'], items => {
    const wrong = items.find(item => !Array.isArray(item));
    if (wrong === undefined) return items.flat();
    return unknownWithin(wrong, false) ?? refused('the function flatten takes an array of arrays');
  }),
  indexfromend: takes(['array', 'int'], (items, back) => {
    const found = back > 0 ? items.at(-back) : undefined;
    return found === undefined ? refused(`there is no item ${back} from the end`) : found;
  }),
  indexof: takes(['list', 'any'], (list, wanted) => {
    if (typeof list !== 'string') return place(list, wanted);
    return textWanted(wanted, 'indexOf') ?? lower(list).indexOf(lower(wanted as string));
  }),
  intersection: takesMany('any', 2, sets => {
    if (sets.every(set => Array.isArray(set))) return commonItems(sets as readonly (readonly Json[])[]);
    if (sets.every(set => kindOf(set) === 'object')) return commonEntries(sets as readonly Row[]);
    return refused('the function intersection takes either arrays or objects');
  }),
  last: takes(['any'], value => end(value, -1, 'last')),
  lastindexof: takes(['list', 'any'], (list, wanted) => {
    if (typeof list !== 'string') {
      const found = place([...list].reverse(), wanted);
      return typeof found === 'number' && found >= 0 ? list.length - 1 - found : found;
    }
    if (wanted === '') return unknownValue('lastIndexOf() of an empty text is not worked out');
    return textWanted(wanted, 'lastIndexOf') ?? lower(list).lastIndexOf(lower(wanted as string));
  }),
  length: takes(['any'], value => {
    if (value === null) return 0;
    if (isPrincipal(value)) return spelledOut(value);
    return typeof value === 'object' || typeof value === 'string'
      ? sizeOf(value)
      : refused(`the function length does not take ${kindOf(value)}`);
  }),
  range: takes(['int', 'int'], (start, count) =>
    count < 0 || count > 10_000 || Math.abs(start) + count > 2_147_483_647
      ? refused('the function range makes at most 10000 numbers, up to 2147483647')
      : Array.from({ length: count }, (_, index) => start + index),
  ),
  skip: takes(['list', 'int'], (list, count) => list.slice(Math.max(0, count))),
  take: takes(['list', 'int'], (list, count) => list.slice(0, Math.max(0, count))),
  tryindexfromend: takes(['any', 'int'], (items, back) =>
    Array.isArray(items) && back > 0 ? ((items.at(-back) as Json | undefined) ?? null) : null,
  ),
};

function sizeOf(value: string | readonly Json[] | Row): number {
  return typeof value === 'string' || Array.isArray(value) ? value.length : Object.keys(value).length;
}

function end(value: Json, at: 0 | -1, name: string): Json {
  if (value === null) return null;
  if (isPrincipal(value)) return spelledOut(value);
  if (typeof value === 'string') return value.at(at) ?? '';
  return Array.isArray(value) ? (value.at(at) ?? null) : refused(`the function ${name} does not take ${kindOf(value)}`);
}

function textWanted(wanted: Json, name: string): Row | undefined {
  if (isPrincipal(wanted)) return spelledOut(wanted);
  return typeof wanted === 'string' ? undefined : refused(`the function ${name} finds only text in text`);
}

/** "When testing if an object contains a key, the comparison is case-insensitive." */
function contains(container: string | readonly Json[] | Row, wanted: Json): Json {
  if (Array.isArray(container)) return holds(container, wanted);
  const fault = textWanted(wanted, 'contains');
  if (fault !== undefined) return fault;
  if (typeof container !== 'string') return keyIn(container as Row, wanted as string) !== undefined;
  const found = container.includes(wanted as string);
  return found === lower(container).includes(lower(wanted as string))
    ? found
    : unknownValue('whether contains() minds the case of letters differs between its documentation and its engine');
}

function commonItems([first, ...others]: readonly (readonly Json[])[]): Json {
  const common: Json[] = [];
  for (const item of first!) {
    const answers = [...others.map(other => holds(other, item)), not(holds(common, item))];
    const doubtful = answers.includes(false) ? undefined : answers.find(answer => answer !== true);
    if (doubtful !== undefined) return doubtful;
    if (!answers.includes(false)) common.push(item);
  }
  return common;
}

function not(answer: boolean | Row): boolean | Row {
  return typeof answer === 'boolean' ? !answer : answer;
}

/** Entries that every object has, with the same key and value. */
function commonEntries([first, ...others]: readonly Row[]): Json {
  const common: [string, Json][] = [];
  for (const [key, value] of Object.entries(first!)) {
    const answers = others.map(other => (Object.hasOwn(other, key) ? holds([other[key]!], value) : false));
    const doubtful = answers.includes(false) ? undefined : answers.find(answer => answer !== true);
    if (doubtful !== undefined) return doubtful;
    if (!answers.includes(false)) common.push([key, value]);
  }
  return Object.fromEntries(common);
}
