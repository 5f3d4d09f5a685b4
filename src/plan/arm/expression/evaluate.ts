/**
 * What a string of an ARM template comes to. What is not known before the deployment, and what Azure would refuse, is an
 * `unknownValue` that says why; within arrays and objects, the parts that are not known are.
 *
 * What surrounds an expression is its `Scope`. Functions of the scope go before built-in ones of the same name:
 * `parameters`, `variables`, `reference`, `copyindex`, `deployment`, `resourcegroup`, `subscription`, user functions as
 * `namespace.name`; those of `resource-id.ts` and `environment.ts` are made by helpers there.
 * Arguments come evaluated and may be unknown; `raw` are the same before evaluation.
 * A function that answers in part returns `partlyKnown(because, { principalId: … })`: its known properties can be read,
 * any other is unknown, with that reason. A property that a plain object lacks is taken for a mistake of the template.
 */

import type { Json } from '../../../model/estate.ts';
import { NotYetKnown } from '../../../model/fact.ts';
import { unknownValue } from '../../../model/json.ts';
import { BUILTINS } from './functions/builtins.ts';
import { FORMS } from './functions/forms.ts';
import { unheardOf } from './functions/unknowable.ts';
import { type Expression, parseExpression } from './parse.ts';
import { propertyOf } from './property.ts';
import { refused } from './values.ts';
import { withinBounds } from './weigh.ts';

/** May throw `NotYetKnown`, which makes its value unknown. */
export type ScopeFunction = (
  args: readonly Json[],
  raw: readonly Expression[],
  evaluate: (expression: Expression) => Json,
) => Json;

export type Scope = {
  /** By name in lower case. */
  readonly functions: { readonly [lowerCaseName: string]: ScopeFunction };
};

/** What an expression comes to, or the text that the string is. Throws nothing of its own. */
export function evaluate(text: string, scope: Scope): Json {
  const parsed = parseExpression(text);
  if ('fault' in parsed)
    return refused(`an expression cannot be read: ${parsed.fault} at its character ${parsed.offset + 1}`);
  try {
    return new Run(scope).valueOf(parsed, NO_VARIABLES);
  } catch (error) {
    // The stack is full: variables that go around in circles, values that nest without end.
    if (error instanceof RangeError) return unknownValue('an expression nests too deeply to be worked out');
    throw error;
  }
}

/** Parts that one expression may evaluate, counting those in loops once for each turn. */
const LONGEST_RUN = 1_000_000;

type Variables = { readonly [lowerCaseName: string]: Json };

const NO_VARIABLES: Variables = {};

class Run {
  readonly #functions: Scope['functions'];
  #left = LONGEST_RUN;

  constructor(scope: Scope) {
    this.#functions = scope.functions;
  }

  valueOf(expression: Expression, variables: Variables): Json {
    this.#left -= 1;
    if (this.#left < 0) return unknownValue('an expression takes too long to be worked out');
    // A loop, as chains of properties may be longer than the stack is deep.
    const keys: Expression[] = [];
    let root = expression;
    for (; root.is === 'property'; root = root.of) keys.unshift(root.key);
    const value = root.is === 'literal' ? root.value : this.#call(root, variables);
    return keys.reduce<Json>((inner, key) => propertyOf(inner, this.valueOf(key, variables)), value);
  }

  #call(call: Extract<Expression, { is: 'call' }>, variables: Variables): Json {
    const written = call.namespace === undefined ? call.name : `${call.namespace}.${call.name}`;
    const name = written.toLowerCase();
    const inScope = Object.hasOwn(this.#functions, name) ? this.#functions[name] : undefined;
    const form = inScope === undefined ? FORMS.get(name) : undefined;
    const inner = (argument: Expression, own?: Variables) =>
      this.valueOf(argument, own === undefined ? variables : { ...variables, ...own });
    if (form !== undefined) return withinBounds(form(call.args, inner, written));
    const args = call.args.map(argument => this.valueOf(argument, variables));
    if (inScope !== undefined) return given(() => inScope(args, call.args, argument => inner(argument)));
    if (name === 'lambdavariables') return variable(args, variables);
    const builtin = BUILTINS.get(name);
    return builtin === undefined ? unheardOf(written) : withinBounds(builtin(args, written));
  }
}

function given(value: () => Json): Json {
  try {
    return value();
  } catch (error) {
    if (error instanceof NotYetKnown) return unknownValue(error.because);
    throw error;
  }
}

function variable(args: readonly Json[], variables: Variables): Json {
  const [name] = args;
  const key = typeof name === 'string' ? name.toLowerCase() : '';
  return Object.hasOwn(variables, key) ? variables[key]! : refused('a lambda uses a variable that it does not have');
}
