/** What runs of clusters that no declared template describes. */

import { foldId, subscriptionOf } from '../model/resource-id.ts';
import type { Subject } from '../subjects/subjects.ts';
import { untemplatedFacts } from './cyclecloud-nodes.ts';
import { groupKey, type RunningNode } from './cyclecloud-running.ts';
import type { Server } from './cyclecloud-server.ts';
import type { Lookup } from './lookup.ts';

/** Servers by the folded scope where they work. */
type Workplaces = ReadonlyMap<string, readonly Server[]>;

/** A subject for each node or nodearray of a cluster within a subscription. */
export function strayNodes(strays: readonly RunningNode[], servers: readonly Server[], lookup: Lookup): Subject[] {
  const workplaces = Map.groupBy(servers, ({ facts }) => foldId(facts.scope as string));
  const groups = Map.groupBy(strays, node => `${subscriptionOf(node.id)}${groupKey(node)}`);
  return [...groups.keys()].sort().map(key => {
    const nodes = groups.get(key)!;
    return strayGroup(nodes, onlyServerOver(nodes[0]!.id, workplaces, lookup));
  });
}

/** `owner` is the one server that works where they are. */
function strayGroup(nodes: readonly RunningNode[], owner: Server | undefined): Subject {
  const facts = untemplatedFacts(nodes);
  return {
    kind: 'cyclecloud.nodes',
    id: `${nodes[0]!.id}#nodes${groupKey(nodes[0]!)}`,
    name: `${facts.cluster as string}: ${facts.name as string}`,
    ...(owner === undefined ? {} : { system: owner.id }),
    ...(owner?.declared === undefined ? {} : { at: owner.declared.at }),
    variables: { nodes: facts },
  };
}

function onlyServerOver(id: string, workplaces: Workplaces, lookup: Lookup): Server | undefined {
  let only: Server | undefined;
  for (const scope of lookup.access.scopesOver(id)) {
    for (const server of workplaces.get(scope) ?? []) {
      if (only !== undefined) return undefined;
      only = server;
    }
  }
  return only;
}
