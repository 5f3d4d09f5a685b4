/** Lays the approved side of a system and the side that is there into one drawing, each part with what became of it. */

import type { DriftLink, DriftMark, DriftNode, DriftState } from '../../model/drift-review.ts';
import type { Link, Pair, Part, Sketch } from './sketch.ts';

/** What is known of the facts and entries of the lock, by `keyOf` their paths. */
export type Ledger = {
  /** Positions of changes. */
  readonly changes: ReadonlyMap<string, readonly number[]>;
  /** Of those, the ones by which something that is still referred to is gone. */
  readonly gone: ReadonlySet<number>;
  readonly unread: ReadonlySet<string>;
};

export type Merged = { readonly nodes: readonly DriftNode[]; readonly links: readonly DriftLink[] };

export function merge(was: Sketch, now: Sketch, ledger: Ledger): Merged {
  const marked = <T extends object>(before: ReadonlyMap<string, Part<T>>, after: ReadonlyMap<string, Part<T>>) =>
    [...new Set([...before.keys(), ...after.keys()])].map(id => {
      const [old, made] = [before.get(id), after.get(id)];
      return { ...(made ?? old)!.part, ...markOf(old, made, ledger) };
    });
  const links: DriftLink[] = marked(was.links, now.links);
  const bare = marked(was.pairs, now.pairs).filter(pair => !isBridged(pair, links));
  const gaps = bare.map(pair => ({ ...pair, id: `no grant ${pair.from} ${pair.to}` }));
  return {
    nodes: [...marked(was.nodes, now.nodes), ...gaps.map(gapNode)],
    links: [
      ...links,
      ...gaps.flatMap(({ id, from, to, is, changes }) => [
        { from, to: id, is, changes },
        { from: id, to, is, changes },
      ]),
    ],
  };
}

/** Whether some grant leads from who acts to what it acts on, on either side. */
function isBridged({ from, to }: Link, links: readonly DriftLink[]): boolean {
  const held = new Set(links.filter(link => link.from === from).map(link => link.to));
  return links.some(link => link.to === to && held.has(link.from));
}

/** Stands between who acts and what it acts on, where no grant is known to. */
function gapNode({ id, isKnown, is, changes }: DriftMark & Pair & { readonly id: string }): DriftNode {
  const says = isKnown
    ? { name: 'no role of its own', what: 'a group may give it one' }
    : { name: 'role not known', what: 'the resource was not read' };
  return { id, column: 'grant', ...says, is, changes };
}

function markOf(was: Part<object> | undefined, now: Part<object> | undefined, ledger: Ledger): DriftMark {
  const of = (keys: Iterable<string>) => [...keys].flatMap(key => ledger.changes.get(key) ?? []);
  const unique = (changes: readonly number[]) => [...new Set(changes)].sort((a, b) => a - b);
  const own = unique(of([...(was?.own ?? []), ...(now?.own ?? [])]));
  if (was !== undefined && now !== undefined) {
    const is: DriftState =
      own.length === 0 ? 'same' : own.some(change => ledger.gone.has(change)) ? 'removed' : 'altered';
    return { is, changes: own };
  }
  const changes = own.length > 0 ? own : unique(of((was ?? now)!.by));
  if (now !== undefined) return { is: 'added', changes };
  const isUnread = [...was!.by, ...was!.own].some(key => ledger.unread.has(key) || ledger.unread.has(entryIn(key)));
  return isUnread && own.length === 0 ? { is: 'unread', changes: [] } : { is: 'removed', changes };
}

function entryIn(key: string): string {
  return key.split('\n', 2).join('\n');
}
