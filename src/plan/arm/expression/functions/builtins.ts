/** The built-in functions that work on evaluated arguments, by name in lower case. */

import type { Builtin } from './builtin.ts';
import { ENCODINGS } from './encodings.ts';
import { HASHES } from './hashes.ts';
import { LISTS } from './lists.ts';
import { LOGIC } from './logic.ts';
import { NUMBERS } from './numbers.ts';
import { OBJECTS } from './objects.ts';
import { TEXTS } from './texts.ts';
import { UNKNOWABLE } from './unknowable.ts';

export const BUILTINS: ReadonlyMap<string, Builtin> = new Map(
  [ENCODINGS, HASHES, LISTS, LOGIC, NUMBERS, OBJECTS, TEXTS, UNKNOWABLE].flatMap(Object.entries),
);
