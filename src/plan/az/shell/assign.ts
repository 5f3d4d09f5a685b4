/** Sets variables. */

import type { Assignment } from 'unbash';
import { hole } from '../hole.ts';
import { bounded } from './files.ts';
import { firstOf, unset } from './parameter.ts';
import { expandText, expandWord, type WordExpansion } from './words.ts';

export type Assigning = Assignment;

/** Sets the variable that an assignment names. */
export async function declare({ name, value, append, index }: Assignment, shell: WordExpansion): Promise<void> {
  const { variables } = shell.scope;
  const before = variables.get(name);
  if (index !== undefined) variables.set(name, hole(`the elements of ${name} are not worked out`));
  else if (value.type === 'ArrayValue') {
    const elements: string[] = [];
    for (const word of value.elements) for (const { text } of await expandWord(word, shell)) elements.push(text);
    const kept = append && before !== undefined ? (typeof before === 'string' ? [before] : before) : [];
    variables.set(name, [...kept, ...elements]);
  } else {
    const text = bounded(await expandText(value, shell), `$${name}`);
    variables.set(name, append ? bounded(`${firstOf(before) ?? unset(name)}${text}`, `$${name}`) : text);
  }
}

/** An assignment that stands among the arguments of a command, as the argument that it is. */
export async function assigned({ name, value, text }: Assignment, shell: WordExpansion): Promise<string> {
  return value.type === 'ArrayValue' ? text : `${name}=${await expandText(value, shell)}`;
}
