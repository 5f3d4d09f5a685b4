/** Identities, as drawings of every kind of system show them. */

import { type Fact, isUnknown } from '../../model/fact.ts';
import { foldId } from '../../model/resource-id.ts';
import type { Facts } from '../../subjects/subjects.ts';
import type { Part, Sketch } from './sketch.ts';

/**
 * Adds an identity. Where none is selected, what stands in for it belongs to `user` alone, the part that selects it;
 * `system` is the word for what has it, where it is system-assigned.
 */
export function drawIdentity(sketch: Sketch, identity: Facts<'Identity'>, user: Part, system: string): Part {
  const id = said(identity.id);
  if (id === '') {
    const what = isUnknown(identity.exists) ? 'not known which is selected' : 'none is selected';
    return sketch.node({ id: `no identity of ${user}`, column: 'identity', name: 'no identity', what });
  }
  const isSystemAssigned = identity.isSystemAssigned === true;
  return sketch.node({
    id: identityId(id, isSystemAssigned),
    column: 'identity',
    name: isSystemAssigned ? 'system-assigned' : said(identity.name),
    what: isSystemAssigned ? `identity of the ${system}` : 'user-assigned identity',
    ...(isSystemAssigned ? {} : { at: id }),
  });
}

/** The id of an identity's node: as the shared subject of the identity is called, for the findings on it. */
export function identityId(id: string, isSystemAssigned = false): Part {
  return foldId(isSystemAssigned ? `${id}#identity/system-assigned` : id);
}

/** The text of a fact; nothing where it is not known. */
export function said(fact: Fact<string>): string {
  return isUnknown(fact) ? '' : fact;
}
