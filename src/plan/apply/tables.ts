/** Where things of a type are kept in an estate, and what lies below them. */

import type { Table } from '../../model/estate.ts';
import type { Operation } from '../../model/plan.ts';
import {
  CLUSTER,
  CONTAINER,
  FEDERATED_CREDENTIAL,
  IDENTITY,
  MANAGEMENT_GROUP,
  RESOURCE_GROUP,
  ROLE_ASSIGNMENT,
  ROLE_DEFINITION,
  SCALE_SET,
  STORAGE_ACCOUNT,
  SUBSCRIPTION,
  VAULT,
  VM,
  WORKSPACE,
} from '../../model/resource-types.ts';

/** Of a doubt about anything. */
export const ANYTHING = '*';

const TABLES: { readonly [type: string]: readonly Table[] } = {
  [CLUSTER]: ['resources', 'arm/clusters'],
  [IDENTITY]: ['resources', 'arm/userassignedidentities'],
  [VM]: ['resources', 'arm/virtualmachines'],
  [CONTAINER]: ['arm/blobcontainers'],
  [FEDERATED_CREDENTIAL]: ['arm/federatedcredentials'],
  [ROLE_ASSIGNMENT]: ['authorizationresources'],
  [ROLE_DEFINITION]: ['authorizationresources'],
  [RESOURCE_GROUP]: ['resourcecontainers'],
  [SUBSCRIPTION]: ['resourcecontainers'],
  [MANAGEMENT_GROUP]: ['resourcecontainers'],
};

/** All tables of things that exist or do not; role assignments and definitions are apart. */
export const THINGS: readonly Table[] = [
  'resources',
  'resourcecontainers',
  'arm/blobcontainers',
  'arm/clusters',
  'arm/federatedcredentials',
  'arm/userassignedidentities',
  'arm/virtualmachines',
];

/** The tables of a type; those of fresh reads come last. */
export function tablesOf(type: string): readonly Table[] {
  return TABLES[type] ?? ['resources'];
}

/** The tables of what there may be at and below a thing of this type. */
export function tablesWithin(type: string): readonly Table[] {
  if (isScope(type)) return THINGS;
  if (type === STORAGE_ACCOUNT) return ['resources', 'arm/blobcontainers'];
  return type === IDENTITY ? [...tablesOf(type), 'arm/federatedcredentials'] : tablesOf(type);
}

/** Types on which the wiring of clusters and servers rests; of clusters themselves, what is not known is judged. */
const RESTS_ON = new Set<string>([
  ...[IDENTITY, FEDERATED_CREDENTIAL, STORAGE_ACCOUNT, CONTAINER, VAULT, WORKSPACE, VM, SCALE_SET, ROLE_DEFINITION],
]);

/** Whether what is done may take from a wiring that is there: grants only by being taken away, and groups by being deleted. */
export function mayTake({ does, type }: Pick<Operation, 'does' | 'type'>): boolean {
  if (does === 'doubt') return false;
  return RESTS_ON.has(type) || (does === 'delete' && [ROLE_ASSIGNMENT, RESOURCE_GROUP].includes(type));
}

/** Whether things of any type lie within one of this type. */
export function isScope(type: string): boolean {
  return [ANYTHING, RESOURCE_GROUP, SUBSCRIPTION].includes(type);
}
