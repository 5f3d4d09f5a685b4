/** Answers one question: weighs each asked pattern against grants and denials, and says what the answer rests on. */

import type { Answer, Denial, Permissions, Question } from '../model/grant.ts';
import { grantOf } from './assignment.ts';
import { deniedOf } from './denied.ts';
import { sayAll } from './doubt.ts';
import type { Member } from './members.ts';
import { foldPattern } from './pattern.ts';
import type { Plane } from './permission.ts';
import type { Held, Reach } from './reach.ts';
import type { Site } from './site.ts';
import { whyUnsure } from './unsure.ts';
import { type Weighed, weigh } from './weigh.ts';

/** All that bears on a question, found beforehand. */
export type Case = {
  readonly question: Question;
  readonly member: Member;
  readonly site: Site;
  readonly reach: Reach;
};

type Wish = { readonly plane: Plane; readonly pattern: string; readonly asked: string };

export function wishesOf({ actions, dataActions }: Permissions): readonly Wish[] {
  const wish = (plane: Plane) => (pattern: string) => ({ plane, pattern, asked: foldPattern(pattern) });
  return [...actions.map(wish('actions')), ...dataActions.map(wish('dataActions'))];
}

export function answer(facts: Case): Answer {
  const { question, member, site, reach } = facts;
  const target = site.place.scope;
  const missing: string[] = [];
  const denials = new Map<string, Denial>();
  const givers = new Map<Wish, Held>();
  const bearing = new Set<Held>();
  const reasons: string[] = [];
  const unread = reach.authoritative ? undefined : site.assignmentsUnreadOf(member);
  for (const wish of wishesOf(question)) {
    const weighed = weigh(reach, wish.plane, wish.asked);
    const denied = deniedOf(site.looming, member, target, wish.plane, wish.asked);
    const lacking = weighed.is === 'lacking' && unread === undefined;
    if (lacking || denied.by.length > 0) {
      missing.push(wish.pattern);
      for (const denial of denied.by) denials.set(denial.id, denial);
      continue;
    }
    if (weighed.is === 'given') givers.set(wish, weighed.by);
    if (weighed.is === 'open') for (const held of weighed.bearing) bearing.add(held);
    reasons.push(...whyOpen(weighed, wish, facts, unread), ...denied.reasons);
  }
  const show = (held: readonly Held[], sure = false) =>
    held.map(({ assignment }) => grantOf(assignment, member.id, target, sure));
  if (missing.length > 0) {
    const own = reach.held.filter(({ doubts }) => doubts.length === 0);
    return { is: 'missing', question, missing, denials: [...denials.values()].sort(byDenial), grants: show(own) };
  }
  if (reasons.length === 0 && site.denialsUnread !== undefined) reasons.push(site.denialsUnread);
  if (reasons.length > 0) {
    for (const giver of givers.values()) bearing.add(giver);
    return { is: 'unknown', question, because: sayAll(reasons), grants: show(reach.held.filter(h => bearing.has(h))) };
  }
  return { is: 'granted', question, grants: show(neededOf(givers, reach), true) };
}

/** The givers without those, the narrowest first, whose gifts the others give as well. */
function neededOf(givers: ReadonlyMap<Wish, Held>, { held }: Reach): readonly Held[] {
  const chosen = new Set(givers.values());
  let needed = held.filter(each => chosen.has(each));
  for (const spare of needed) {
    const others = needed.filter(each => each !== spare);
    const enough = [...givers.keys()].every(({ plane, asked }) =>
      others.some(({ assignment }) => assignment.role.gives(plane, asked).sure),
    );
    if (enough) needed = others;
  }
  return needed;
}

function whyOpen(weighed: Weighed, { pattern }: Wish, { member, site }: Case, unread: string | undefined): string[] {
  if (weighed.is === 'given') return [];
  const reasons: string[] = [];
  if (weighed.is === 'open' && weighed.together) {
    reasons.push(`no role gives all of ${pattern}, but several together may: ${rolesOf(weighed.bearing)} and others`);
  } else if (weighed.is === 'open') {
    reasons.push(...weighed.bearing.flatMap(held => whyUnsure(held, member, site.place.scope)));
  }
  if (unread !== undefined) reasons.push(unread);
  return reasons;
}

function rolesOf(held: readonly Held[]): string {
  return [...new Set(held.map(({ assignment }) => assignment.role.name))].sort().join(', ');
}

function byDenial(a: Denial, b: Denial): number {
  return a.id < b.id ? -1 : 1;
}
