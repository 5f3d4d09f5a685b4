/** Draws what bears on the resources of a system and is no part of its own wiring: grants to others, and deny assignments. */

import { liesAt } from '../scope.ts';
import { wholeId } from '../short.ts';
import { drawGrant, type Subscriptions } from './grant.ts';
import type { Side, Standing } from './side.ts';
import type { Sketch } from './sketch.ts';

/** `facts` are those that changed; the ones that the sketch has already stay as they are. */
export function drawOthers(sketch: Sketch, side: Side, facts: readonly Standing[], names: Subscriptions): void {
  const drawn = new Set([...sketch.nodes.values()].flatMap(({ part, by }) => (part.column === 'grant' ? [...by] : [])));
  const resources = [...sketch.nodes.values()].flatMap(({ part, own }) =>
    part.column === 'resource' ? [...own].map(entry => ({ entry, resource: part.id })) : [],
  );
  for (const fact of facts) {
    if (drawn.has(fact.stands.join('\n'))) continue;
    for (const { entry, resource } of resources) {
      if (liesAt(entry, fact.path[1])) drawOther(sketch, side, fact, resource, names);
    }
  }
}

function drawOther(sketch: Sketch, side: Side, fact: Standing, resource: string, names: Subscriptions): void {
  const [section, scope, key, principal] = fact.path;
  if (section === 'denials') {
    const at = wholeId(scope, section, names);
    const id = `denial ${scope} ${key}`;
    sketch.node({ id, column: 'grant', name: key!, what: 'deny assignment', at }, [fact.stands], [fact.stands]);
    sketch.link(id, resource, fact.stands);
    return;
  }
  const owner = side.owner(principal!);
  const identity = sketch.node(
    {
      id: `identity ${owner ?? principal}`,
      column: 'identity',
      name: owner?.split(/[/#]/).at(-1) ?? principal!,
      what: owner === undefined ? 'not of the wiring' : 'identity of another use',
    },
    [fact.stands],
  );
  drawGrant(sketch, fact, { identity, resource }, names);
}
