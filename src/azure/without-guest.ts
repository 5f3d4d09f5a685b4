/** Leaves out of a VM or scale set what no rule reads: user names, scripts, extensions, disks and networks may hold secrets. */

import type { Json, Row } from '../model/estate.ts';
import { at, prop, textAt } from '../model/json.ts';
import { VM } from '../model/resource-types.ts';

const MACHINE = /^microsoft\.compute\/virtualmachine(?:s|scalesets)$/i;

/** What tells a server and a node: everything else of its properties stays behind. */
export function withoutGuest(row: Row): Row {
  const { properties } = row;
  if (!MACHINE.test(textAt(row, 'type') ?? '') || typeof properties !== 'object' || properties === null) return row;
  const image = at(properties, 'storageProfile', 'imageReference');
  const kept: { [key: string]: Json } = {};
  for (const key of ['orchestrationMode', 'provisioningState', 'virtualMachineScaleSet', 'vmId']) {
    const value = prop(properties, key);
    if (value !== undefined) kept[key] = value;
  }
  if (image !== undefined) kept.storageProfile = { imageReference: image };
  return { ...row, properties: kept };
}

/** Whether a VM was bought as CycleCloud's marketplace image. */
export function isServer(row: Row): boolean {
  if (textAt(row, 'type')?.toLowerCase() !== VM) return false;
  const publishers = [
    textAt(row, 'plan', 'publisher'),
    textAt(row, 'properties', 'storageProfile', 'imageReference', 'publisher'),
  ];
  return publishers.some(publisher => publisher?.toLowerCase() === 'azurecyclecloud');
}
