/** What Resource Manager itself answered to "which assignments reach this principal at this scope", groups resolved. */

import type { Estate } from '../estate/estate.ts';
import { listAt, textAt } from '../model/json.ts';
import { foldId } from '../model/resource-id.ts';
import { type Assignment, readAssignment } from './assignment.ts';
import type { Roles } from './role.ts';

export type DirectRead = {
  /** The principal's id, lower case. */
  readonly holder: string;
  /** Folded. */
  readonly scope: string;
  readonly assignments: readonly Assignment[];
  /** The list is the whole answer: what is not in it does not reach the principal at the scope. */
  readonly whole: boolean;
  /** A plan may add to what was read. */
  readonly open: boolean;
};

/** The rows of `arm/assignedto`. `known` holds the folded ids of the assignments that Resource Graph has. */
export function readDirectly(estate: Estate, roles: Roles, known: ReadonlySet<string>): readonly DirectRead[] {
  const cut = notWhole(estate, false);
  const opened = notWhole(estate, true);
  const reads: DirectRead[] = [];
  for (const row of estate.rows('arm/assignedto')) {
    const holder = textAt(row, 'principalId')?.toLowerCase();
    const scope = textAt(row, 'scope');
    if (holder === undefined || scope === undefined) continue;
    const assignments = listAt(row, 'value')
      .map(item => readAssignment(item, roles, !known.has(foldId(textAt(item, 'id') ?? ''))))
      .filter(assignment => assignment !== undefined);
    const key = foldId(`${foldId(scope)}/${holder}`);
    reads.push({ holder, scope: foldId(scope), assignments, whole: !cut.has(key), open: opened.has(key) });
  }
  return reads;
}

/** Only a statement about the very read can say that a row, once there, is cut, or that a plan leaves it open. */
function notWhole(estate: Estate, byPlan: boolean): ReadonlySet<string> {
  const scopes = estate.coverage
    .filter(
      ({ source, status, planned = false }) =>
        source === 'arm/assignedto' && status !== 'complete' && planned === byPlan,
    )
    .map(({ scope }) => foldId(scope));
  return new Set(scopes);
}
