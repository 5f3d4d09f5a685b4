/** The reads that a scan makes, in words: what each is called, what stays undecided without it, and when none is made. */

import type { Coverage, Table } from '../../model/estate.ts';
import { managementGroupScope, scopeKind, subscriptionOf } from '../../model/resource-id.ts';

export type Read = {
  readonly source: Table;
  /** Begins a line. */
  readonly what: string;
  /** Goes on after "Undecided". */
  readonly open: string;
  /** Why a scan did not make it. */
  readonly idle: string;
};

/** In the order in which a scan makes them; Microsoft Graph's last. */
export const READS: readonly Read[] = [
  {
    source: 'resourcecontainers',
    what: 'Subscriptions',
    open: 'everything there, as it is not seen at all',
    idle: 'not asked',
  },
  {
    source: 'resources',
    what: 'Clusters, CycleCloud servers and what they use',
    open: 'whether identities are attached and the storage accounts, workspaces and vaults are as documented',
    idle: 'not asked',
  },
  {
    source: 'authorizationresources',
    what: 'Roles and their assignments',
    open: 'whether identities hold the documented roles, and no wider ones',
    idle: 'not asked',
  },
  {
    source: 'arm/denyassignments',
    what: 'Deny assignments',
    open: 'every role that an identity seems to hold, as a deny assignment goes before it',
    idle: 'no cluster and no CycleCloud server was found',
  },
  {
    source: 'arm/blobcontainers',
    what: 'Blob containers',
    open: 'whether the containers of command output and lockers exist',
    idle: 'no container is wired',
  },
  {
    source: 'arm/federatedcredentials',
    what: 'Federated credentials',
    open: 'who outside of Azure may sign in as a wired identity',
    idle: 'no user-assigned identity is wired',
  },
  {
    source: 'arm/clusters',
    what: 'Clusters, directly',
    open: 'whether what fails on a cluster is so, or Resource Graph is only behind',
    idle: 'no cluster was found',
  },
  {
    source: 'arm/userassignedidentities',
    what: 'Identities, directly',
    open: 'whether an identity that Resource Graph does not show is gone, or only new',
    idle: 'no user-assigned identity is wired',
  },
  {
    source: 'arm/virtualmachines',
    what: 'VMs, directly',
    open: 'whether what fails on a CycleCloud server is so, or Resource Graph is only behind',
    idle: 'no CycleCloud server was found',
  },
  {
    source: 'arm/assignedto',
    what: 'Roles of a principal, directly',
    open: 'whether a role that seems to be missing is, or Resource Graph is only behind',
    idle: 'no identity was found',
  },
  {
    source: 'arm/nameavailability',
    what: 'Names of storage accounts and key vaults',
    open: 'whether an account or vault that is nowhere to be seen exists elsewhere',
    idle: 'no storage account and no key vault was found',
  },
  {
    source: 'resourcechanges',
    what: 'Changes of the last fourteen days',
    open: 'who changed what was approved',
    idle: 'there is no lock, or nothing to compare with it',
  },
  {
    source: 'graph/serviceprincipals',
    what: "Operator Nexus's applications",
    open: 'whether Operator Nexus may assign the identities of vaults (NX-KV-6), and holds no role on vaults (NX-KV-8)',
    idle: 'no cluster was found, or the config names their object ids',
  },
  {
    source: 'graph/memberships',
    what: 'Groups of identities and operators',
    open: 'whether a role reaches an identity or operator through a group',
    idle: 'no identity was found',
  },
  {
    source: 'graph/directoryobjects',
    what: 'Holders of roles',
    open: 'whether a role on a wired resource belongs to someone who exists no more',
    idle: 'nobody holds a role on a wired resource itself',
  },
];

/** Whether Microsoft Graph answers it, of which nothing is needed for a scan to be whole. */
export function isOfGraph(source: string): boolean {
  return source.startsWith('graph/');
}

/**
 * What a statement is about, as a permission would be given: its subscription, management group or the tenant (`/`); of
 * Microsoft Graph the principal, of names the name.
 */
export function unitOf({ source, scope }: Coverage): string {
  if (isOfGraph(source) || source === 'arm/nameavailability') return scope;
  const subscription = subscriptionOf(scope);
  if (subscription !== undefined) return `/subscriptions/${subscription}`;
  return scopeKind(scope) === 'management group' ? managementGroupScope(scope) : '/';
}
