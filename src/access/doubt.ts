/** Why it is not certain that something bears on a question, in words for a person. */

import { lastSegment, subscriptionOf } from '../model/resource-id.ts';
import type { Member } from './members.ts';

/**
 * - `group`: the principal may or may not be in the group.
 * - `foreign group`: nor can that be read, since the group lives in another tenant.
 * - `ancestry`: its scope is a management group that may or may not lie above the asked scope.
 */
export type Doubt = 'group' | 'foreign group' | 'ancestry';

/** What a doubt is about: where it lies, and the group in question. */
export type DoubtAbout = {
  readonly member: Member;
  readonly group: string;
  readonly at: string;
  readonly target: string;
};

/** A sentence without its full stop. `what` opens it: `Owner at /subscriptions/…`. */
export function sayDoubt(doubt: Doubt, what: string, { member, group, at, target }: DoubtAbout): string {
  switch (doubt) {
    case 'group':
      return `${what} is for group ${group}, and whether ${member.id} is in it is not known (${member.unread})`;
    case 'foreign group':
      return `${what} is for group ${group} of another tenant, whose members cannot be read from this one`;
    case 'ancestry':
      return `${what} is at a management group, and whether ${lastSegment(at)} lies above ${placeName(target)} is not known`;
  }
}

function placeName(target: string): string {
  const subscription = subscriptionOf(target);
  return subscription === undefined ? target : `subscription ${subscription}`;
}

const SAID = 3;

/** Reasons as one text: the first few, each once, and how many more there are. */
export function sayAll(reasons: readonly string[]): string {
  const each = [...new Set(reasons)];
  const said = each.slice(0, SAID).join('; ');
  return each.length > SAID ? `${said}; and ${each.length - SAID} more reasons like these` : said;
}
