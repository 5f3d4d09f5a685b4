/**
 * Collects an estate: the clusters and CycleCloud servers in scope, what they are wired to, and who may do what there.
 *
 * Both are read in the scope that was asked for. What they use, and every assignment that bears on it, is looked for in
 * everything that the credential sees: a shared vault need not lie in a subscription that is audited.
 */

import { Estate } from '../estate/estate.ts';
import { type Row, type Scope, SNAPSHOT_FORMAT, SNAPSHOT_VERSION } from '../model/estate.ts';
import type { Requests } from '../model/finding.ts';
import { textAt } from '../model/json.ts';
import { subscriptionOf } from '../model/resource-id.ts';
import { readAccess } from './access.ts';
import { readBlobContainers } from './blob-containers.ts';
import { type Connection, requestsOf } from './connect.ts';
import { coverNamed, coverSubscriptions, type Gaps } from './coverage.ts';
import { readDenyAssignments } from './deny-assignments.ts';
import { readFederatedCredentials } from './federated-credentials.ts';
import { tell } from './progress.ts';
import { readClusters, readCycleCloud, readSubscriptions, readWired } from './resources.ts';
import { readRolesNamed } from './roles-named.ts';
import { attachedTo, isIdentity, isIdentityId, wiredBy } from './wired.ts';

export type CollectOptions = {
  readonly scope: Scope;
  /** ISO 8601, UTC. */
  readonly takenAt: string;
  /** Object ids of Operator Nexus's applications by app id, where the config names them; Microsoft Graph is asked for the others. */
  readonly afoiObjectIds?: { readonly [appId: string]: string };
  /** Object ids of declared users and groups. */
  readonly operators: readonly string[];
  /** Clusters as a plan would write them: what they will use is read as well. */
  readonly planned?: readonly Row[];
  /** Ids of further resources that the config or a plan names. */
  readonly ids?: readonly string[];
  readonly cyclecloud?: CycleCloudWanted;
};

/** What a config declares of CycleCloud. */
export type CycleCloudWanted = {
  /** Ids of the servers' VMs. */
  readonly servers: readonly string[];
  /** Ids of identities that nodes are to have. */
  readonly identities: readonly string[];
  readonly lockers: readonly { readonly account: string; readonly container?: string }[];
  /** Where servers work: ids of subscriptions and resource groups. */
  readonly scopes: readonly string[];
  /** Names of roles that files in the repository define. */
  readonly roleNames: readonly string[];
};

const NO_CYCLECLOUD: CycleCloudWanted = { servers: [], identities: [], lockers: [], scopes: [], roleNames: [] };

export type Collected = { readonly estate: Estate; readonly requests: Requests };

/** Throws an AzureProblem where Azure cannot be asked at all; whatever fails later is a gap in the coverage. */
export async function collect(connection: Connection, options: CollectOptions): Promise<Collected> {
  const { scope, takenAt, planned = [], operators, afoiObjectIds = {}, cyclecloud = NO_CYCLECLOUD } = options;
  const cloud = connection.cloud.name;
  const estate = new Estate({ format: SNAPSHOT_FORMAT, version: SNAPSHOT_VERSION, takenAt, cloud, scope });
  const gaps: Gaps = { resources: [], resourcecontainers: [], authorizationresources: [] };
  const { visible, overLimit } = await readSubscriptions(connection, estate, scope, gaps);
  const clusters = await readClusters(connection, estate, visible, gaps);
  const servers = await readCycleCloud(connection, estate, visible, cyclecloud.servers, gaps);
  const identities = [...servers.flatMap(attachedTo), ...cyclecloud.identities].filter(isIdentityId);
  const wired = wiredBy([...clusters, ...planned], {
    ids: [...(options.ids ?? []), ...identities],
    lockers: cyclecloud.lockers,
  });
  const resources = await readWired(connection, estate, wired, gaps);
  if (servers.length + wired.ids.length + wired.accounts.length + wired.vaults.length > 0) {
    const ids = [...[...clusters, ...servers, ...resources].map(idOf), ...wired.ids, ...cyclecloud.scopes];
    const subscriptions = [...visible.subscriptions.keys()].sort();
    const involved = new Set(ids.map(subscriptionOf));
    const usesNexus = clusters.length + planned.length > 0;
    const found = resources.filter(isIdentity).map(idOf);
    await Promise.all([
      tell(
        connection,
        'blob containers',
        () => readBlobContainers(connection, estate, wired.containers, resources),
        () => estate.count('arm/blobcontainers'),
      ),
      tell(
        connection,
        'deny assignments',
        () =>
          readDenyAssignments(
            connection,
            estate,
            subscriptions.filter(id => involved.has(id)),
          ),
        () => estate.count('arm/denyassignments'),
      ),
      tell(
        connection,
        'federated credentials',
        () => readFederatedCredentials(connection, estate, found),
        () => estate.count('arm/federatedcredentials'),
      ),
      readAccess(
        connection,
        estate,
        { visible, systems: [...clusters, ...servers], resources, wired, operators, afoiObjectIds, usesNexus },
        gaps,
      ),
    ]);
  }
  if (cyclecloud.roleNames.length > 0) await readRolesNamed(connection, estate, cyclecloud.roleNames);
  const named = [...wired.ids, ...cyclecloud.servers];
  coverSubscriptions(estate, { visible, gaps, wired: named, overLimit });
  coverNamed(estate, visible, gaps, 'arm/userassignedidentities', cyclecloud.identities.filter(isIdentityId));
  coverNamed(estate, visible, gaps, 'arm/virtualmachines', cyclecloud.servers);
  return { estate, requests: requestsOf(connection) };
}

function idOf(row: Row): string {
  return textAt(row, 'id')!;
}
