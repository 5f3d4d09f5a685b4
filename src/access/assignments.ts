/** All role assignments of an estate, by who holds them and where; direct reads correct what Resource Graph has. */

import type { Estate } from '../estate/estate.ts';
import { textAt } from '../model/json.ts';
import { ROLE_ASSIGNMENT } from '../model/resource-types.ts';
import { type Assignment, byId, readAssignment } from './assignment.ts';
import { type DirectRead, readDirectly } from './direct-reads.ts';
import type { Places } from './place.ts';
import type { Roles } from './role.ts';
import { Shelf } from './shelf.ts';

export class Assignments {
  /** Those of groups, or of principals that may be groups. */
  readonly ofGroups = new Shelf();
  /** Those of groups of other tenants. */
  readonly ofForeignGroups = new Shelf();
  readonly #byHolder = new Map<string, Shelf>();
  readonly #byScope = new Shelf();
  readonly #directly: ReadonlyMap<string, readonly DirectRead[]>;

  constructor(estate: Estate, roles: Roles, places: Places) {
    const all = readResourceGraph(estate, roles);
    const reads = readDirectly(estate, roles, new Set(all.keys()));
    this.#directly = Map.groupBy(reads, read => read.holder);
    correct(all, reads, places);
    for (const assignment of all.values()) this.#add(assignment);
  }

  #add(assignment: Assignment): void {
    let shelf = this.#byHolder.get(assignment.holder);
    if (shelf === undefined) {
      shelf = new Shelf();
      this.#byHolder.set(assignment.holder, shelf);
    }
    shelf.add(assignment);
    this.#byScope.add(assignment);
    if (assignment.kind === 'group') this.ofGroups.add(assignment);
    if (assignment.kind === 'foreign group') this.ofForeignGroups.add(assignment);
  }

  /** Those that name this principal, given in lower case. */
  of(holder: string): Shelf | undefined {
    return this.#byHolder.get(holder);
  }

  /** Those at exactly this folded scope, sorted by id. */
  at(scope: string): readonly Assignment[] {
    return this.#byScope.at(scope).toSorted(byId);
  }

  /** The direct read about this very principal and folded scope. */
  directly(holder: string, scope: string): DirectRead | undefined {
    return this.#directly.get(holder)?.find(read => read.scope === scope);
  }

  /** The groups that direct reads prove this principal to be in: their assignments reach it. */
  groupsSeen(holder: string): readonly string[] {
    const reads = this.#directly.get(holder) ?? [];
    return reads.flatMap(read => read.assignments.map(assignment => assignment.holder));
  }
}

function readResourceGraph(estate: Estate, roles: Roles): Map<string, Assignment> {
  const all = new Map<string, Assignment>();
  for (const row of estate.rows('authorizationresources')) {
    if (textAt(row, 'type')?.toLowerCase() !== ROLE_ASSIGNMENT) continue;
    const assignment = readAssignment(row, roles, false);
    if (assignment !== undefined) all.set(assignment.key, assignment);
  }
  return all;
}

/** Adds what direct reads found, and takes away a principal's own assignments that a whole direct read should have found and did not. */
function correct(all: Map<string, Assignment>, reads: readonly DirectRead[], places: Places): void {
  const confirmed = new Set<string>();
  for (const read of reads) {
    for (const assignment of read.assignments) {
      confirmed.add(assignment.key);
      all.set(assignment.key, assignment);
    }
  }
  const wholeReads = Map.groupBy(
    reads.filter(read => read.whole),
    read => read.holder,
  );
  if (wholeReads.size === 0) return;
  for (const { key, holder, at } of all.values()) {
    const gone = !confirmed.has(key) && wholeReads.get(holder)?.some(read => places.covers(at, read.scope));
    if (gone) all.delete(key);
  }
}
