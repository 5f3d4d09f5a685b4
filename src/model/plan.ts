/** A plan: what is about to be done to resources, as its file says it, in Azure Resource Manager's own terms. */

import type { Json, Row } from './estate.ts';
import type { Location } from './finding.ts';

export const PLAN_KINDS = ['what-if', 'arm-template', 'terraform', 'az-script', 'rest-body'] as const;

export type PlanKind = (typeof PLAN_KINDS)[number];

/** Keys from the root of an operation's body: `['properties', 'commandOutputSettings']`. */
export type BodyPath = readonly (string | number)[];

/**
 * What is done to one resource.
 *
 * - `put`: sent whole, as a template or `PUT` does. What it leaves out is reset, as Resource Manager documents it
 *   ("Azure Resource Manager deployment modes"); what only Azure sets, such as a principal, stays.
 * - `set`: the resource as it will be, as what-if predicts it; what only Azure sets stays.
 * - `patch`: a JSON merge patch (RFC 7386): objects merge, `null` removes.
 * - `delete`: the resource and everything below it is gone.
 * - `doubt`: the plan may do something here, and does not say what: `because` says why.
 */
export type Deed = 'put' | 'set' | 'patch' | 'delete' | 'doubt';

/**
 * A change that depends on what is there, which a merge patch cannot say.
 *
 * - `items`: of the list at `path`, items come or go. They are known by the text at their key `by`: addresses as Azure normalises them
 *   (203.0.113.7/32 is 203.0.113.7), all else without case. One that is there already stays as it is.
 * - `identities`: those of the body's `identity.userAssignedIdentities`, and with `system` the system-assigned one, come or go.
 *   `identity.type`, which the body leaves out, follows from what is there then.
 */
export type Edit =
  | {
      readonly is: 'items';
      readonly does: 'add' | 'remove';
      /** Keys from the root of the resource. */
      readonly path: readonly string[];
      readonly by: string;
      readonly items: readonly Row[];
      /** What holds the list, where it is not there yet. */
      readonly within?: Row;
    }
  | { readonly is: 'identities'; readonly does: 'add' | 'remove'; readonly system: boolean };

/** What role assignments have in common that are deleted together, each part as an assignment's body has it. What is absent may be anything. */
export type Matching = {
  readonly principalId?: Json;
  readonly roleDefinitionId?: Json;
  /** Those of the scopes above as well. */
  readonly inherited?: true;
};

export type Operation = {
  readonly does: Deed;
  /**
   * The resource's id. A role assignment whose name is not known gets one from its address. Of a doubt, it may be a scope, within which
   * anything of the `type` may be created, changed or deleted.
   */
  readonly id: string;
  /** In lower case, as ids have it: `microsoft.storage/storageaccounts/blobservices/containers`; `*` of a doubt about anything. */
  readonly type: string;
  /**
   * What is sent, in the resource's own shape (`identity`, `properties`, `tags`, …), without `id`, `name` and `type`.
   * A value that is not known before the plan runs is an `unknownValue`; the principal of a resource's identity is its `principalOf`;
   * a role that is only named is its `roleNamed`. Empty for `delete` and `doubt`.
   */
  readonly body: Row;
  /** Keys of the body that take the place of what is there instead of merging with it: the Azure CLI sends the identities of a cluster whole. */
  readonly replaces?: readonly string[];
  /** Of a patch: what is changed after the body is merged. */
  readonly edits?: readonly Edit[];
  /** Of a deletion of role assignments: not the one of the id, but all that fit, at exactly the scope that the id lies at. */
  readonly matching?: Matching;
  /** Where the plan says it. */
  readonly apiVersion?: string;
  /** Set where the Azure CLI's own command for the resource sends it, in an API version of its choice; not for `az rest`. */
  readonly client?: 'azure-cli';
  /** How the plan calls it: a Terraform address, a template's symbolic name or type and name, a command. */
  readonly address: string;
  /** Why nothing more is known of a doubt: the plan's own words where it has some. No full stop. */
  readonly because?: string;
  /**
   * The most that a doubt may do: `create` – something new comes, and what is there stays as it is; `write` – something is created or
   * changed, and nothing deleted. Absent: anything.
   */
  readonly atMost?: 'create' | 'write';
  /** The place of the resource in the plan, or of the part that sets a path of the body: the nearest one above it that the plan spells out. */
  readonly locate: (path?: BodyPath) => Location;
};

/** Operations that are made together. Their order among each other does not matter; a system-assigned identity's principal exists after the step. */
export type Step = {
  /** As messages call it: `az networkcloud cluster update (line 12)`; the file's name where the whole file is one step. */
  readonly name: string;
  readonly operations: readonly Operation[];
};

/** A plan as it was read. */
export type Plan = {
  readonly file: string;
  readonly kind: PlanKind;
  /** In the order in which they are made. */
  readonly steps: readonly Step[];
  /** Things about the plan that its reader should know, such as a command that was not understood; each at its place. */
  readonly notices: readonly { readonly says: string; readonly location: Location }[];
};

/** What a plan's file does not say about where it will be deployed. */
export type Deployment = {
  readonly subscriptionId?: string;
  readonly resourceGroup?: string;
  readonly managementGroup?: string;
  readonly location?: string;
  readonly tenantId?: string;
};

const PRINCIPAL = 'principal-of:';

/**
 * Stands for the principal of the managed identity that a resource is or has: known by what it belongs to, before it exists.
 * `id` is a user-assigned identity, or a resource with a system-assigned one.
 * @param generation which one it is, counted from 1, of those that the resource gets as it is made again and again
 */
export function principalOf(id: string, generation = 1): string {
  return generation === 1 ? `${PRINCIPAL}${id}` : `${PRINCIPAL}${id}#${generation}`;
}

/** The resource whose principal a text stands for, as it was spelled; `undefined` where it is an object id. */
export function principalOwner(principalId: string): string | undefined {
  return principalId.startsWith(PRINCIPAL) ? principalId.slice(PRINCIPAL.length).replace(/#\d+$/, '') : undefined;
}

const ROLE = 'role-named:';

/** Stands for the id of the role definition of a name, which only the tenant knows for custom roles. */
export function roleNamed(name: string): string {
  return `${ROLE}${name}`;
}

/** The name of the role that a text stands for; `undefined` where it is an id. */
export function roleName(roleDefinitionId: string): string | undefined {
  return roleDefinitionId.startsWith(ROLE) ? roleDefinitionId.slice(ROLE.length) : undefined;
}

const OPEN_CONDITION = 'not known before the plan runs: ';

/** Stands for the condition of a role assignment that is not known, or of one that may not stay. `because` has no full stop. */
export function openCondition(because: string): string {
  return `${OPEN_CONDITION}${because}`;
}

/** Why a condition is not known; `undefined` where it is. */
export function whyOpenCondition(condition: string): string | undefined {
  return condition.startsWith(OPEN_CONDITION) ? condition.slice(OPEN_CONDITION.length) : undefined;
}

/** A cluster as a plan writes it, for what only an update can be asked. */
export type PlannedWrite = {
  /** The cluster's id. */
  readonly id: string;
  readonly does: Exclude<Deed, 'doubt' | 'delete'>;
  /** What is sent. */
  readonly body: Row;
  readonly apiVersion: string | undefined;
  /** These as of the operation. */
  readonly client?: Operation['client'];
  readonly locate: Operation['locate'];
  readonly address: string;
  readonly at: Location;
};
