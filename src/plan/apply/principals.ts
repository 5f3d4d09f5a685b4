/** The principals of managed identities as a plan makes and ends them. */

import type { Estate } from '../../estate/estate.ts';
import type { Json, Row } from '../../model/estate.ts';
import { whyUnknown } from '../../model/json.ts';
import { principalOf, principalOwner } from '../../model/plan.ts';
import { foldId } from '../../model/resource-id.ts';
import type { Draft } from './draft.ts';
import { partOf, withKey } from './merge.ts';

const OWNERS = ['arm/userassignedidentities', 'arm/clusters', 'arm/virtualmachines', 'resources'] as const;

/** The principal that a resource is or has, as its rows show it; `undefined` where they show none, or none that is known yet. */
export function principalIn(estate: Estate, id: string): string | undefined {
  for (const table of OWNERS) {
    const row = estate.row(table, id);
    const found = [partOf(partOf(row, 'properties'), 'principalId'), partOf(partOf(row, 'identity'), 'principalId')];
    const principal = found.find(value => typeof value === 'string' && value !== '');
    if (principal !== undefined) return principal as string;
  }
  return undefined;
}

/** What stands for the principal that a resource gets next, or has got by the plan: never for one that has ended. */
export function symbolOf(estate: Estate, id: string): string {
  for (let generation = 1; ; generation += 1) {
    const symbol = principalOf(foldId(id), generation);
    const stated = estate.stated({ source: 'graph/directoryobjects', scope: symbol });
    if (stated?.status !== 'complete' || estate.row('graph/directoryobjects', symbol) !== undefined) return symbol;
  }
}

/**
 * Enters a principal that the plan makes. It is in no group.
 * @param unread why it may exist already, and be in groups and have grants that were not read
 */
export function admit(draft: Draft, symbol: string, name: string, unread: string | undefined): void {
  draft.put('graph/directoryobjects', { id: symbol, displayName: name });
  if (unread === undefined) draft.put('graph/memberships', { id: symbol, value: [] });
  else draft.cover({ source: 'graph/memberships', scope: symbol, status: 'partial', because: unread, planned: true });
}

/** Ends a principal: its role assignments stay behind, as in Azure. */
export function dismiss(draft: Draft, principalId: string): void {
  for (const table of ['graph/directoryobjects', 'graph/serviceprincipals'] as const) draft.remove(table, principalId);
  draft.cover({ source: 'graph/directoryobjects', scope: principalId, status: 'complete', planned: true });
}

/** Leaves open whether a principal stays. */
export function doubtPrincipal(draft: Draft, principalId: string, because: string): void {
  for (const table of ['graph/directoryobjects', 'graph/serviceprincipals'] as const) draft.remove(table, principalId);
  draft.cover({ source: 'graph/directoryobjects', scope: principalId, status: 'partial', because, planned: true });
}

/** The principal that a plan refers to by what it belongs to: an object id, or what stands for one that is not known. */
export function meant(estate: Estate, principalId: string): string {
  const owner = principalOwner(principalId);
  return owner === undefined ? principalId : (principalIn(estate, owner) ?? symbolOf(estate, owner));
}

/** As `meant`; of one that is not known, its existence is not either. */
export function resolve(draft: Draft, principalId: string): string {
  const owner = principalOwner(principalId);
  const symbol = meant(draft.estate, principalId);
  if (owner === undefined || principalOwner(symbol) === undefined) return symbol;
  if (draft.estate.row('graph/directoryobjects', symbol) === undefined) {
    const because = `${owner} is not in what was read of Azure, nor made by the plan`;
    draft.cover({ source: 'graph/directoryobjects', scope: symbol, status: 'partial', because, planned: true });
  }
  return symbol;
}

/** The principals of system-assigned identities that earlier steps have made are there now. */
export function settle(draft: Draft): void {
  for (const row of [...draft.estate.rows('graph/directoryobjects')]) {
    const symbol = String(partOf(row, 'id'));
    const owner = principalOwner(symbol);
    if (owner === undefined || symbolOf(draft.estate, owner) !== symbol) continue;
    for (const table of OWNERS) {
      const found = draft.estate.row(table, owner);
      if (isPending(found)) draft.put(table, withPrincipal(found!, symbol));
    }
  }
}

export function withPrincipal(row: Row, principal: Json): Row {
  return withKey(row, 'identity', identity => withKey((identity ?? {}) as Row, 'principalId', () => principal));
}

function isPending(row: Row | undefined): boolean {
  return whyUnknown(partOf(partOf(row, 'identity'), 'principalId')) !== undefined;
}
