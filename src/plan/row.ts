/** Tells objects from other JSON. */

import type { Json, Row } from '../model/estate.ts';

export function isRow(value: Json | undefined): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
