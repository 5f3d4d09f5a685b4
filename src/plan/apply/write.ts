/** Puts what a plan writes of a resource into every table that keeps it. */

import type { Row } from '../../model/estate.ts';
import { unknownValue } from '../../model/json.ts';
import type { Operation } from '../../model/plan.ts';
import { CLUSTER, IDENTITY, STORAGE_ACCOUNT } from '../../model/resource-types.ts';
import type { Draft } from './draft.ts';
import { kindsOf } from './identity.ts';
import { isObject, partOf, withKey } from './merge.ts';
import { admit, dismiss, symbolOf, withPrincipal } from './principals.ts';
import { rowAfter, shellOf } from './row.ts';
import { tablesOf } from './tables.ts';

export function write(draft: Draft, operation: Operation): void {
  const { id, type } = operation;
  const tables = tablesOf(type);
  const old = presentRow(draft, type, id);
  const unread = old === undefined ? whyUnread(draft, type, id) : undefined;
  let row = rowAfter(operation, old, unread);
  if (old === undefined) row = begun(draft, type, row, draft.isBlank ? undefined : unread);
  row = withOwnPrincipal(draft, type, row, old, draft.isBlank ? undefined : unread);
  for (const table of tables) draft.put(table, row);
  if (old !== undefined || (unread !== undefined && !draft.isBlank)) return;
  const below = { scope: id, status: 'complete', planned: true } as const;
  // What is made is not there before: nothing lies below it, and nobody has been granted anything on it.
  if (unread === undefined || operation.does !== 'patch') draft.cover({ source: 'resources', ...below });
  if (type === IDENTITY) draft.cover({ source: 'arm/federatedcredentials', ...below });
  if (type === STORAGE_ACCOUNT && unread === undefined) draft.cover({ source: 'arm/blobcontainers', ...below });
}

/** What is there, as it was last read: a fresh read goes before what Resource Graph has. */
function presentRow(draft: Draft, type: string, id: string): Row | undefined {
  const [graph, fresh] = tablesOf(type).map(table => draft.estate.row(table, id));
  if (fresh === undefined || graph === undefined) return fresh ?? graph;
  return { ...shellOf(String(graph.id), type), ...fresh, id: graph.id!, type: graph.type! };
}

/** Why something without a row may exist; `undefined` where it certainly does not. */
function whyUnread(draft: Draft, type: string, id: string): string | undefined {
  const covered = tablesOf(type).map(table => draft.estate.covered(table, id));
  if (covered.some(({ status }) => status === 'complete')) return undefined;
  return `what ${id} is without the plan is not known: ${covered[0]!.because}`;
}

/** A new identity has a principal, which Azure makes with it. */
function begun(draft: Draft, type: string, row: Row, unread: string | undefined): Row {
  const name = String(row.name);
  const properties = partOf(row, 'properties');
  if (type !== IDENTITY || typeof partOf(properties, 'principalId') === 'string') return row;
  const principalId = symbolOf(draft.estate, String(row.id));
  admit(draft, principalId, name, unread);
  const clientId = unknownValue(`the client id of ${name} does not exist before ${name} does`);
  return withKey(row, 'properties', was => ({ ...(isObject(was) ? was : {}), clientId, principalId }));
}

/**
 * The principal of a system-assigned identity comes with the resource. A cluster's needs its grants before the settings that select
 * it, and they need it: the document sets those in a step of their own.
 */
function withOwnPrincipal(draft: Draft, type: string, row: Row, old: Row | undefined, unread: string | undefined): Row {
  const identity = partOf(row, 'identity');
  const kinds = kindsOf(identity);
  const id = String(row.id);
  const had = kindsOf(partOf(old, 'identity'))?.includes('systemassigned') !== false && old !== undefined;
  const before = had ? partOf(partOf(old, 'identity'), 'principalId') : undefined;
  if (kinds?.includes('systemassigned') === false && before !== undefined) {
    dismiss(draft, typeof before === 'string' ? before : symbolOf(draft.estate, id));
  }
  if (had || !kinds?.includes('systemassigned') || partOf(identity, 'principalId') !== undefined) return row;
  const symbol = symbolOf(draft.estate, id);
  const name = String(row.name);
  admit(draft, symbol, `system-assigned identity of ${name}`, unread);
  if (type !== CLUSTER) return withPrincipal(row, symbol);
  const wait = old === undefined ? `${name} does` : `${name} is given it`;
  const because = `the principal of its system-assigned identity does not exist before ${wait}; the next documented step is to query the cluster for it, grant it the roles, and then set the three settings`;
  return withPrincipal(row, unknownValue(because));
}
