/** Takes away what a plan deletes, with everything below it. */

import type { Table } from '../../model/estate.ts';
import { textAt, whyUnknown } from '../../model/json.ts';
import type { Operation } from '../../model/plan.ts';
import { foldId, lastSegment, scopeAndParents } from '../../model/resource-id.ts';
import { ROLE_ASSIGNMENT, ROLE_DEFINITION, STORAGE_ACCOUNT, VAULT } from '../../model/resource-types.ts';
import { scopeOf } from '../resource-type.ts';
import { changeAssignments } from './assignments.ts';
import type { Draft } from './draft.ts';
import { partOf } from './merge.ts';
import { dismiss, symbolOf } from './principals.ts';
import { recordPrincipals } from './recorded.ts';
import { THINGS, tablesWithin } from './tables.ts';

export function deleteAll(draft: Draft, operations: readonly Operation[]): void {
  if (operations.length === 0) return;
  const typed = (type: string) => operations.filter(operation => operation.type === type).map(({ id }) => id);
  const things = operations.filter(({ type }) => type !== ROLE_ASSIGNMENT && type !== ROLE_DEFINITION);
  const gone = new Map(things.map(({ id, type }) => [foldId(id), type]));
  recordPrincipals(draft, id => isGone(id, gone));
  for (const table of THINGS) removeFrom(draft, table, gone);
  removeDenials(draft, gone);
  for (const { id, type } of things) freeName(draft, type, id);
  coverGone(draft, gone);
  const assignments = new Set(typed(ROLE_ASSIGNMENT).map(foldId));
  changeAssignments(draft, (row, scope) =>
    assignments.has(foldId(textAt(row, 'id') ?? '')) || isGone(scope, gone) ? undefined : row,
  );
  const definitions = new Set(typed(ROLE_DEFINITION).map(lastSegment));
  for (const row of definitions.size === 0 ? [] : [...draft.estate.rows('authorizationresources')]) {
    const id = textAt(row, 'id')!;
    const isDefinition = textAt(row, 'type')?.toLowerCase() === ROLE_DEFINITION;
    if (isDefinition && definitions.has(lastSegment(id))) draft.remove('authorizationresources', id);
  }
}

function isGone(id: string, gone: ReadonlyMap<string, string>): boolean {
  return scopeAndParents(id).some(scope => gone.has(scope));
}

/** An identity's principal ends with it, and so does that of a system-assigned one. */
function removeFrom(draft: Draft, table: Table, gone: ReadonlyMap<string, string>): void {
  for (const row of [...draft.estate.rows(table)]) {
    const id = textAt(row, 'id')!;
    if (!isGone(id, gone)) continue;
    for (const part of ['properties', 'identity']) {
      const principal = partOf(partOf(row, part), 'principalId');
      if (typeof principal === 'string') dismiss(draft, principal);
      else if (whyUnknown(principal) !== undefined) dismiss(draft, symbolOf(draft.estate, id));
    }
    if (table === 'resources') freeName(draft, textAt(row, 'type')?.toLowerCase() ?? '', id);
    draft.remove(table, id);
  }
}

function removeDenials(draft: Draft, gone: ReadonlyMap<string, string>): void {
  for (const row of [...draft.estate.rows('arm/denyassignments')]) {
    const id = textAt(row, 'id')!;
    if (isGone(textAt(row, 'properties', 'scope') ?? scopeOf(id), gone)) draft.remove('arm/denyassignments', id);
  }
}

/** Nothing answers to the name any more: not a storage account elsewhere, and not a vault, though a deleted one can be recovered. */
function freeName(draft: Draft, type: string, id: string): void {
  if (type !== STORAGE_ACCOUNT && type !== VAULT) return;
  const name = lastSegment(id);
  draft.put('arm/nameavailability', { id: `${type}/${name}`, type, name, nameAvailable: true });
}

/** What is gone is known not to exist, whatever was known of it and of what lay below it. */
function coverGone(draft: Draft, gone: ReadonlyMap<string, string>): void {
  for (const { source, scope } of draft.estate.coverage) {
    const within = scopeAndParents(scope).some(
      each => tablesWithin(gone.get(each) ?? '').includes(source) && gone.has(each),
    );
    if (within && THINGS.includes(source)) draft.uncover({ source, scope });
  }
  for (const [scope, type] of gone) {
    for (const source of tablesWithin(type)) draft.cover({ source, scope, status: 'complete', planned: true });
  }
}
