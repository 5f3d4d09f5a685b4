/** Leaves the hardware out of a cluster: no rule reads it, it is nine tenths of the row, and it says where to attack. */

import type { Row } from '../model/estate.ts';
import { isRow } from './reader.ts';

/** Racks with serial numbers, addresses of management controllers and user names (Microsoft.NetworkCloud/clusters, `properties`). */
const HARDWARE = /^(?:aggregatorOrSingleRackDefinition|computeRackDefinitions)$/i;

export function withoutHardware(cluster: Row): Row {
  const { properties } = cluster;
  if (!isRow(properties)) return cluster;
  const kept = Object.entries(properties).filter(([key]) => !HARDWARE.test(key));
  return { ...cluster, properties: Object.fromEntries(kept) };
}
