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
  /** The id of the installation of CycleCloud that made it; empty where no tag tells. */
  readonly site: string;
  readonly identities: AttachedIdentities;
};

/** A VM or scale set of which it is not known of what node it is, if of any. */
export type UnplacedNode = { readonly id: string; readonly name: string; readonly because: string };

/** All of them; those at or below the scopes where servers work are found by scope. */
export class RunningNodes {
  /** VMs before scale sets, each by folded id. */
  readonly nodes: RunningNode[] = [];
  /** By folded scope and `groupKey`. */
  readonly #groups = new Map<string, RunningNode[]>();
  /** The first of each folded scope. */
  readonly #unplaced = new Map<string, UnplacedNode>();

  /** `scopes` are those that will be asked about. */
  constructor(lookup: Lookup, scopes: readonly string[]) {
    const asked = new Set(scopes.map(foldId));
    const over = (id: string) => lookup.access.scopesOver(id).filter(scope => asked.has(scope));
    for (const row of [...lookup.ofType(VM), ...lookup.ofType(SCALE_SET)]) {
      const id = idOf(row);
      const name = nameOf(row) ?? id;
      const place = factOf(() => placeOf(row));
      if (isUnknown(place)) {
        for (const scope of over(id))
          if (!this.#unplaced.has(scope)) this.#unplaced.set(scope, { id, name, because: place.because });
      } else if (place !== undefined) {
        const node = { id, name, identities: attachedIdentities(row), ...place };
        this.nodes.push(node);
        for (const scope of over(id)) this.#add(scope, node);
      }
    }
  }

  #add(scope: string, node: RunningNode): void {
    const key = `${scope}\n${groupKey(node)}`;
    const group = this.#groups.get(key);
    if (group === undefined) this.#groups.set(key, [node]);
    else group.push(node);
  }

  /** What runs of a node or nodearray within a scope. */
  of(scope: string, group: Pick<RunningNode, 'cluster' | 'node'>): readonly RunningNode[] {
    return this.#groups.get(`${foldId(scope)}\n${groupKey(group)}`) ?? [];
  }

  /** One within a scope of which it is not known where it belongs. */
  unplaced(scope: string): UnplacedNode | undefined {
    return this.#unplaced.get(foldId(scope));
  }
}

/** `/sites/{site}/clusters/{cluster}` and `/sites/{site}/clusters/{cluster}/nodearrays/{array}`; before 8.2 `ClusterName` beside `ClusterId`. */
function placeOf(row: Row): Pick<RunningNode, 'cluster' | 'node' | 'site'> | undefined {
  const array = /([^/]*)\/clusters\/([^/]+)\/nodearrays\/([^/]+)$/i.exec(tagOf(row, 'CycleCloudNodeArray') ?? '');
  if (array !== null) return { cluster: array[2]!, node: array[3]!, site: array[1]!.toLowerCase() };
  const cluster = /([^/]*)\/clusters\/([^/]+)$/i.exec(tagOf(row, 'CycleCloudCluster') ?? '');
  const node = tagOf(row, 'Name') ?? '';
  if (cluster !== null) return { cluster: cluster[2]!, node, site: cluster[1]!.toLowerCase() };
  // NOTE: other services tag `ClusterId` as well; only CycleCloud has an owner beside it.
  const isOld = tagOf(row, 'ClusterId') !== undefined && tagOf(row, 'CycleOwner') !== undefined;
  const named = tagOf(row, 'ClusterName');
  return isOld && named !== undefined ? { cluster: named, node, site: '' } : undefined;
}

/** Cluster names and node names go without case, as the template language does. */
export function groupKey({ cluster, node }: { readonly cluster: string; readonly node: string }): string {
  return foldId(`${cluster}/${node}`);
}
