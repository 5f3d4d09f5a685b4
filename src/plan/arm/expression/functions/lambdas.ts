/** Functions that call an expression for each item ("Lambda functions for ARM templates"). */

import type { Json, Row } from '../../../../model/estate.ts';
import { unknownValue } from '../../../../model/json.ts';
import type { Expression } from '../parse.ts';
import { isPrincipal, isUnknownValue, kindOf, refused, spelledOut } from '../values.ts';
import { wrongCount } from './builtin.ts';
import type { Evaluate, Form } from './forms.ts';
import { objectOf } from './objects.ts';

/** What a lambda comes to for some values: item, and index where it asks for it. */
type Call = (...values: readonly Json[]) => Json;

export const LAMBDAS: { readonly [name: string]: Form } = {
  filter: over('array', 1, (items, [call]) => {
    const answers = items.map((item, index) => call!(item, index));
    const unclear = answers.find(answer => typeof answer !== 'boolean');
    if (unclear !== undefined)
      return isUnknownValue(unclear) ? unclear : refused(`the lambda of filter gives ${kindOf(unclear)}`);
    return items.filter((_, index) => answers[index] === true);
  }),
  groupby: over('array', 1, (items, [call]) => {
    const groups = new Map<string, Json[]>();
    for (const [index, item] of items.entries()) {
      const key = call!(item, index);
      if (typeof key !== 'string' || isPrincipal(key)) return unclearKey(key);
      groups.set(key, [...(groups.get(key) ?? []), item]);
    }
    return withoutTwins([...groups]);
  }),
  map: over('array', 1, (items, [call]) => items.map((item, index) => call!(item, index))),
  mapvalues: over('object', 1, (object, [call]) =>
    Object.fromEntries(Object.entries(object).map(([key, value]) => [key, call!(value)])),
  ),
  reduce: (args, evaluate, name) => {
    const [list, start, lambda] = args;
    if (args.length !== 3) return wrongCount(name, args.length);
    return over('array', 1, (items, [call]) =>
      items.reduce<Json>((so, item, index) => call!(so, item, index), evaluate(start!)),
    )([list!, lambda!], evaluate, name);
  },
  sort: over('array', 1, (items, [call]) => sorted(items, call!)),
  toobject: over('array', 2, (items, [keyFor, valueFor]) =>
    withoutTwins(
      items.map((item, index) => [keyFor!(item, index), valueFor === undefined ? item : valueFor(item, index)]),
    ),
  ),
};

/** A function of a list or an object and up to `most` lambdas, one at least. */
function over<K extends 'array' | 'object'>(
  kind: K,
  most: number,
  does: (value: K extends 'array' ? readonly Json[] : Row, calls: readonly Call[]) => Json,
): Form {
  return ([first, ...lambdas], evaluate, name) => {
    if (first === undefined || lambdas.length === 0 || lambdas.length > most)
      return wrongCount(name, lambdas.length + 1);
    const value = evaluate(first);
    if (isUnknownValue(value)) return value;
    if (kindOf(value) !== kind)
      return refused(`the function ${name} takes ${kind} as argument 1, not ${kindOf(value)}`);
    const calls = lambdas.map(lambda => callOf(lambda, evaluate));
    return calls.includes(undefined)
      ? refused(`the function ${name} was given no lambda`)
      : does(value as K extends 'array' ? readonly Json[] : Row, calls as readonly Call[]);
  };
}

/** `lambda('a', 'b', body)`: the names of its variables, then what it comes to. */
function callOf(lambda: Expression, evaluate: Evaluate): Call | undefined {
  if (lambda.is !== 'call' || lambda.name.toLowerCase() !== 'lambda') return undefined;
  const body = lambda.args.at(-1);
  const names = lambda.args.slice(0, -1).map(name => (name.is === 'literal' ? String(name.value).toLowerCase() : ''));
  if (body === undefined || names.includes('')) return undefined;
  return (...values) =>
    evaluate(body, Object.fromEntries(names.map((name, index) => [name, values[index] ?? null] as const)));
}

function unclearKey(key: Json): Json {
  if (isPrincipal(key)) return spelledOut(key);
  return isUnknownValue(key) ? key : refused(`the key of an object is ${kindOf(key)}`);
}

/** What happens to keys that come twice, in whatever case, is not documented. */
function withoutTwins(entries: readonly (readonly [Json, Json])[]): Json {
  const keys = entries.map(([key]) => (typeof key === 'string' ? key.toLowerCase() : key));
  const texts = keys.filter(key => typeof key === 'string');
  return new Set(texts).size < texts.length
    ? unknownValue('an object was to be made with the same key twice')
    : objectOf(entries);
}

/** The lambda says of two items whether the first comes first. */
function sorted(items: readonly Json[], comesFirst: Call): Json {
  let unclear: Json | undefined;
  const before = (a: Json, b: Json) => {
    const answer = comesFirst(a, b);
    if (typeof answer === 'boolean') return answer;
    unclear ??= isUnknownValue(answer) ? answer : refused(`the lambda of sort gives ${kindOf(answer)}`);
    return false;
  };
  const order = items.toSorted((a, b) => {
    if (unclear !== undefined) return 0;
    return Number(before(b, a)) - Number(before(a, b));
  });
  return unclear ?? order;
}
