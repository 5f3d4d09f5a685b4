/** Why an assignment that may give what was asked is not certain to, in words for a person. */

import { whyOpenCondition } from '../model/plan.ts';
import { sayDoubt } from './doubt.ts';
import type { Member } from './members.ts';
import type { Held } from './reach.ts';

/** Sentences without their full stops; at least one where the assignment is unsure. */
export function whyUnsure({ assignment, doubts }: Held, member: Member, target: string): readonly string[] {
  const { role, scope, holder, at, condition } = assignment;
  const what = `${role.name} at ${scope}`;
  const reasons = doubts.map(doubt => sayDoubt(doubt, what, { member, group: holder, at, target }));
  if (condition !== undefined) {
    const open = whyOpenCondition(condition);
    const which = open === undefined ? '' : ` that is not known before the plan runs (${open})`;
    reasons.push(`${what} is granted on a condition${which}`);
  }
  if (role.permissions === undefined) {
    reasons.push(`the definition of role ${role.id}, granted at ${scope}, could not be read`);
  } else if (condition === undefined && role.condition !== undefined) {
    reasons.push(`${what} has a condition in the role itself`);
  }
  return reasons;
}
