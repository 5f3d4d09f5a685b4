/** Role assignments that a plan deletes together, by what they have in common. */

import type { Estate } from '../../estate/estate.ts';
import type { Json, Row } from '../../model/estate.ts';
import { isGuid } from '../../model/guid.ts';
import { textAt, whyUnknown } from '../../model/json.ts';
import { type Matching, type Operation, principalOwner } from '../../model/plan.ts';
import { foldId, lastSegment } from '../../model/resource-id.ts';
import { scopeOf } from '../resource-type.ts';
import { unknownCondition } from './assign.ts';
import { changeAssignments } from './assignments.ts';
import type { Draft } from './draft.ts';
import { meant } from './principals.ts';
import { Roles } from './roles.ts';
import { holds } from './scopes.ts';

/** Whether an assignment fits, or why that is not known. */
type Fit = boolean | { readonly because: string };

type Filter = (assignment: Row, scope: string) => Fit;

/** Deletes those that fit. One that may fit stays on a condition, as it were, that nobody knows. */
export function deleteMatching(draft: Draft, operations: readonly Operation[]): void {
  if (operations.length === 0) return;
  const roles = new Roles(draft);
  const filters = operations.map(operation => filterOf(draft.estate, roles, operation));
  changeAssignments(draft, (row, scope) => {
    const fits = filters.map(filter => filter(row, scope));
    if (fits.includes(true)) return undefined;
    const reasons = fits.flatMap(fit => (typeof fit === 'object' ? fit.because : []));
    if (reasons.length === 0) return row;
    const properties = { ...(row.properties as Row), ...unknownCondition([...new Set(reasons)].sort().join('; ')) };
    return { ...row, properties };
  });
}

function filterOf(estate: Estate, roles: Roles, { id, address, matching = {} }: Operation): Filter {
  const holder = holderFilter(estate, matching.principalId);
  const role = roleFilter(roles, matching.roleDefinitionId);
  const at = foldId(scopeOf(id));
  return (row, scope) => {
    const parts = [isMeant(estate, matching, at, scope), holder(row), role(row)];
    if (parts.includes(false)) return false;
    const open = parts.find(part => typeof part === 'object');
    return open === undefined || { because: `${address} may delete it: ${open.because}` };
  };
}

function isMeant(estate: Estate, { inherited }: Matching, at: string, scope: string): Fit {
  if (at === scope) return true;
  if (inherited === undefined) return false;
  return holds(estate, scope, at) ?? { because: `whether ${scope} lies above ${at} is not known` };
}

/** A principal that was not read may be anyone but a person or a group. */
function holderFilter(estate: Estate, wanted: Json | undefined): (row: Row) => Fit {
  if (wanted === undefined) return () => true;
  const because = whyUnknown(wanted);
  if (because !== undefined) return () => ({ because });
  const holder = meant(estate, String(wanted)).toLowerCase();
  const owner = principalOwner(holder);
  const isSure = owner === undefined || estate.row('graph/memberships', holder) !== undefined;
  return row => {
    const own = textAt(row, 'properties', 'principalId')?.toLowerCase();
    if (own === holder) return true;
    const type = textAt(row, 'properties', 'principalType')?.toLowerCase() ?? 'serviceprincipal';
    if (isSure || type !== 'serviceprincipal' || principalOwner(own ?? '') !== undefined) return false;
    return { because: `${owner} is not in what was read of Azure, nor made by the plan` };
  };
}

/** A role that is only named may be any whose definition was not read. */
function roleFilter(roles: Roles, wanted: Json | undefined): (row: Row) => Fit {
  if (wanted === undefined) return () => true;
  const because = whyUnknown(wanted);
  if (because !== undefined) return () => ({ because });
  const guid = roles.guidOf(String(wanted));
  return row => {
    const own = lastSegment(textAt(row, 'properties', 'roleDefinitionId') ?? '');
    if (own === guid) return true;
    const isOpen = roles.find(own) === undefined && !(isGuid(own) && isGuid(guid));
    return isOpen ? { because: `which role ${own} is was not read` } : false;
  };
}
