/** The wiring as it is, in the short form of a lock and by path. */

import { isUnknown } from '../model/fact.ts';
import type { Lock, LockedFact, LockPath, LockSection, WiredFact, WiredFacts } from '../model/lock.ts';
import { subscriptionOf } from '../model/resource-id.ts';
import { type Aliases, aliasesOf, shortId, shortText } from './short.ts';

/** A known fact in the short form. */
export type ShortFact = Omit<WiredFact, 'value'> & { readonly value: string };

export type ShortWiring = {
  readonly aliases: Aliases;
  /** By `keyOf` their paths, sorted. */
  readonly facts: ReadonlyMap<string, ShortFact>;
  /** Why nothing is known at a path and below it, by `keyOf` it. */
  readonly unknown: ReadonlyMap<string, string>;
};

/** A path as a key. */
export function keyOf(path: readonly string[]): string {
  return path.join('\n');
}

/** The facts of each entry, by `entryOf` them. */
export type Entries<Fact extends LockedFact = LockedFact> = ReadonlyMap<string, readonly Fact[]>;

/** The key of the entry that a fact belongs to: its section and id. */
export function entryOf({ path: [section, id] }: LockedFact): string {
  return keyOf([section, id]);
}

/** Sections that are compared as a whole, not entry by entry. */
const WHOLE: readonly LockSection[] = ['grants', 'roles', 'denials'];

/** Whether an entry stands for something of its own: a system or a resource. */
export function isOwn(entry: string): boolean {
  return !WHOLE.some(section => entry.startsWith(`${section}\n`));
}

/** The facts of a section. */
export function factsIn<Fact extends LockedFact>(entries: Entries<Fact>, section: LockSection): Fact[] {
  return [...entries].flatMap(([entry, facts]) => (entry.startsWith(`${section}\n`) ? facts : []));
}

/** The facts as a lock would have them: subscriptions keep the names that it knows them by. */
export function shortWiring(wired: WiredFacts, known: Lock['subscriptions']): ShortWiring {
  const aliases = aliasesOf(subscriptionsIn(wired), wired.subscriptions, known);
  const facts = new Map<string, ShortFact>();
  const unknown = new Map<string, string>();
  for (const fact of wired.facts) {
    const path = shortPath(fact.path, aliases);
    if (isUnknown(fact.value)) unknown.set(keyOf(path), fact.value.because);
    else facts.set(keyOf(path), { ...fact, path, value: shortText(fact.value, aliases) });
  }
  const sorted = [...facts].sort(([a], [b]) => (a < b ? -1 : 1));
  return { aliases, facts: new Map(sorted), unknown };
}

function shortPath([section, id, ...keys]: LockPath, aliases: Aliases): LockPath {
  return [section, shortId(id, section, aliases), ...keys.map(key => shortText(key, aliases))];
}

function subscriptionsIn({ facts }: WiredFacts): Set<string> {
  const found = new Set<string>();
  const add = (text: string) => {
    if (!text.includes('/subscriptions/')) return;
    for (const [id] of text.matchAll(/\/subscriptions\/[^/\s#]+/g)) found.add(subscriptionOf(id)!);
  };
  for (const { path, value } of facts) {
    path.forEach(add);
    if (!isUnknown(value)) add(value);
  }
  return found;
}
