/** Groups that a plan may take a principal out of. */

import type { Row } from '../../model/estate.ts';
import { listAt, textAt, textsAt } from '../../model/json.ts';
import { open } from './assignments.ts';
import type { Draft } from './draft.ts';

/** From here on it is not known in which groups the member is, nor who is in them through it. `id` is `/groups/<group>/members/<member>`. */
export function doubtMembership(draft: Draft, id: string, because: string): void {
  const [, , group = '', , member = ''] = id.toLowerCase().split('/');
  for (const row of [...draft.estate.rows('graph/memberships')]) {
    const principal = textAt(row, 'id')!.toLowerCase();
    const groups = textsAt(row, 'value').map(text => text.toLowerCase());
    if (principal === member || (groups.includes(group) && groups.includes(member))) leave(draft, principal, because);
  }
}

/** What direct reads found through groups is no longer certain; what the principal holds itself stays. */
function leave(draft: Draft, principal: string, because: string): void {
  draft.remove('graph/memberships', principal);
  draft.cover({ source: 'graph/memberships', scope: principal, status: 'partial', because, planned: true });
  for (const read of [...draft.estate.rows('arm/assignedto')]) {
    if (textAt(read, 'principalId')?.toLowerCase() !== principal) continue;
    const value = (listAt(read, 'value') as readonly Row[]).filter(
      row => textAt(row, 'properties', 'principalId')?.toLowerCase() === principal,
    );
    draft.put('arm/assignedto', { ...read, value });
    open(draft, read, because);
  }
}
