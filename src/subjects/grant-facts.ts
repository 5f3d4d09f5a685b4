/** What a grant says of itself, as rules read it. */

import type { Grant } from '../model/grant.ts';

/** The fields of the type Grant that need nothing but the grant. */
export function ownGrantFacts(grant: Grant) {
  return {
    id: grant.assignmentId,
    roleName: grant.roleName,
    roleId: grant.roleId,
    scope: grant.scope,
    scopeKind: grant.scopeKind,
    principalId: grant.principalId,
    throughGroup: grant.throughGroup,
    isConditional: grant.condition !== undefined,
  };
}
