/** Role assignments as a plan makes them. */

import type { Json, Row } from '../../model/estate.ts';
import { textAt, whyUnknown } from '../../model/json.ts';
import { type Operation, openCondition, principalOwner } from '../../model/plan.ts';
import { ROLE_ASSIGNMENT } from '../../model/resource-types.ts';
import { scopeOf } from '../resource-type.ts';
import { enlist } from './assignments.ts';
import type { Draft } from './draft.ts';
import { isObject, merge, partOf } from './merge.ts';
import type { PrincipalTypes } from './principal-types.ts';
import { resolve } from './principals.ts';
import type { Roles } from './roles.ts';
import { shellOf } from './row.ts';

/** Grants to whom nobody knows: where, and why. */
export type Unassigned = { readonly scope: string; readonly because: string };

/** Enters an assignment, or tells that it may be anyone's. */
export function assign(
  draft: Draft,
  roles: Roles,
  types: PrincipalTypes,
  { id, does, body, address }: Operation,
): Unassigned | undefined {
  const old = draft.estate.row('authorizationresources', id);
  const was = partOf(old, 'properties');
  const sent = partOf(body, 'properties') ?? {};
  const properties = does === 'patch' ? merge(was, sent) : sent;
  // Azure lets neither the principal nor the role of an assignment change ("Troubleshoot Azure RBAC", RoleAssignmentUpdateNotPermitted).
  const principal = textAt(was, 'principalId') ?? partOf(properties, 'principalId');
  const scope = scopeOf(id);
  if (typeof principal !== 'string' || principal === '') {
    const why = whyUnknown(principal) ?? whyUnknown(properties) ?? 'the plan names no principal';
    return { scope, because: `${address} grants a role to a principal that is not known: ${why}` };
  }
  const principalId = resolve(draft, principal);
  const row: Row = {
    ...(old ?? shellOf(id, ROLE_ASSIGNMENT)),
    properties: {
      ...(isObject(was) ? without(was, ['condition', 'conditionVersion']) : {}),
      scope: textAt(was, 'scope') ?? scope,
      principalId,
      roleDefinitionId: textAt(was, 'roleDefinitionId') ?? roles.resolve(partOf(properties, 'roleDefinitionId')),
      ...typeOf(types, principal, principalId, properties),
      ...conditionIn(properties),
      ...foreignIn(properties),
    },
  };
  draft.put('authorizationresources', row);
  enlist(draft, row);
  return undefined;
}

/** Without one that is given, the type that the estate has of the principal. */
function typeOf(types: PrincipalTypes, asked: string, principalId: string, properties: Json): Row {
  if (principalOwner(asked) !== undefined) return { principalType: 'ServicePrincipal' };
  const given = partOf(properties, 'principalType');
  const type = typeof given === 'string' && given !== '' ? given : types.of(principalId);
  return type === undefined ? {} : { principalType: type };
}

/** A condition that is not known is one all the same. */
function conditionIn(properties: Json): Row {
  const condition = partOf(properties, 'condition');
  const because = whyUnknown(condition);
  if (because !== undefined) return unknownCondition(because);
  if (typeof condition !== 'string' || condition === '') return {};
  const version = partOf(properties, 'conditionVersion');
  return { condition, ...(typeof version === 'string' ? { conditionVersion: version } : {}) };
}

export function unknownCondition(because: string): Row {
  return { condition: openCondition(because), conditionVersion: '2.0' };
}

function foreignIn(properties: Json): Row {
  const id = partOf(properties, 'delegatedManagedIdentityResourceId');
  return typeof id === 'string' && id !== '' ? { delegatedManagedIdentityResourceId: id } : {};
}

function without(object: Row, keys: readonly string[]): Row {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}
