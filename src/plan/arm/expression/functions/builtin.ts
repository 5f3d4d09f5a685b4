/** How built-in functions are declared: what each takes, checked before it runs. */

import type { Json, Row } from '../../../../model/estate.ts';
import { unknownValue } from '../../../../model/json.ts';
import { isPrincipal, kindOf, refused, spelledOut } from '../values.ts';

/**
 * What an argument may be. `list` is a text or an array, `container` either of these or an object. Texts whose characters
 * matter are no principals, except of `name`. `any` is anything known, `maybe` anything at all. A `?` marks the last arguments
 * that may be left out.
 */
type Values = {
  text: string;
  name: string;
  int: number;
  number: number;
  bool: boolean;
  array: readonly Json[];
  object: Row;
  list: string | readonly Json[];
  container: string | readonly Json[] | Row;
  any: Json;
  maybe: Json;
};
export type Takes = keyof Values;
type Optional = `${Takes}?`;
type Given<T extends Takes | Optional> = T extends Takes
  ? Values[T]
  : T extends `${infer K extends Takes}?`
    ? Values[K] | undefined
    : never;

/** Answers with a value, which may be unknown. Does not throw. */
export type Builtin = (args: readonly Json[], name: string) => Json;

export type Builtins = { readonly [name: string]: Builtin };

/** A function with a fixed list of arguments. */
export function takes<const T extends readonly (Takes | Optional)[]>(
  kinds: T,
  does: (...args: { [I in keyof T]: Given<T[I]> }) => Json,
): Builtin {
  const least = kinds.filter(kind => !kind.endsWith('?')).length;
  return (args, name) => {
    if (args.length < least || args.length > kinds.length) return wrongCount(name, args.length);
    const fault = firstFault(name, args, index => kinds[index]!.replace('?', '') as Takes);
    return fault ?? does(...(args as { [I in keyof T]: Given<T[I]> }));
  };
}

/** A function with any number of arguments of one kind, `least` at least. */
export function takesMany<const K extends Takes>(
  kind: K,
  least: number,
  does: (args: readonly Values[K][], name: string) => Json,
): Builtin {
  return (args, name) => {
    if (args.length < least) return wrongCount(name, args.length);
    return firstFault(name, args, () => kind) ?? does(args as readonly Values[K][], name);
  };
}

export function wrongCount(name: string, count: number): Row {
  return refused(`the function ${name} does not take ${count} argument${count === 1 ? '' : 's'}`);
}

const KINDS: { readonly [K in Takes]: readonly string[] } = {
  text: ['text'],
  name: ['text'],
  int: ['number'],
  number: ['number'],
  bool: ['boolean'],
  array: ['array'],
  object: ['object'],
  list: ['text', 'array'],
  container: ['text', 'array', 'object'],
  any: ['null', 'text', 'number', 'boolean', 'array', 'object'],
  maybe: ['null', 'text', 'number', 'boolean', 'array', 'object', 'unknown'],
};

function firstFault(name: string, args: readonly Json[], kindAt: (index: number) => Takes): Row | undefined {
  let unknown: Row | undefined;
  for (const [index, arg] of args.entries()) {
    const wanted = kindAt(index);
    const kind = kindOf(arg);
    if (kind === 'unknown' && wanted !== 'maybe') unknown ??= arg as Row;
    else if (!KINDS[wanted].includes(kind) || (wanted === 'int' && !Number.isSafeInteger(arg)))
      // Some functions take null for an empty text; which do is not documented.
      return (kind === 'null' ? unknownValue : refused)(
        `the function ${name} takes ${wanted === 'name' ? 'text' : wanted} as argument ${index + 1}, not ${kind}`,
      );
    else if (['text', 'list', 'container'].includes(wanted) && isPrincipal(arg)) unknown ??= spelledOut(arg);
  }
  return unknown;
}
