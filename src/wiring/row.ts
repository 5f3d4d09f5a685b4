/** What the row of a resource says of itself. What a plan leaves open of it, its id tells. */

import type { Row } from '../model/estate.ts';
import { factOf, isUnknown, Unknown } from '../model/fact.ts';
import { at, textAt } from '../model/json.ts';
import { parseResourceId } from '../model/resource-id.ts';

/** The id as Azure spells it. */
export function idOf(row: Row): string {
  return textAt(row, 'id')!;
}

/** The type, in lower case; empty where neither the row nor its id has one. */
export function typeOf(row: Row): string {
  const type = factOf(() => textAt(row, 'type') ?? '');
  return isUnknown(type) || type === '' ? (parseResourceId(idOf(row))?.type ?? '') : type.toLowerCase();
}

/** The name as Azure spells it; `undefined` where neither the row nor its id has one. */
export function nameOf(row: Row): string | undefined {
  const name = factOf(() => textAt(row, 'name') ?? '');
  return isUnknown(name) || name === '' ? parseResourceId(idOf(row))?.name : name;
}

/** Why nothing is known of what a resource is set to: none is without properties, and this row is. */
export function withoutProperties(row: Row): Unknown | undefined {
  const properties = factOf(() => at(row, 'properties') ?? null);
  return typeof properties === 'object' && properties !== null
    ? undefined
    : new Unknown(`Azure sent ${idOf(row)} without its properties`);
}
