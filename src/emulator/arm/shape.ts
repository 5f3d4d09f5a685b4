/** Turns a row of Resource Graph into what Resource Manager answers for the same resource. */

import type { Json, Row } from '../../model/estate.ts';
import { prop, textAt } from '../../model/json.ts';

/** Columns that Resource Graph adds to each row. */
const ADDED = new Set(['resourceGroup', 'subscriptionId', 'tenantId', 'apiVersion']);

/** Resource Graph has every column in every row, empty or null; Resource Manager leaves out what a resource lacks. */
export function resourceShape(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).filter(([name, value]) => !ADDED.has(name) && value !== null && value !== ''),
  );
}

/** Role assignments, role definitions and their kin have nothing but these. */
export function authorizationShape(row: Row): Row {
  const kept = ['properties', 'id', 'type', 'name'].filter(name => row[name] !== undefined);
  return Object.fromEntries(kept.map(name => [name, row[name] as Json]));
}

export function subscriptionShape(row: Row): Row {
  const subscriptionId = textAt(row, 'id')!.split('/')[2]!;
  return {
    id: `/subscriptions/${subscriptionId}`,
    subscriptionId,
    ...(textAt(row, 'tenantId') === undefined ? {} : { tenantId: textAt(row, 'tenantId')! }),
    displayName: textAt(row, 'name') ?? subscriptionId,
    state: textAt(row, 'properties', 'state') ?? 'Enabled',
    subscriptionPolicies: prop(prop(row, 'properties'), 'subscriptionPolicies') ?? {},
    authorizationSource: 'RoleBased',
  };
}
