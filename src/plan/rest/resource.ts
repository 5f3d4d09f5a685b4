/** Resources as Resource Manager answers them, alone or in a list, and as the Azure CLI prints them. */

import type { Json, Row } from '../../model/estate.ts';
import { CLUSTER } from '../../model/resource-types.ts';
import type { Path } from '../../sources/yaml.ts';
import { typeOf } from '../resource-type.ts';
import { isRow } from '../row.ts';

export type Placed = { readonly row: Row; readonly path: Path };

/** What stands beside `properties` in a resource (ARM common types, `TrackedResource` and what templates add). */
export const ENVELOPE = [
  ...['apiVersion', 'etag', 'extendedLocation', 'id', 'identity', 'kind', 'location', 'managedBy', 'name', 'plan'],
  ...['properties', 'resourceGroup', 'sku', 'systemData', 'tags', 'type', 'zones'],
];

/** One resource, or each of a list's. */
export function resourcesIn(value: Json): Placed[] {
  if (Array.isArray(value)) return value.flatMap((row, index) => (isRow(row) ? [{ row, path: [index] }] : []));
  if (!isRow(value)) return [];
  if (!Array.isArray(value.value)) return [{ row: value, path: [] }];
  return resourcesIn(value.value).map(({ row, path }) => ({ row, path: ['value', ...path] }));
}

/** Whether it says which resource it is, and what the resource is like. */
export function isWhole(row: Row): row is Row & { readonly id: string } {
  return typeof row.id === 'string' && row.id.startsWith('/') && (isRow(row.properties) || isFlat(row));
}

/** The Azure CLI lays the properties of a cluster open beside its name (`az networkcloud cluster show`). */
function isFlat(row: Row): boolean {
  return isClusterId(row.id) && !('properties' in row) && Object.keys(row).some(key => !isEnvelope(key));
}

/** The resource as the API has it, and where its properties stand. */
export function unfolded(row: Row): { readonly row: Row; readonly isFlat: boolean } {
  if (!isFlat(row)) return { row, isFlat: false };
  const entries = Object.entries(row);
  const properties = Object.fromEntries(entries.filter(([key]) => !isEnvelope(key)));
  return { row: { ...Object.fromEntries(entries.filter(([key]) => isEnvelope(key))), properties }, isFlat: true };
}

export function isEnvelope(key: string): boolean {
  return ENVELOPE.some(known => known.toLowerCase() === key.toLowerCase());
}

export function isClusterId(id: Json | undefined): boolean {
  return typeof id === 'string' && typeOf(id) === CLUSTER;
}
