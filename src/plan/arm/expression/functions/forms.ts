/** Functions that evaluate only the arguments that they need ("Logical functions for ARM templates"). */

import type { Json, Row } from '../../../../model/estate.ts';
import type { Expression } from '../parse.ts';
import { isUnknownValue, kindOf, refused } from '../values.ts';
import { wrongCount } from './builtin.ts';
import { LAMBDAS } from './lambdas.ts';

/** Evaluates an argument; `variables` are those of a lambda, by name in lower case. */
export type Evaluate = (expression: Expression, variables?: { readonly [name: string]: Json }) => Json;

export type Form = (args: readonly Expression[], evaluate: Evaluate, name: string) => Json;

export const FORMS: ReadonlyMap<string, Form> = new Map<string, Form>([
  ['and', (args, evaluate, name) => decided(args, evaluate, name, false)],
  ['or', (args, evaluate, name) => decided(args, evaluate, name, true)],
  ['coalesce', coalesce],
  ['if', choice],
  ...Object.entries(LAMBDAS),
]);

function choice(args: readonly Expression[], evaluate: Evaluate, name: string): Json {
  const [condition, then, otherwise] = args;
  if (args.length !== 3) return wrongCount(name, args.length);
  const answer = evaluate(condition!);
  if (isUnknownValue(answer)) return answer;
  if (typeof answer !== 'boolean') return refused(`the condition of if is ${kindOf(answer)}`);
  return evaluate(answer ? then! : otherwise!);
}

function coalesce(args: readonly Expression[], evaluate: Evaluate, name: string): Json {
  if (args.length === 0) return wrongCount(name, 0);
  for (const arg of args) {
    const value = evaluate(arg);
    if (value !== null) return value;
  }
  return null;
}

/** One argument that is `by` decides, whatever the others are. */
function decided(args: readonly Expression[], evaluate: Evaluate, name: string, by: boolean): Json {
  if (args.length < 2) return wrongCount(name, args.length);
  let unknown: Row | undefined;
  for (const arg of args) {
    const value = evaluate(arg);
    if (value === by) return by;
    if (isUnknownValue(value)) unknown ??= value;
    else if (typeof value !== 'boolean') return refused(`the function ${name} was given ${kindOf(value)}`);
  }
  return unknown ?? !by;
}
