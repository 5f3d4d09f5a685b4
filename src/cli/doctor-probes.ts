/** Chooses what to read directly so that it is seen whether it may be: one thing of each kind in each subscription. */

import type { Estate } from '../estate/estate.ts';
import type { Row } from '../model/estate.ts';
import { textAt } from '../model/json.ts';
import { subscriptionOf } from '../model/resource-id.ts';
import { CLUSTER, IDENTITY, STORAGE_ACCOUNT, VAULT, WORKSPACE } from '../model/resource-types.ts';
import type { Doubts } from './doubts.ts';

/** Of `machines`, the ids of CycleCloud's servers. A scan makes these reads only once it doubts what it found. */
export function probesOf(estate: Estate, machines: readonly string[]): Doubts {
  const rows = [...estate.rows('resources')].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  const of = (...types: string[]) => rows.filter(row => types.includes(textAt(row, 'type')?.toLowerCase() ?? ''));
  const principalId = rows.map(principalOf).find(id => id !== undefined);
  const scopes = [...of(STORAGE_ACCOUNT, VAULT, WORKSPACE, IDENTITY, CLUSTER).map(idOf), ...machines];
  const names = (type: string) => of(type).flatMap(row => textAt(row, 'name') ?? []);
  return {
    questions: principalId === undefined ? [] : oneEach(scopes).map(scope => ({ principalId, scope })),
    identities: oneEach(of(IDENTITY).map(idOf)),
    clusters: oneEach(of(CLUSTER).map(idOf)),
    machines: oneEach(machines),
    accounts: names(STORAGE_ACCOUNT).slice(0, 1),
    vaults: names(VAULT).slice(0, 1),
  };
}

/** The first id of each subscription. */
export function oneEach(ids: readonly string[]): string[] {
  const groups = Map.groupBy(ids, subscriptionOf);
  return [...groups.values()].map(([first]) => first!);
}

function principalOf(row: Row): string | undefined {
  const isIdentity = textAt(row, 'type')?.toLowerCase() === IDENTITY;
  return isIdentity ? textAt(row, 'properties', 'principalId') : textAt(row, 'identity', 'principalId');
}

function idOf(row: Row): string {
  return textAt(row, 'id')!;
}
