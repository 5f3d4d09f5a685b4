/** Role assignments of one kind – a principal's, or those of all groups – by the scope that they are made at. */

import type { Assignment } from './assignment.ts';
import { isManagementGroup } from './place.ts';
import type { Role } from './role.ts';

const NONE: readonly Assignment[] = [];

export class Shelf {
  readonly all: Assignment[] = [];
  /** Those at management groups. */
  readonly atManagementGroups: Assignment[] = [];
  readonly #byScope = new Map<string, Assignment[]>();
  #byRole: ReadonlyMap<Role, readonly Assignment[]> | undefined;

  add(assignment: Assignment): void {
    this.all.push(assignment);
    if (isManagementGroup(assignment.at)) this.atManagementGroups.push(assignment);
    const there = this.#byScope.get(assignment.at);
    if (there === undefined) this.#byScope.set(assignment.at, [assignment]);
    else there.push(assignment);
  }

  /** Those at exactly this folded scope. */
  at(scope: string): readonly Assignment[] {
    return this.#byScope.get(scope) ?? NONE;
  }

  /** All by role, once everything is on the shelf. */
  get byRole(): ReadonlyMap<Role, readonly Assignment[]> {
    this.#byRole ??= Map.groupBy(this.all, ({ role }) => role);
    return this.#byRole;
  }
}
