/** The role assignments of an estate, wherever it has them: in Resource Graph's table, and in the answers of direct reads. */

import type { Row } from '../../model/estate.ts';
import { listAt, textAt } from '../../model/json.ts';
import { foldId } from '../../model/resource-id.ts';
import { ROLE_ASSIGNMENT } from '../../model/resource-types.ts';
import { scopeOf } from '../resource-type.ts';
import type { Draft } from './draft.ts';
import { holds } from './scopes.ts';

/** Changes them one by one; `undefined` takes one away. */
export function changeAssignments(draft: Draft, change: (assignment: Row, scope: string) => Row | undefined): void {
  const changed = (row: Row) => change(row, scopeIn(row));
  for (const row of [...draft.estate.rows('authorizationresources')]) {
    if (textAt(row, 'type')?.toLowerCase() !== ROLE_ASSIGNMENT) continue;
    const after = changed(row);
    if (after === undefined) draft.remove('authorizationresources', textAt(row, 'id')!);
    else if (after !== row) draft.put('authorizationresources', after);
  }
  for (const read of [...draft.estate.rows('arm/assignedto')]) {
    const before = listAt(read, 'value') as readonly Row[];
    const value = before.map(changed).filter(row => row !== undefined);
    const isSame = value.length === before.length && value.every((row, index) => row === before[index]);
    if (!isSame) draft.put('arm/assignedto', { ...read, value });
  }
}

function scopeIn(assignment: Row): string {
  return foldId(textAt(assignment, 'properties', 'scope') ?? scopeOf(textAt(assignment, 'id') ?? ''));
}

/**
 * Enters an assignment into the answers of direct reads that would have it. Where that hangs on a membership or on management groups
 * that are not known, the answer is open.
 */
export function enlist(draft: Draft, assignment: Row): void {
  const { principalId, principalType } = assignment.properties as { principalId: string; principalType?: string };
  const scope = scopeIn(assignment);
  const id = foldId(textAt(assignment, 'id')!);
  for (const read of [...draft.estate.rows('arm/assignedto')]) {
    const at = textAt(read, 'scope') ?? '/';
    const holder = textAt(read, 'principalId') ?? '';
    const value = listAt(read, 'value') as readonly Row[];
    const isThere = holds(draft.estate, scope, at);
    const isTheirs = reaches(draft, principalId, principalType, holder, value);
    const others = value.filter(row => foldId(textAt(row, 'id') ?? '') !== id);
    if (isThere === true && isTheirs === true) draft.put('arm/assignedto', { ...read, value: [...others, assignment] });
    else if (isThere !== false && isTheirs !== false) {
      open(draft, read, `whether what the plan grants to ${principalId} at ${scope} reaches it is not known`);
    }
  }
}

/** Marks the answer of a direct read as one to which the plan may add. */
export function open(draft: Draft, read: Row, because: string): void {
  const scope = foldId(`${foldId(textAt(read, 'scope') ?? '/')}/${textAt(read, 'principalId')}`);
  const statement = { source: 'arm/assignedto', scope } as const;
  const stated = draft.estate.stated(statement);
  if (stated !== undefined && stated.status !== 'complete') return;
  draft.cover({ ...statement, status: 'partial', because, planned: true });
}

/** Whether what is granted to one principal reaches another, as itself or through a group. */
function reaches(
  draft: Draft,
  principalId: string,
  principalType: string | undefined,
  holder: string,
  value: readonly Row[],
): boolean | undefined {
  const [granted, asking] = [principalId.toLowerCase(), holder.toLowerCase()];
  if (granted === asking) return true;
  if (value.some(row => textAt(row, 'properties', 'principalId')?.toLowerCase() === granted)) return true;
  if (principalType?.toLowerCase() === 'foreigngroup') return undefined;
  if (principalType !== undefined && principalType.toLowerCase() !== 'group') return false;
  const groups = draft.estate.row('graph/memberships', asking);
  if (listAt(groups, 'value').some(group => String(group).toLowerCase() === granted)) return true;
  return draft.estate.covered('graph/memberships', asking).status === 'complete' || groups !== undefined
    ? false
    : undefined;
}
