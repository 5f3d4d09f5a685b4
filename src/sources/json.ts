/** Checks values from JSON, of which nobody knows the lines, against a JSON Schema. */

import type { Json } from '../model/estate.ts';
import { schemaCheck } from './check.ts';

/** What is wrong with a value, in words without a place; `what` is what they call the whole. */
export function jsonCheck(schema: object, what = 'the file'): (value: Json) => string[] {
  const check = schemaCheck(schema);
  const start = { file: '', line: 1, column: 1 };
  const nowhere = { file: '', problems: [], locate: () => start, locateKey: () => start, locateWithin: () => start };
  return value => check({ ...nowhere, value }).map(({ says }) => says.replace(/^the file\b/, what));
}
