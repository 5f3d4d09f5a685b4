/** The facts read from Azure, kept as Azure sent them, and what is known of how whole they are. */

/** A value as JSON gives it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** One row of a table, in Azure's own shape. */
export type Row = { readonly [key: string]: Json };

/**
 * The tables of an estate, by their source's own names. The first four are Resource Graph's; the others are reads that
 * Resource Graph has no table for, each row in the shape of the answer it came in:
 *
 * - `arm/clusters`, `arm/userassignedidentities`, `arm/virtualmachines`: fresh GETs of single resources.
 * - `arm/denyassignments`, `arm/blobcontainers`, `arm/federatedcredentials`: items of ARM lists and GETs.
 * - `arm/assignedto`: `{id, scope, principalId, value}`; `value` is ARM's list of the role assignments at or above `scope`
 *   that reach the principal, through groups as well (`$filter=atScope() and assignedTo('…')`).
 * - `arm/nameavailability`: `{id: '<type>/<name>', type, name, nameAvailable, reason?}`, the answer to whether a globally unique name is taken.
 * - `graph/serviceprincipals`, `graph/directoryobjects`: `{id, appId?, displayName?, …}`.
 * - `graph/memberships`: `{id: <principal>, value: [<group ids>]}`, transitive.
 */
export const TABLES = [
  'resources',
  'resourcecontainers',
  'authorizationresources',
  'resourcechanges',
  'arm/assignedto',
  'arm/blobcontainers',
  'arm/clusters',
  'arm/denyassignments',
  'arm/federatedcredentials',
  'arm/nameavailability',
  'arm/userassignedidentities',
  'arm/virtualmachines',
  'graph/directoryobjects',
  'graph/memberships',
  'graph/serviceprincipals',
] as const;

export type Table = (typeof TABLES)[number];

/**
 * How whole the rows of one source are within one scope: `complete` – every row was read; `partial` – some rows are missing;
 * `denied` – the read was refused; `unasked` – nobody asked.
 */
export type CoverageStatus = 'complete' | 'partial' | 'denied' | 'unasked';

/** One statement of coverage. The narrowest scope that holds an id decides. */
export type Coverage = {
  readonly source: Table;
  /**
   * A scope or a resource id; `/` is everything in the tenant. For Microsoft Graph, `/` or `/<principal object id>`;
   * for `arm/assignedto`, `<scope>/<principal object id>`.
   */
  readonly scope: string;
  readonly status: CoverageStatus;
  /** Why it is not complete, in words for a person. */
  readonly because?: string;
  /** A plan says so, rather than a read: it leaves open what it does there, or takes away what is there. */
  readonly planned?: true;
};

/** What was asked for: nothing in it means everything the credential can see. */
export type Scope = {
  readonly managementGroups?: readonly string[];
  readonly subscriptions?: readonly string[];
};

/** The first line of a snapshot. */
export type SnapshotHeader = {
  readonly format: 'midrift-snapshot';
  readonly version: 1;
  /** ISO 8601, UTC. */
  readonly takenAt: string;
  readonly cloud: string;
  readonly scope: Scope;
  readonly coverage: readonly Coverage[];
};

export const SNAPSHOT_FORMAT = 'midrift-snapshot';
export const SNAPSHOT_VERSION = 1;
