/** A grant between an identity and a resource. */

import { wholeId } from '../short.ts';
import type { Standing } from './side.ts';
import type { Paths, Sketch } from './sketch.ts';

/** Ids of subscriptions by the names that the short form has for them. */
export type Subscriptions = ReadonlyMap<string, string>;

/** Nodes of the sketch, and what else makes the grant part of the wiring: the setting, and the entries of both ends. */
export type Ends = { readonly identity: string; readonly resource: string; readonly because?: Paths };

export function drawGrant(sketch: Sketch, fact: Standing, ends: Ends, names: Subscriptions): void {
  const { path, stands, value } = fact;
  const { identity, resource, because = [] } = ends;
  const by = [stands, ...because];
  const [, scope, role] = path;
  const node = sketch.node(
    {
      id: `grant ${scope} ${role} ${identity}`,
      column: 'grant',
      name: role!,
      what: value === 'unconditional' ? 'role assignment' : 'conditional role assignment',
      at: wholeId(scope, 'grants', names),
    },
    by,
    [stands, ['roles', role!]],
  );
  sketch.link(identity, node, ...by);
  sketch.link(node, resource, ...by);
}
