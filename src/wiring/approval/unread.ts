/** Why a fact that is not in the wiring may be there all the same. */

import type { Estate } from '../../estate/estate.ts';
import type { Table } from '../../model/estate.ts';
import { isUnknown } from '../../model/fact.ts';
import type { LockPath } from '../../model/lock.ts';
import { subscriptionOf } from '../../model/resource-id.ts';
import type { Subject } from '../../subjects/subjects.ts';

/** Answers for paths whose ids are whole and folded. */
export function unreadIn(subjects: readonly Subject[], estate: Estate): (path: LockPath) => string | undefined {
  const principals = subjects.flatMap(subject => {
    const id = subject.kind === 'wiring.identity' ? subject.variables.identity.principalId : undefined;
    return typeof id === 'string' ? [id] : [];
  });
  const memberships = principals.map(id => estate.exists('graph/memberships', id)).find(isUnknown)?.because;
  const own = new Set(principals);
  return ([section, id, , principal]) => {
    const place = id.split('#')[0]!;
    if (section === 'storage' || section === 'vaults' || section === 'workspaces') {
      const isThere = estate.row('resources', place) !== undefined;
      if (isThere) return `${place} is there, but not known to be what a system names`;
    }
    if (section === 'denials') return uncovered('arm/denyassignments', place, estate);
    if (section !== 'grants') return uncovered('resources', place, estate);
    const unread = uncovered('authorizationresources', place, estate);
    // A grant to someone else may have borne on the wiring because a wired identity belongs to that group.
    return unread ?? (principal === undefined || own.has(principal) ? undefined : memberships);
  };
}

/** Management groups have no coverage of their own: what is assigned there is read through the subscriptions below. */
function uncovered(source: Table, id: string, estate: Estate): string | undefined {
  if (subscriptionOf(id) !== undefined) {
    const { status, because } = estate.covered(source, id);
    return status === 'complete' ? undefined : because;
  }
  const gap = estate.coverage.find(each => each.source === source && ['partial', 'denied'].includes(each.status));
  return gap === undefined ? undefined : (gap.because ?? `the read of ${source} at ${gap.scope} was ${gap.status}`);
}
