/** Whether a principal holds some rights anywhere at all, each time through one assignment alone. */

import type { Estate } from '../estate/estate.ts';
import { type Fact, Unknown } from '../model/fact.ts';
import type { Grant, Permissions } from '../model/grant.ts';
import { whyOpenCondition } from '../model/plan.ts';
import { scopeKind } from '../model/resource-id.ts';
import { wishesOf } from './ask.ts';
import { type Assignment, byId, grantOf, narrowestFirst } from './assignment.ts';
import type { Assignments } from './assignments.ts';
import { type Doubt, sayAll } from './doubt.ts';
import type { Member } from './members.ts';
import type { Held } from './reach.ts';
import type { Role } from './role.ts';
import type { Shelf } from './shelf.ts';
import { whyUnsure } from './unsure.ts';

/** Those that give all of `permissions` unconditionally; denials are not looked at. */
export function holdingOf(
  assignments: Assignments,
  member: Member,
  permissions: Permissions,
  unread: string | undefined,
): Fact<readonly Grant[]> {
  const wishes = wishesOf(permissions);
  const gives = (role: Role) => wishes.every(({ plane, asked }) => role.gives(plane, asked).sure);
  const own = member.shelves.flatMap(shelf => shelf.all).filter(mayHaveNoCondition);
  const sure = own.filter(({ role, condition }) => condition === undefined && gives(role));
  if (sure.length > 0)
    return sure.sort(narrowestFirst).map(assignment => grantOf(assignment, member.id, undefined, true));

  const hidden = (role: Role) => role.permissions === undefined || gives(role);
  const unsure: Held[] = own.filter(({ role }) => hidden(role)).map(assignment => ({ assignment, doubts: [] }));
  if (member.unread !== undefined) unsure.push(...hiddenOn(assignments.ofGroups, 'group', member, hidden));
  if (!member.isNew) unsure.push(...hiddenOn(assignments.ofForeignGroups, 'foreign group', member, hidden));
  const reasons = unsure
    .sort((a, b) => byId(a.assignment, b.assignment))
    .flatMap(held => whyUnsure(held, member, held.assignment.at));
  if (unread !== undefined) reasons.push(unread);
  return reasons.length === 0 ? [] : new Unknown(sayAll(reasons));
}

/** One whose condition is not known before a plan runs may turn out to have none. */
function mayHaveNoCondition({ condition }: Assignment): boolean {
  return condition === undefined || whyOpenCondition(condition) !== undefined;
}

/** What the groups that the principal may be in hold of the roles that matter. */
function hiddenOn(shelf: Shelf, doubt: Doubt, member: Member, matters: (role: Role) => boolean): readonly Held[] {
  return [...shelf.byRole]
    .filter(([role]) => matters(role))
    .flatMap(([, alike]) => alike)
    .filter(assignment => mayHaveNoCondition(assignment) && !member.ids.has(assignment.holder))
    .map(assignment => ({ assignment, doubts: [doubt] }));
}

/** Why a plan may make role assignments somewhere that are not known before it runs; `undefined` where it says of all who gets which. */
export function openAnywhere(estate: Estate): string | undefined {
  const hole = estate.coverage.find(
    ({ source, status, planned }) => source === 'authorizationresources' && planned && status !== 'complete',
  );
  return hole && `the role assignments at ${hole.scope} are not all known before the plan runs (${hole.because})`;
}

/**
 * Why there may be role assignments among what the credential can see that were not read; `undefined` where all was read whole.
 * A subscription that it cannot see at all is a gap of the run, and no different from one that nobody named.
 */
export function unreadAnywhere(estate: Estate): string | undefined {
  const open = openAnywhere(estate);
  if (open !== undefined) return open;
  const statements = estate.coverage.filter(
    ({ source, scope, status }) =>
      source === 'authorizationresources' && !(status === 'denied' && isInvisible(estate, scope)),
  );
  if (statements.length === 0) return 'role assignments were not asked for';
  const hole = statements.find(({ status }) => status !== 'complete');
  if (hole === undefined) return undefined;
  return `the role assignments at ${hole.scope} were not all read (${hole.because ?? `the read was ${hole.status}`})`;
}

function isInvisible(estate: Estate, scope: string): boolean {
  return scopeKind(scope) === 'subscription' && estate.row('resourcecontainers', scope) === undefined;
}
