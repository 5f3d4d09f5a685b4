/** The row of a resource after one write. */

import type { Json, Row } from '../../model/estate.ts';
import { unknownValue, whyUnknown } from '../../model/json.ts';
import type { Operation } from '../../model/plan.ts';
import { parseResourceId, subscriptionOf } from '../../model/resource-id.ts';
import { CLUSTER, SCALE_SET, VAULT, VM } from '../../model/resource-types.ts';
import { withItems } from './edit-items.ts';
import { identityAfter, kindsOf, type Sending, withKinds } from './identity.ts';
import { azuresOwn, withLeftOut, withUnread } from './left-out.ts';
import { isObject, merge, partOf, withKey } from './merge.ts';

/** Machines and clusters: what acts as an identity. */
const ACTORS = [CLUSTER, VM, SCALE_SET];

/**
 * @param old what is there; `undefined` where nothing is known to be
 * @param hidden why there may be more than what a patch says; absent where that is certain
 */
export function rowAfter(operation: Operation, old: Row | undefined, hidden?: string): Row {
  let row = merged(operation, old, hidden);
  for (const edit of operation.edits ?? []) if (edit.is === 'items') row = withItems(row, edit, hidden);
  return row;
}

function merged(operation: Operation, old: Row | undefined, hidden: string | undefined): Row {
  const { does, type, body, replaces = [] } = operation;
  const isPart = does === 'patch';
  let row = old ?? shellOf(operation.id, type);
  const name = String(row.name);
  for (const [key, sent] of Object.entries(body)) {
    if (['identity', 'properties'].includes(key.toLowerCase())) continue;
    row = withKey(row, key, present => (isPart && !replaces.includes(key) ? merge(present, sent) : sent));
  }
  const open: Sending = hidden === undefined ? 'part' : { is: 'part', because: hidden };
  const sending = isPart && !replaces.includes('identity') ? open : 'whole';
  row = withIdentity(row, operation, sending);
  const properties = partOf(body, 'properties');
  const because = whyUnknown(properties);
  if (because !== undefined) return withKey(row, 'properties', was => unread(type, was, because));
  if (isPart && !replaces.includes('properties')) {
    if (hidden === undefined && properties === undefined) return row;
    const fill = (value: Json) => (hidden === undefined || !isObject(value) ? value : withUnread(type, value, hidden));
    return withKey(row, 'properties', was => fill(merge(was, properties ?? {})));
  }
  const sent = isObject(properties) ? properties : {};
  const whole = withLeftOut(type, name, partOf(row, 'properties'), sent);
  return withKey(row, 'properties', () => (old === undefined ? withNewDefaults(operation, whole) : whole));
}

/** An empty row, as Resource Graph begins one. */
export function shellOf(id: string, type: string): Row {
  const subscriptionId = subscriptionOf(id);
  const resourceGroup = /\/resourcegroups\/([^/]+)/i.exec(id)?.[1];
  return {
    id,
    name: parseResourceId(id)?.name ?? id.slice(id.lastIndexOf('/') + 1),
    type,
    ...(subscriptionId === undefined ? {} : { subscriptionId }),
    ...(resourceGroup === undefined ? {} : { resourceGroup }),
  };
}

/**
 * A row of which it is not known what it says.
 * @param stays that it is there is certain, and so is what only Azure sets of it
 */
export function unsettled(type: string, row: Row, because: string, stays: boolean): Row {
  const actor = ACTORS.includes(type) ? withKey(row, 'identity', () => unknownValue(because)) : row;
  return withKey(actor, 'properties', was => (stays ? unread(type, was, because) : unknownValue(because)));
}

/** Of clusters and machines Azure sets nothing that matters. */
function unread(type: string, was: Json | undefined, because: string): Json {
  return ACTORS.includes(type) ? unknownValue(because) : withUnread(type, azuresOwn(was), because);
}

/** Clusters lose the identities that a write leaves out, as the document warns; of machines no document says so. */
function withIdentity(row: Row, { type, body, edits = [] }: Operation, sending: Sending): Row {
  const old = partOf(row, 'identity');
  const edit = edits.find(each => each.is === 'identities');
  const named = partOf(body, 'identity');
  const sent = edit === undefined ? named : withKinds(old, named, edit, sending);
  if (sent === undefined && sending === 'whole' && [VM, SCALE_SET].includes(type) && kindsOf(old)?.length !== 0) {
    const because = `the plan leaves out the identities of ${row.name}, and no document says whether the service keeps them`;
    return withKey(row, 'identity', () => unknownValue(because));
  }
  if (sent === undefined && !ACTORS.includes(type)) return row;
  return withKey(row, 'identity', () => identityAfter(old, sent, sending) ?? null);
}

/** A vault that is made through the API of 2026-02-01 or later decides by roles unless it is told otherwise ("access-control-default"). */
function withNewDefaults({ type, apiVersion }: Operation, properties: Row): Row {
  const isSet = (partOf(properties, 'enableRbacAuthorization') ?? null) !== null;
  if (type !== VAULT || isSet || apiVersion === undefined || apiVersion.slice(0, 10) < '2026-02-01') return properties;
  return withKey(properties, 'enableRbacAuthorization', () => true);
}
