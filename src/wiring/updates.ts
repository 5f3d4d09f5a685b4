/** Planned writes of clusters: from the estates around them to the subjects that rules on updates judge. */

import type { Row } from '../model/estate.ts';
import { type Fact, factOf, isUnknown, mapFact, Unknown } from '../model/fact.ts';
import type { Location } from '../model/finding.ts';
import { at, textAt } from '../model/json.ts';
import type { BodyPath, PlannedWrite } from '../model/plan.ts';
import { foldId } from '../model/resource-id.ts';
import type { Facts, Subject } from '../subjects/subjects.ts';
import { inexpressible, takesBothAtOnce } from './api-version.ts';
import { any } from './certainty.ts';
import { attachedIdentities } from './identity.ts';
import type { Lookup } from './lookup.ts';
import { wireCluster } from './nexus.ts';
import { clusterFacts, unreadCluster } from './nexus-cluster.ts';
import { selectionsOf } from './nexus-setting.ts';
import { type Readiness, readinessOf } from './readiness.ts';
import { type Moment, removals, says, selections } from './update-identities.ts';

/**
 * The subjects `nexus.update`, in the order of the writes. `before` and `after` are the estates around the step that makes
 * them; `step` is its number in the whole run, so that ids stay apart.
 */
export function wireUpdates(
  before: Lookup,
  after: Lookup,
  writes: readonly PlannedWrite[],
  step = 1,
): Subject<'nexus.update'>[] {
  const counts = new Map<string, number>();
  return writes.flatMap(write => {
    const row = after.fresh('arm/clusters', write.id);
    // A write leaves a cluster behind.
    if (isUnknown(row) || row === undefined) return [];
    const key = foldId(write.id);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    const now = stateOf(row);
    const then = mapFact<Row | undefined, State | undefined>(before.fresh('arm/clusters', write.id), was =>
      was === undefined ? undefined : stateOf(was),
    );
    const name = String(now.cluster.name);
    return [
      {
        kind: 'nexus.update' as const,
        id: `${String(now.cluster.id)}#update/${count === 1 ? step : `${step}.${count}`}`,
        name: `${name}: ${write.address}`,
        system: String(now.cluster.id),
        at: write.at,
        places: placesOf(write),
        variables: { cluster: now.cluster, update: updateFacts(write, then, now, after) },
      },
    ];
  });
}

/** A cluster as it says of itself. */
type State = Moment & { readonly row: Row };

function stateOf(row: Row): State {
  const read = factOf(() => {
    const selections = selectionsOf(row);
    const cluster = clusterFacts(row, attachedIdentities(row), selections);
    return { cluster, settings: selections.map(({ setting }) => setting) };
  });
  return isUnknown(read) ? { row, cluster: unreadCluster(row, read), settings: [] } : { row, ...read };
}

function updateFacts(write: PlannedWrite, then: Fact<State | undefined>, now: State, after: Lookup): Facts<'Update'> {
  const creates = mapFact(then, state => state === undefined && write.does !== 'patch');
  // What is around a cluster takes long to look up, and matters to new ones only.
  const ready = creates === true ? readiness(now, after) : { unready: [], undecided: [] };
  return {
    address: write.address,
    creates,
    isByAzureCli: write.client === 'azure-cli',
    apiVersion: write.apiVersion ?? '',
    ...changes(write, then, now),
    takesBothAtOnce: takesBothAtOnce(write),
    inexpressible: inexpressible(write),
    unready: mapFact(creates, () => unreadyOf(ready)),
    undecided: mapFact(creates, () => ready.undecided.join('; ')),
  };
}

function readiness({ cluster, row }: State, after: Lookup): Readiness {
  return readinessOf(cluster, wireCluster(row, after).subjects, after.access);
}

function unreadyOf({ unready, undecided }: Readiness): Fact<readonly string[]> {
  if (unready.length > 0 || undecided.length === 0) return unready;
  return new Unknown(`it is not known whether there is still to be done: ${undecided.join('; ')}`);
}

/** What only an update changes. */
function changes(write: PlannedWrite, then: Fact<State | undefined>, now: State) {
  if (isUnknown(then)) return unread(then);
  if (then === undefined) {
    return write.does === 'patch'
      ? unread(new Unknown(`${write.id} does not exist before this update, so there is nothing to update`))
      : NOTHING;
  }
  return {
    ...removals(write, then, now),
    ...selections(write, then, now),
    changesAnalyticsOutput: mapFact(says(write, 'properties', 'analyticsOutputSettings'), named =>
      named ? isOtherAnalyticsOutput(then.row, now.row) : false,
    ),
  };
}

/** Of a cluster that is created. */
const NOTHING = {
  leftOut: [],
  leftOutIds: [],
  leavesOutSystemAssigned: false,
  removed: [],
  removedInUse: [],
  selectsUnattached: [],
  attachesAndSelects: [],
  changesAnalyticsOutput: false,
};

function unread(unknown: Unknown) {
  return {
    leftOut: unknown,
    leftOutIds: unknown,
    leavesOutSystemAssigned: unknown,
    removed: unknown,
    removedInUse: unknown,
    selectsUnattached: unknown,
    attachesAndSelects: unknown,
    changesAnalyticsOutput: unknown,
  };
}

const ANALYTICS_OUTPUT = [
  ['analyticsWorkspaceId'],
  ['associatedIdentity', 'identityType'],
  ['associatedIdentity', 'userAssignedIdentityResourceId'],
] as const;

function isOtherAnalyticsOutput(before: Row, after: Row): Fact<boolean> {
  const read = (row: Row, path: readonly string[]) =>
    factOf(() => foldId(textAt(at(row, 'properties', 'analyticsOutputSettings'), ...path) ?? ''));
  return any(
    ...ANALYTICS_OUTPUT.map(path => mapFact(read(before, path), was => mapFact(read(after, path), is => is !== was))),
  );
}

/** The places that the fields of an update come from. */
function placesOf({ locate }: PlannedWrite): { readonly [field: string]: Location } {
  const of = (...path: BodyPath) => locate(path);
  return {
    'update.leftOut': of('identity'),
    'update.removedInUse': of('identity'),
    'update.attachesAndSelects': of('identity'),
    'update.selectsUnattached': of('properties'),
    'update.changesAnalyticsOutput': of('properties', 'analyticsOutputSettings'),
  };
}
