/** The VMs and scale sets that CycleCloud made, found by its tags ("Tag nodes"), whose names Azure reads in any case. */

import type { Row } from '../model/estate.ts';
import { factOf, isUnknown } from '../model/fact.ts';
import { foldId } from '../model/resource-id.ts';
import { SCALE_SET, VM } from '../model/resource-types.ts';
import { tagOf } from './cyclecloud-server.ts';
import { type AttachedIdentities, attachedIdentities } from './identity.ts';
import type { Lookup } from './lookup.ts';
import { idOf, nameOf } from './row.ts';

/** A VM or scale set of a cluster. */
export type RunningNode = {
  readonly id: string;
  readonly name: string;
  /** The name of the cluster. */
  readonly cluster: string;
  /** The name of the nodearray or node; empty where no tag tells. */
  readonly node: string;
  readonly identities: AttachedIdentities;
};

/** A VM or scale set of which it is not known of what node it is, if of any. */
export type UnplacedNode = { readonly id: string; readonly name: string; readonly because: string };

export type RunningNodes = { readonly nodes: readonly RunningNode[]; readonly unplaced: readonly UnplacedNode[] };

/** All of them, by folded id. */
export function runningNodes(lookup: Lookup): RunningNodes {
  const nodes: RunningNode[] = [];
  const unplaced: UnplacedNode[] = [];
  for (const row of [...lookup.ofType(VM), ...lookup.ofType(SCALE_SET)]) {
    const id = idOf(row);
    const name = nameOf(row) ?? id;
    const place = factOf(() => placeOf(row));
    if (isUnknown(place)) unplaced.push({ id, name, because: place.because });
    else if (place !== undefined) nodes.push({ id, name, identities: attachedIdentities(row), ...place });
  }
  return { nodes, unplaced };
}

/** `/sites/{site}/clusters/{cluster}` and `/sites/{site}/clusters/{cluster}/nodearrays/{array}`; before 8.2 `ClusterName` beside `ClusterId`. */
function placeOf(row: Row): { cluster: string; node: string } | undefined {
  const array = /\/clusters\/([^/]+)\/nodearrays\/([^/]+)$/i.exec(tagOf(row, 'CycleCloudNodeArray') ?? '');
  if (array !== null) return { cluster: array[1]!, node: array[2]! };
  const cluster = /\/clusters\/([^/]+)$/i.exec(tagOf(row, 'CycleCloudCluster') ?? '')?.[1];
  const node = tagOf(row, 'Name') ?? '';
  if (cluster !== undefined) return { cluster, node };
  // NOTE: other services tag `ClusterId` as well; only CycleCloud has an owner beside it.
  const isOld = tagOf(row, 'ClusterId') !== undefined && tagOf(row, 'CycleOwner') !== undefined;
  const named = tagOf(row, 'ClusterName');
  return isOld && named !== undefined ? { cluster: named, node } : undefined;
}

/** Cluster names and node names go without case, as the template language does. */
export function groupKey({ cluster, node }: { readonly cluster: string; readonly node: string }): string {
  return foldId(`${cluster}/${node}`);
}
