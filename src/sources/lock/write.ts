/** Writes the approved wiring as a file that people read; comments that they left in it stay. */

import { Document, isMap, isScalar, Pair, parseDocument, Scalar, YAMLMap } from 'yaml';
import { type Acceptance, LOCK_SECTIONS, LOCK_VERSION, type LockedFact } from '../../model/lock.ts';

/** What is to be written. Paths and values are in the short form. */
export type Approval = {
  readonly cloud: string;
  readonly subscriptions: ReadonlyMap<string, string>;
  readonly accepted?: Acceptance;
  readonly facts: readonly (LockedFact & { readonly called?: string })[];
};

type Tree = Map<string, Tree | Leaf>;
type Leaf = { readonly value: string | number | readonly string[]; readonly called?: string };

const HEADING = ` The approved wiring. Written by "midrift lock"; review changes to it as you review code.
 Comments stay when it is written again.`;

const KEYS: readonly string[] = ['version', 'cloud', 'subscriptions', 'accepted', ...LOCK_SECTIONS];

/** They stand together at the top. */
const FIRST: readonly string[] = ['version', 'cloud'];

/** The text of the file. `before` is the text that it has now, which must be a lock that can be read, as `readLock` reads it. */
export function writeLock(approval: Approval, before?: string): string {
  const document: Document =
    before === undefined ? new Document(new YAMLMap()) : parseDocument(before, { uniqueKeys: false });
  if (before === undefined) document.commentBefore = HEADING;
  if (!isMap(document.contents)) document.contents = new YAMLMap();
  merge(document.contents as YAMLMap, treeOf(approval), true);
  return document.toString({ lineWidth: 0 });
}

function treeOf({ cloud, subscriptions, accepted, facts }: Approval): Tree {
  const root: Tree = new Map<string, Tree | Leaf>([
    ['version', { value: LOCK_VERSION }],
    ['cloud', { value: cloud }],
  ]);
  for (const [alias, id] of subscriptions) put(root, ['subscriptions', alias], { value: id });
  if (accepted !== undefined) {
    put(root, ['accepted', 'because'], { value: accepted.because });
    put(root, ['accepted', 'failures'], { value: accepted.failures });
  }
  for (const { path, value, called } of facts) put(root, path, { value, ...(called === undefined ? {} : { called }) });
  return root;
}

function put(root: Tree, path: readonly string[], leaf: Leaf): void {
  let tree = root;
  for (const key of path.slice(0, -1)) {
    let below = tree.get(key);
    if (!(below instanceof Map)) {
      below = new Map();
      tree.set(key, below);
    }
    tree = below;
  }
  tree.set(path.at(-1)!, leaf);
}

/** Makes the map the same as the tree; what it had already keeps its comments. */
function merge(map: YAMLMap, tree: Tree, isRoot: boolean): void {
  const pairs = new Map(map.items.map(pair => [isScalar(pair.key) ? String(pair.key.value) : '', pair as Pair]));
  const keys = [...tree.keys()].sort(isRoot ? (a, b) => KEYS.indexOf(a) - KEYS.indexOf(b) : byText);
  map.flow = false;
  map.items = keys.map(key => {
    const wanted = tree.get(key)!;
    const made = pairs.get(key) ?? newPair(key, isRoot && !FIRST.includes(key));
    if (wanted instanceof Map) {
      const below = isMap(made.value) ? made.value : new YAMLMap();
      made.value = below;
      merge(below, wanted, false);
    } else {
      made.value = scalar(made.value, wanted);
    }
    return made;
  }) as typeof map.items;
}

function newPair(key: string, isApart: boolean): Pair {
  const name = new Scalar(key);
  name.spaceBefore = isApart;
  return new Pair<unknown, unknown>(name);
}

function scalar(before: unknown, { value, called }: Leaf): unknown {
  if (Array.isArray(value)) return new Document([...value]).contents;
  if (isScalar(before)) {
    before.value = value;
    return before;
  }
  const made = new Scalar(value);
  if (called !== undefined) made.comment = ` ${called}`;
  return made;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
