/** Values that are computed when they are asked for, once, and that notice when they ask for themselves. */

import type { Json, Row } from '../../model/estate.ts';
import { unknownValue } from '../../model/json.ts';

/** `again` is the answer where the computation asks for its own result. */
export function once<T>(compute: () => T, again: () => T): () => T {
  let found: { readonly value: T } | undefined;
  let isRunning = false;
  return () => {
    if (isRunning) return again();
    if (found !== undefined) return found.value;
    isRunning = true;
    try {
      found = { value: compute() };
      return found.value;
    } finally {
      // Also where the stack was full, after which it may be asked for again.
      isRunning = false;
    }
  };
}

/** An object whose properties are computed when they are read. With `because`, the rest of it is unknown, as is all of it when taken whole. */
export function lazyRow(properties: { readonly [key: string]: () => Json }, because?: string): Row {
  const row = because === undefined ? {} : unknownValue(because);
  for (const [key, get] of Object.entries(properties)) Object.defineProperty(row, key, { enumerable: true, get });
  return row;
}
