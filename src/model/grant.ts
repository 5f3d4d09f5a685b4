/** Questions about access and their answers. The engine that answers them is in `access`. */

import type { ScopeKind } from './resource-id.ts';

/** What someone would do: patterns of actions as roles spell them, matched without case. All of them are asked for. */
export type Permissions = {
  readonly actions: readonly string[];
  readonly dataActions: readonly string[];
};

/** May this principal do all of this at this scope? */
export type Question = Permissions & {
  /** Object id of a user, group, service principal or managed identity. */
  readonly principalId: string;
  /** The scope at which it would act, usually a resource's id. */
  readonly scope: string;
};

/** A role assignment as it bears on one question. */
export type Grant = {
  readonly assignmentId: string;
  /** The principal that the assignment names: the asked one, or a group it belongs to. */
  readonly principalId: string;
  /** GUID of the role definition. */
  readonly roleId: string;
  /** The role's name, or its GUID where the definition could not be read. */
  readonly roleName: string;
  readonly scope: string;
  readonly scopeKind: ScopeKind;
  /** The assignment's scope is the asked one itself, or lies above it. */
  readonly inherited: boolean;
  readonly throughGroup: boolean;
  /** The condition of the assignment or of the role, where there is one: what it grants cannot be decided statically. */
  readonly condition?: string;
  /** Found by a direct read only: Resource Graph did not have it. */
  readonly behindResourceGraph: boolean;
};

/** A deny assignment that takes something of what was asked. */
export type Denial = {
  readonly id: string;
  readonly name: string;
  readonly scope: string;
};

/**
 * - `granted`: everything asked is granted, by `grants` (the ones that were needed, narrowest scope first).
 * - `missing`: something asked is certainly not granted: `missing` lists those patterns, `denials` what denies them,
 *   and `grants` what the principal does hold at or above the scope.
 * - `unknown`: it cannot be decided, `because`; `grants` as far as they bear on it.
 */
export type Answer =
  | { readonly is: 'granted'; readonly question: Question; readonly grants: readonly Grant[] }
  | {
      readonly is: 'missing';
      readonly question: Question;
      readonly missing: readonly string[];
      readonly denials: readonly Denial[];
      readonly grants: readonly Grant[];
    }
  | {
      readonly is: 'unknown';
      readonly question: Question;
      readonly because: string;
      readonly grants: readonly Grant[];
    };
