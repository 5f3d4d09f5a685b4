/** Checks what was written by an earlier run against the schema that ships with midrift. */

import { readFile } from 'node:fs/promises';
import type { Json } from '../model/estate.ts';
import { packageFile } from './home.ts';

const SCHEMA = packageFile('schemas/result.schema.json');

type Check = (value: Json) => string[];

/** Checks a whole result, or a line that holds a part of one, by the name that the schema gives it. */
export async function resultCheck(part?: string): Promise<Check> {
  const [{ jsonCheck }, text] = await Promise.all([import('../sources/json.ts'), readFile(SCHEMA, 'utf8')]);
  // Everything in it means the same in the older draft that the other schemas are written in.
  const { $schema: _, ...schema } = JSON.parse(text) as { $schema: string; $defs: object };
  return part === undefined
    ? jsonCheck(schema)
    : jsonCheck({ $defs: schema.$defs, $ref: `#/$defs/${part}` }, 'the line');
}
