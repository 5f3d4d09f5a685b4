/** Checks what was written by an earlier run against the schema that ships with midrift. */

import { readFile } from 'node:fs/promises';
import type { Json } from '../model/estate.ts';

const SCHEMA = new URL('../../schemas/result.schema.json', import.meta.url);

type Check = (value: Json) => string[];

/** Checks a whole result, or a part of one that the schema defines by this name. */
export async function resultCheck(part?: string): Promise<Check> {
  const [{ jsonCheck }, text] = await Promise.all([import('../sources/json.ts'), readFile(SCHEMA, 'utf8')]);
  // Everything in it means the same in the older draft that the other schemas are written in.
  const { $schema: _, ...schema } = JSON.parse(text) as { $schema: string; $defs: object };
  return jsonCheck(part === undefined ? schema : { $defs: schema.$defs, $ref: `#/$defs/${part}` });
}
