/** Says what is wrong with an expression, and what was probably meant. */

import { meant } from '../sources/meant.ts';
import { SUBJECTS, type SubjectKind, type TypeName } from '../subjects/subjects.ts';
import { TYPES } from '../subjects/types.ts';

/** What is wrong with a text, and where in it. */
export type Fault = { readonly says: string; readonly offset: number };

/** Every name that an expression on a kind of subject can start with, and its type. */
export function variablesOf(kind: SubjectKind): readonly (readonly [name: string, type: string])[] {
  return Object.entries(SUBJECTS[kind].variables);
}

/** Makes of a parser's or checker's error a fault. */
export function faultOf(error: unknown, kind: SubjectKind, text: string): Fault {
  const { summary, range, message } = error as {
    summary?: string;
    range?: { start: number; end: number };
    message: string;
  };
  const says = (summary ?? message.split('\n')[0]!).replace(/^./, letter => letter.toLowerCase());
  const offset = range?.start ?? 0;
  const word = /(?:no such key|unknown variable): (\w+)/i.exec(says)?.[1];
  if (word === undefined) return { says, offset };
  const known = /variable/i.test(says) ? variablesOf(kind).map(([name]) => name) : fieldsBefore(text, offset, kind);
  return { says: `${says}; ${meant(word, known)}`, offset };
}

/** The fields of the type that stands before a misspelt one, as far as its path is plain: `storage.firewall.`. */
function fieldsBefore(text: string, offset: number, kind: SubjectKind): string[] {
  const path = /([A-Za-z_][\w.]*)\.$/.exec(text.slice(0, offset))?.[1]?.split('.') ?? [];
  const [variable, ...rest] = path;
  let type: string | undefined = Object.fromEntries(variablesOf(kind))[variable ?? ''];
  for (const name of rest) {
    const fields: { readonly [name: string]: { readonly type: string } } = TYPES[type as TypeName]?.fields ?? {};
    type = fields[name]?.type;
  }
  const found = TYPES[type as TypeName]?.fields;
  return found !== undefined ? Object.keys(found) : Object.values(TYPES).flatMap(({ fields }) => Object.keys(fields));
}
