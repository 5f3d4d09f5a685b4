/** Small estates from few words: one subscription, its management groups, and who holds what. */

import { Estate } from '../../src/estate/estate.ts';
import type { Coverage, Json, Row } from '../../src/model/estate.ts';

export const TENANT_ROOT = '/providers/Microsoft.Management/managementGroups/root';
export const TEAM = '/providers/Microsoft.Management/managementGroups/team';
export const ELSEWHERE = '/providers/Microsoft.Management/managementGroups/elsewhere';
export const SUBSCRIPTION = '/subscriptions/0b1f6471-1bf0-4dda-aec3-111122223333';
export const GROUP = `${SUBSCRIPTION}/resourceGroups/rg-lab`;
export const ACCOUNT = `${GROUP}/providers/Microsoft.Storage/storageAccounts/stlab`;
export const CONTAINER = `${ACCOUNT}/blobServices/default/containers/runs`;

export type RoleFacts = {
  readonly name: string;
  readonly permissions: readonly {
    readonly actions?: readonly string[];
    readonly notActions?: readonly string[];
    readonly dataActions?: readonly string[];
    readonly notDataActions?: readonly string[];
    readonly condition?: string;
  }[];
};

export type AssignmentFacts = {
  readonly id: string;
  readonly role: string;
  readonly who: string;
  readonly at: string;
  /** `ServicePrincipal` where absent. */
  readonly type?: string;
  readonly condition?: string;
};

export type DenyFacts = {
  readonly id: string;
  readonly at: string;
  readonly who: readonly string[];
  readonly except?: readonly string[];
  /** Of all whom it names; `ServicePrincipal` where absent. */
  readonly type?: string;
  /** `null`: Azure does not say. */
  readonly takes: RoleFacts['permissions'][number] | null;
  readonly effect?: string;
  readonly condition?: string;
  readonly onlyThere?: boolean;
};

export type Facts = {
  readonly roles?: readonly RoleFacts[];
  readonly assignments?: readonly AssignmentFacts[];
  readonly denies?: readonly DenyFacts[];
  readonly memberships?: { readonly [principal: string]: readonly string[] };
  readonly direct?: readonly {
    readonly who: string;
    readonly at: string;
    readonly found: readonly AssignmentFacts[];
  }[];
  /** Nearest first; the subscription's row has no chain where this is `null`. */
  readonly chain?: readonly string[] | null;
  /** Beside complete coverage of everything. */
  readonly coverage?: readonly Coverage[];
};

const COMPLETE = ['authorizationresources', 'arm/denyassignments', 'graph/memberships', 'resourcecontainers'] as const;

/** The estate of these facts. A role's GUID is its name with a `role-` before it. */
export function estateOf(facts: Facts): Estate {
  const estate = new Estate({
    format: 'midrift-snapshot',
    version: 1,
    takenAt: '2026-11-05T09:00:00Z',
    cloud: 'AzureCloud',
    scope: {},
  });
  for (const source of COMPLETE) estate.cover({ source, scope: '/', status: 'complete' });
  for (const coverage of facts.coverage ?? []) estate.cover(coverage);
  const chain = facts.chain === undefined ? ['team', 'root'] : facts.chain;
  estate.add('resourcecontainers', {
    id: SUBSCRIPTION,
    type: 'microsoft.resources/subscriptions',
    properties:
      chain === null ? {} : { managementGroupAncestorsChain: chain.map(name => ({ displayName: name, name })) },
  });
  for (const role of facts.roles ?? []) estate.add('authorizationresources', roleRow(role));
  for (const assignment of facts.assignments ?? []) estate.add('authorizationresources', assignmentRow(assignment));
  for (const deny of facts.denies ?? []) estate.add('arm/denyassignments', denyRow(deny));
  for (const [id, value] of Object.entries(facts.memberships ?? {})) estate.add('graph/memberships', { id, value });
  for (const { who, at, found } of facts.direct ?? []) {
    const id = `${at}/${who}`;
    estate.add('arm/assignedto', { id, scope: at, principalId: who, value: found.map(assignmentRow) });
  }
  return estate;
}

function roleRow({ name, permissions }: RoleFacts): Row {
  return {
    id: `/providers/Microsoft.Authorization/RoleDefinitions/role-${name}`,
    name: `role-${name}`,
    type: 'microsoft.authorization/roledefinitions',
    properties: { roleName: name, type: 'CustomRole', assignableScopes: ['/'], permissions },
  };
}

export function assignmentId({ id, at }: { readonly id: string; readonly at: string }): string {
  return `${at === '/' ? '' : at}/providers/Microsoft.Authorization/RoleAssignments/${id}`;
}

function assignmentRow(facts: AssignmentFacts): Row {
  const { role, who, at, type = 'ServicePrincipal', condition } = facts;
  return {
    id: assignmentId(facts),
    name: facts.id,
    type: 'microsoft.authorization/roleassignments',
    properties: {
      roleDefinitionId: `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/role-${role}`,
      principalId: who,
      principalType: type,
      scope: at,
      ...(condition === undefined ? {} : { condition, conditionVersion: '2.0' }),
    },
  };
}

function denyRow({
  id,
  at,
  who,
  except = [],
  type = 'ServicePrincipal',
  takes,
  condition,
  onlyThere = false,
  effect,
}: DenyFacts): Row {
  const named = (ids: readonly string[]): Json => ids.map(each => ({ id: each, type }));
  return {
    id: `${at === '/' ? '' : at}/providers/Microsoft.Authorization/denyAssignments/${id}`,
    name: id,
    type: 'Microsoft.Authorization/denyAssignments',
    properties: {
      denyAssignmentName: `Deny ${id}`,
      permissions: takes === null ? null : [takes],
      scope: at,
      doNotApplyToChildScopes: onlyThere,
      principals: named(who),
      excludePrincipals: named(except),
      condition: condition ?? null,
      ...(effect === undefined ? {} : { denyAssignmentEffect: effect }),
    },
  };
}
