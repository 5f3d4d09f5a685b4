/** Which role assignments reach a principal at a scope, and how sure that is. */

import { type Assignment, byId } from './assignment.ts';
import type { Assignments } from './assignments.ts';
import type { Doubt } from './doubt.ts';
import type { Member } from './members.ts';
import type { Place } from './place.ts';
import type { Shelf } from './shelf.ts';

/** An assignment that reaches the principal, if each of the doubts goes its way. */
export type Held = { readonly assignment: Assignment; readonly doubts: readonly Doubt[] };

export type Reach = {
  /** Narrowest scope first, then by id. */
  readonly held: readonly Held[];
  /** Resource Manager resolved it: nothing else reaches the principal, whatever else was not read. */
  readonly authoritative: boolean;
};

const SURE: readonly Doubt[] = [];

/** The assignments that reach, or may reach, a member at a place. */
export function reachOf(assignments: Assignments, member: Member, place: Place): Reach {
  const direct = assignments.directly(member.id, place.scope);
  if (direct?.whole && !direct.open) {
    const held = direct.assignments.map(assignment => ({ assignment, doubts: SURE }));
    return { held: sorted(held, place), authoritative: true };
  }
  let held: Held[] = [];
  for (const shelf of member.shelves) gather(held, shelf, place, undefined);
  if (member.unread !== undefined) gather(held, assignments.ofGroups, place, 'group', member);
  if (!member.isNew) gather(held, assignments.ofForeignGroups, place, 'foreign group', member);
  for (const assignment of direct?.assignments ?? []) {
    held = held.filter(other => other.assignment.key !== assignment.key);
    held.push({ assignment, doubts: SURE });
  }
  return { held: sorted(held, place), authoritative: false };
}

/** Adds what a shelf has at and above the place. `besides`: whose own assignments are on other shelves. */
function gather(held: Held[], shelf: Shelf, place: Place, doubt: Doubt | undefined, besides?: Member): void {
  const sure: readonly Doubt[] = doubt === undefined ? SURE : [doubt];
  for (const scope of place.scopes) {
    for (const assignment of shelf.at(scope)) {
      if (!besides?.ids.has(assignment.holder)) held.push({ assignment, doubts: sure });
    }
  }
  if (place.ancestryKnown) return;
  for (const assignment of shelf.atManagementGroups) {
    const other = assignment.at !== place.scope && !besides?.ids.has(assignment.holder);
    if (other) held.push({ assignment, doubts: [...sure, 'ancestry'] });
  }
}

function sorted(held: Held[], { scopes }: Place): readonly Held[] {
  if (held.length < 2) return held;
  // A management group that may lie above comes last before the tenant.
  const rank = ({ at }: Assignment) => {
    const index = scopes.indexOf(at);
    return index >= 0 ? index : scopes.length - 1.5;
  };
  return held.sort((a, b) => rank(a.assignment) - rank(b.assignment) || byId(a.assignment, b.assignment));
}
