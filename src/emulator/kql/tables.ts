/** The columns of Resource Graph's tables. */

import type { Table } from '../../model/estate.ts';

const STRINGS = [
  'id',
  'name',
  'type',
  'tenantId',
  'kind',
  'location',
  'resourceGroup',
  'subscriptionId',
  'managedBy',
  'apiVersion',
];
const DYNAMICS = ['sku', 'plan', 'properties', 'tags', 'identity', 'zones', 'extendedLocation', 'systemData'];
const ALL = [...STRINGS, ...DYNAMICS];

/** Columns that are empty where a row has none, not null. */
export const STRING_COLUMNS: ReadonlySet<string> = new Set(STRINGS);
export const DYNAMIC_COLUMNS: ReadonlySet<string> = new Set(DYNAMICS);

/** Columns by table (learn.microsoft.com, Azure Resource Graph, "Supported tables and resource types"). */
export const COLUMNS: Partial<Readonly<Record<Table, readonly string[]>>> = {
  resources: ALL,
  resourcecontainers: ALL,
  authorizationresources: ALL,
  resourcechanges: ALL,
};
