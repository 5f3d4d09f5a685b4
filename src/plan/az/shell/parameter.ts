/** What `$X` and `${X…}` stand for. */

import type { ParameterExpansionPart, ParameterOperation, Word } from 'unbash';
import { hole, whyHole } from '../hole.ts';
import { removeFitting } from './glob.ts';
import type { Scope, Variable } from './scope.ts';

/** What an expansion needs of the shell that it happens in. */
export type Expansion = {
  readonly scope: Scope;
  /** The script's name, as `$0` gives it. */
  readonly script: string;
  readonly expand: (word: Word) => Promise<string>;
  /** Tells the reader of the plan something about this place. */
  readonly notice: (says: string) => void;
};

const SPECIAL = /^(?:[?$!_-]|RANDOM|SECONDS|LINENO|PPID|EPOCHSECONDS|SRANDOM|BASHPID)$/;

/** The value of a variable, or `undefined` where the script does not set it. */
export function lookUp(name: string, { scope, script }: Pick<Expansion, 'scope' | 'script'>): Variable | undefined {
  if (name === '0' || name === 'BASH_SOURCE') return script;
  if (name === 'PWD') return scope.variables.get('PWD') ?? '.';
  if (name === '@' || name === '*') return scope.positional;
  if (name === '#') return scope.positional === undefined ? undefined : String(scope.positional.length);
  if (/^\d+$/.test(name))
    return scope.positional === undefined ? undefined : (scope.positional[Number(name) - 1] ?? '');
  return scope.variables.get(name);
}

/** Stands for a variable that the script does not set. */
export function unset(name: string): string {
  if (/^[\d@*#]+$/.test(name)) return hole(`$${name} is an argument of the script, which is given when it runs`);
  return hole(
    SPECIAL.test(name) ? `$${name} is only known when the script runs` : `$${name} is not set in this script`,
  );
}

/** The texts that an expansion gives: several for all elements of an array. */
export async function expandParameter(part: ParameterExpansionPart, shell: Expansion): Promise<readonly string[]> {
  const { parameter, prefix, index, operation } = part;
  const unclear = (): readonly string[] => [hole(`${part.text} is not worked out`)];
  if (prefix !== undefined) return unclear();
  const found = lookUp(parameter, shell);
  if (index !== undefined && parameter !== 'BASH_SOURCE')
    return operation === undefined ? element(parameter, found, index.text) : unclear();
  const value = firstOf(found);
  if (operation === undefined) return [value ?? unset(parameter)];
  return [(await operated(parameter, value, operation, shell)) ?? unclear()[0]!];
}

function element(name: string, found: Variable | undefined, index: string): readonly string[] {
  if (found === undefined) return [unset(name)];
  const elements = typeof found === 'string' ? [found] : found;
  if (index === '@' || index === '*') return elements;
  return [/^\d+$/.test(index) ? (elements[Number(index)] ?? '') : hole(`${name}[${index}] is not worked out`)];
}

export function firstOf(value: Variable | undefined): string | undefined {
  return typeof value === 'string' || value === undefined ? value : (value[0] ?? '');
}

async function operated(
  name: string,
  value: string | undefined,
  operation: ParameterOperation,
  shell: Expansion,
): Promise<string | undefined> {
  switch (operation.type) {
    case 'Default': {
      const isColon = operation.operator.startsWith(':');
      const isGiven = value !== undefined && !(isColon && value === '');
      const kind = operation.operator.replace(':', '');
      if (kind === '+') return value === undefined ? undefined : isGiven ? shell.expand(operation.operand) : '';
      if (isGiven) return value;
      if (kind === '?') return value === undefined ? unset(name) : hole(`$${name} is empty, and the script ends here`);
      if (value === undefined) shell.notice(`$${name} is taken to be its default: nothing in this script sets it`);
      const instead = await shell.expand(operation.operand);
      if (kind === '=') shell.scope.variables.set(name, instead);
      return instead;
    }
    case 'Remove': {
      if (value === undefined || whyHole(value) !== undefined) return value ?? unset(name);
      return removeFitting(value, operation.operator, await shell.expand(operation.operand));
    }
    case 'Replace': {
      if (value === undefined || whyHole(value) !== undefined) return value ?? unset(name);
      const pattern = await shell.expand(operation.pattern);
      const replacement = await shell.expand(operation.replacement);
      if (/[*?[\]\uE000]/.test(pattern) || (operation.operator !== '/' && operation.operator !== '//'))
        return undefined;
      if (operation.operator === '//') return value.replaceAll(pattern, () => replacement);
      return value.replace(pattern, () => replacement);
    }
    case 'CaseModification': {
      if (value === undefined || whyHole(value) !== undefined) return value ?? unset(name);
      if (operation.operand !== undefined || operation.operator.length !== 2) return undefined;
      return operation.operator === ',,' ? value.toLowerCase() : value.toUpperCase();
    }
    default:
      return undefined;
  }
}
