/** Collects the parts of a drawing of one system on one side, each with the facts that it stands for. */

import type { DriftNode } from '../../model/drift-review.ts';
import type { LockPath } from '../../model/lock.ts';
import { keyOf } from '../facts.ts';

export type Node = Omit<DriftNode, 'is' | 'changes'>;

/** Paths as they stand in the lock: of facts, or of whole entries. */
export type Paths = readonly (readonly string[])[];

/** `own`: what changes the part itself; `by`: the facts because of which it is there. Both by `keyOf` paths. */
export type Part<T> = { readonly part: T; readonly own: Set<string>; readonly by: Set<string> };

export type Link = { readonly from: string; readonly to: string };

/** `isKnown`: what is assigned on the resource was read. */
export type Pair = Link & { readonly isKnown: boolean };

export class Sketch {
  readonly nodes = new Map<string, Part<Node>>();
  readonly links = new Map<string, Part<Link>>();
  /** Who acts on what, whether or not a grant is known that lets it. */
  readonly pairs = new Map<string, Part<Pair>>();

  /** Adds a node, once; facts that it stands for come together. */
  node(node: Node, by: Paths, own: Paths = []): string {
    add(this.nodes, node.id, node, by, own);
    return node.id;
  }

  link(from: string, to: string, ...by: Paths): void {
    add(this.links, `${from}\n${to}`, { from, to }, by, []);
  }

  pair(from: string, to: string, isKnown: boolean, by: LockPath): void {
    add(this.pairs, `${from}\n${to}`, { from, to, isKnown }, [by], []);
  }

  /** Whether a link leads to a node. */
  isLinked(node: string): boolean {
    for (const { part } of this.links.values()) if (part.to === node) return true;
    return false;
  }
}

function add<T>(parts: Map<string, Part<T>>, id: string, part: T, by: Paths, own: Paths): void {
  const found = parts.get(id) ?? { part, own: new Set<string>(), by: new Set<string>() };
  for (const path of by) found.by.add(keyOf(path));
  for (const path of own) found.own.add(keyOf(path));
  parts.set(id, found);
}
