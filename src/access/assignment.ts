/** A role assignment as Resource Graph and Resource Manager write it, and as answers show it. */

import type { Json } from '../model/estate.ts';
import type { Grant } from '../model/grant.ts';
import { prop, textAt } from '../model/json.ts';
import { foldId, scopeKind } from '../model/resource-id.ts';
import type { Role, Roles } from './role.ts';

/** Whom an assignment or a deny assignment may stand for: itself, its members, or members that live in another tenant. */
export type PrincipalKind = 'one' | 'group' | 'foreign group';

export type Assignment = {
  readonly id: string;
  /** The id, folded. */
  readonly key: string;
  readonly principalId: string;
  /** The principal's id, lower case. */
  readonly holder: string;
  readonly kind: PrincipalKind;
  readonly role: Role;
  readonly scope: string;
  /** The scope, folded. */
  readonly at: string;
  readonly condition: string | undefined;
  readonly behindResourceGraph: boolean;
};

const SINGLE = new Set(['user', 'serviceprincipal', 'device', 'msi', 'application']);

/** The kind that a `principalType` says; one that is absent or new may be a group. */
export function principalKind(type: string | undefined): PrincipalKind {
  const folded = type?.toLowerCase() ?? '';
  if (SINGLE.has(folded)) return 'one';
  return folded === 'foreigngroup' ? 'foreign group' : 'group';
}

/** The assignment in a row or list item; `undefined` where it names no principal and so reaches nobody. */
export function readAssignment(json: Json, roles: Roles, behindResourceGraph: boolean): Assignment | undefined {
  const properties = prop(json, 'properties');
  const principalId = textAt(properties, 'principalId');
  if (principalId === undefined) return undefined;
  const id = textAt(json, 'id') ?? '';
  const scope = textAt(properties, 'scope') ?? scopeInId(id);
  return {
    id,
    key: foldId(id),
    principalId,
    holder: principalId.toLowerCase(),
    kind: principalKind(textAt(properties, 'principalType')),
    role: roles.get(textAt(properties, 'roleDefinitionId') ?? ''),
    scope,
    at: foldId(scope),
    condition: textAt(properties, 'condition'),
    behindResourceGraph,
  };
}

function scopeInId(id: string): string {
  const end = id.toLowerCase().lastIndexOf('/providers/microsoft.authorization/');
  return end > 0 ? id.slice(0, end) : '/';
}

/**
 * An assignment as an answer shows it.
 * @param holder the principal that was asked about, lower case; `undefined` shows it as that of whoever it names
 * @param target the folded scope that was asked about; `undefined` where none was
 * @param sure what was asked of it is given unconditionally, whatever else the role gives on a condition
 */
export function grantOf(assignment: Assignment, holder?: string, target?: string, sure = false): Grant {
  const condition = sure ? undefined : (assignment.condition ?? assignment.role.condition);
  return {
    assignmentId: assignment.id,
    principalId: assignment.principalId,
    roleId: assignment.role.id,
    roleName: assignment.role.name,
    scope: assignment.scope,
    scopeKind: scopeKind(assignment.at),
    inherited: target !== undefined && assignment.at !== target,
    throughGroup: holder !== undefined && assignment.holder !== holder,
    ...(condition === undefined ? {} : { condition }),
    behindResourceGraph: assignment.behindResourceGraph,
  };
}

const KINDS = ['resource', 'resource group', 'subscription', 'management group', 'tenant'];

/** Narrowest scope first, then by id: for assignments at any scopes. */
export function narrowestFirst(a: Assignment, b: Assignment): number {
  const kinds = KINDS.indexOf(scopeKind(a.at)) - KINDS.indexOf(scopeKind(b.at));
  const depth = b.at.split('/').length - a.at.split('/').length;
  return kinds || depth || byId(a, b);
}

export function byId(a: Assignment, b: Assignment): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
