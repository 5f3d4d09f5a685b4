/** Applies one step of a plan to an estate: what is there afterwards, and what of it is not known. */

import type { Estate } from '../estate/estate.ts';
import type { Deed, Operation, PlannedWrite, Step } from '../model/plan.ts';
import { foldId } from '../model/resource-id.ts';
import {
  CLUSTER,
  MANAGEMENT_GROUP_SUBSCRIPTION,
  RESOURCE_GROUP,
  ROLE_ASSIGNMENT,
  ROLE_DEFINITION,
  TEMPLATE_RESOURCE_GROUP,
} from '../model/resource-types.ts';
import { assign } from './apply/assign.ts';
import { deleteAll } from './apply/delete.ts';
import { doubtAll } from './apply/doubt.ts';
import { Draft, type Inverse } from './apply/draft.ts';
import { spelledOut } from './apply/indirect.ts';
import { deleteMatching } from './apply/matching.ts';
import { PrincipalTypes } from './apply/principal-types.ts';
import { settle } from './apply/principals.ts';
import { Roles } from './apply/roles.ts';
import { write } from './apply/write.ts';

export type Applied = {
  /** A new one; the given one is as it was. */
  readonly estate: Estate;
  /** For `undo`. */
  readonly inverse: Inverse;
  /** The writes of clusters, sorted by id. */
  readonly writes: readonly PlannedWrite[];
};

/**
 * Deletes come first, so that a replacement is a delete and a put; then resources, roles and their assignments, which may refer to
 * them; doubts last, since they concern whatever there is by then. Besides, the order of operations does not matter.
 */
export function applyStep(estate: Estate, { operations }: Step): Applied {
  const draft = new Draft(estate);
  settle(draft);
  const all = operations.map(usual).map(spelledOut);
  const written = all.filter(isWrite).sort(wholeFirst);
  const typed = (type: string) => written.filter(operation => operation.type === type);
  const deletes = all.filter(({ does }) => does === 'delete');
  const byFilter = ({ matching }: Operation) => matching !== undefined;
  // Filters name principals, which the other deletions may end.
  deleteMatching(draft, deletes.filter(byFilter));
  deleteAll(
    draft,
    deletes.filter(operation => !byFilter(operation)),
  );
  for (const operation of written) {
    if (operation.type !== ROLE_ASSIGNMENT && operation.type !== ROLE_DEFINITION) write(draft, operation);
  }
  const roles = new Roles(draft);
  for (const operation of typed(ROLE_DEFINITION)) roles.define(operation);
  const types = new PrincipalTypes(draft.estate);
  const unassigned = typed(ROLE_ASSIGNMENT).flatMap(operation => assign(draft, roles, types, operation) ?? []);
  doubtAll(
    draft,
    roles,
    all.filter(({ does }) => does === 'doubt'),
    unassigned,
  );
  return { estate: draft.estate, inverse: draft.inverse, writes: typed(CLUSTER).map(plannedWrite).sort(byId) };
}

/** The estate as it was before the step. */
export function undo({ estate, inverse }: Pick<Applied, 'estate' | 'inverse'>): Estate {
  const before = estate.copy();
  for (const { table, id, row } of inverse.rows) {
    if (row === undefined) before.remove(table, id);
    else before.add(table, row);
  }
  for (const { source, scope, was } of inverse.coverage) {
    if (was === undefined) before.uncover({ source, scope });
    else before.cover(was);
  }
  return before;
}

/** Templates have a type of their own for resource groups. What moves a subscription takes away what it inherits. */
function usual(operation: Operation): Operation {
  if (operation.type === MANAGEMENT_GROUP_SUBSCRIPTION) {
    const because = 'a subscription that moves to another management group inherits the assignments there';
    const { address, locate } = operation;
    return { does: 'doubt', id: '/', type: ROLE_ASSIGNMENT, body: {}, address, because, locate };
  }
  return operation.type === TEMPLATE_RESOURCE_GROUP ? { ...operation, type: RESOURCE_GROUP } : operation;
}

type Write = Operation & { readonly does: Exclude<Deed, 'doubt' | 'delete'> };

function isWrite(operation: Operation): operation is Write {
  return operation.does !== 'doubt' && operation.does !== 'delete';
}

/** What is changed of a resource that the same step makes comes after it is made; the rest by id, so that a step has one outcome. */
function wholeFirst(a: Operation, b: Operation): number {
  const [one, other] = [foldId(a.id), foldId(b.id)];
  return Number(a.does === 'patch') - Number(b.does === 'patch') || (one < other ? -1 : one > other ? 1 : 0);
}

function plannedWrite({ id, does, body, apiVersion, client, address, locate }: Write): PlannedWrite {
  const own = client === undefined ? {} : { client };
  return { id, does, body, apiVersion, address, locate, at: locate(), ...own };
}

function byId(a: PlannedWrite, b: PlannedWrite): number {
  const key = ({ id, address }: PlannedWrite) => `${foldId(id)} ${address}`;
  return key(a) < key(b) ? -1 : 1;
}
