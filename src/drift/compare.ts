/** Compares the approved wiring with the wiring as it is. */

import type { Comparison, Lock, LockedFact, LockPath, LockSection, Topic, WiredFacts } from '../model/lock.ts';
import { compareDenials } from './compare-denials.ts';
import { compareGrants } from './compare-grants.ts';
import { compareRoles } from './compare-roles.ts';
import { type Entries, entryOf, isOwn, keyOf, type ShortFact, type ShortWiring, shortWiring } from './facts.ts';
import { Ledger, type Sought } from './ledger.ts';
import { moved, nameIn, REFERRED, referencesIn, referenceTo } from './references.ts';
import { alteration, topicOf } from './topic.ts';
import { speaksOf } from './versions.ts';

/** What is not known is no change. What only follows from a change is none of its own: each is said once. */
export function compare(lock: Lock, wired: WiredFacts): Comparison {
  return new Comparing(lock, wired).compared();
}

class Comparing {
  readonly #ledger: Ledger;
  readonly #short: ShortWiring;
  readonly #now: Entries<ShortFact>;
  #was: Entries<Sought>;

  constructor(lock: Lock, wired: WiredFacts) {
    this.#short = shortWiring(wired, lock.subscriptions);
    this.#ledger = new Ledger(lock, wired, this.#short.unknown);
    const spoken = [...this.#short.facts.values()].filter(({ path }) => speaksOf(lock.version, path));
    this.#now = Map.groupBy(spoken, entryOf);
    this.#was = Map.groupBy(
      lock.facts.map(fact => ({ ...fact, stands: fact.path })),
      entryOf,
    );
  }

  compared(): Comparison {
    this.#followMoves();
    const references = referencesIn(this.#short.facts.values());
    const unsure = this.#unsureReferences();
    const entries = [...new Set([...this.#was.keys(), ...this.#now.keys()])].filter(entry => isOwn(entry));
    for (const entry of entries.sort()) {
      const was = this.#was.get(entry);
      const now = this.#now.get(entry);
      if (was === undefined) this.#newEntry(now!);
      else if (now === undefined) this.#lostEntry(was, references, unsure);
      else this.#facts(was, now);
    }
    compareGrants(this.#was, this.#now, this.#ledger);
    compareRoles(this.#was, this.#now, this.#ledger);
    compareDenials(this.#was, this.#now, this.#ledger);
    return this.#ledger.comparison();
  }

  /** A resource of the same name elsewhere, where the one that was approved is certainly gone, is that one. */
  #followMoves(): void {
    const places = new Map<string, string>();
    const lost = Map.groupBy(
      [...this.#was.keys()].filter(entry => isOwn(entry) && !this.#now.has(entry)),
      nameOfEntry,
    );
    const found = Map.groupBy(
      [...this.#now.keys()].filter(entry => isOwn(entry) && !this.#was.has(entry)),
      nameOfEntry,
    );
    for (const [name, [from, ...others]] of lost) {
      const [to, ...more] = found.get(name) ?? [];
      if (from === undefined || to === undefined || others.length + more.length > 0) continue;
      const was = this.#was.get(from)!;
      const { path } = was[0]!;
      if (path[1].includes('#') || this.#ledger.unread(path) !== undefined) continue;
      const now = this.#now.get(to)![0]!;
      places.set(path[1], now.path[1]);
      this.#ledger.add({
        topic: entryTopic(path[0]),
        is: 'moved',
        path: [path[0], path[1]],
        before: path[1],
        after: now.path[1],
        now,
      });
    }
    if (places.size === 0) return;
    const sought = [...this.#was.values()].flat().map(fact => ({ ...moved(fact, places), stands: fact.stands }));
    this.#was = Map.groupBy(sought, entryOf);
  }

  #newEntry(now: readonly ShortFact[]): void {
    const [fact] = now as readonly [ShortFact];
    const [section, id] = fact.path;
    // What systems refer to is new because a system refers to it, which is said of the system.
    if (REFERRED.includes(section)) return;
    this.#ledger.add({
      topic: entryTopic(section),
      is: 'added',
      path: [section, id],
      before: '',
      after: id,
      now: fact,
    });
  }

  /** What only systems refer to of which nothing is known: whether it is still wired is not known either. */
  #unsureReferences(): Map<string, string> {
    const unsure = new Map<string, string>();
    for (const [entry, facts] of this.#was) {
      if (!isOwn(entry)) continue;
      const unread = this.#now.has(entry) ? undefined : this.#ledger.unread(facts[0]!.path);
      for (const fact of facts) {
        const because = this.#ledger.hidden(fact.path) ?? unread;
        if (because !== undefined) for (const reference of referencesIn([fact])) unsure.set(reference, because);
      }
    }
    return unsure;
  }

  #lostEntry(was: readonly Sought[], references: ReadonlySet<string>, unsure: ReadonlyMap<string, string>): void {
    const { path, stands } = was[0]!;
    const [section, id] = path;
    const isWired = !REFERRED.includes(section) || references.has(referenceTo(section, id));
    const unread = isWired
      ? (this.#ledger.hidden([section, id]) ?? this.#ledger.unread(path))
      : unsure.get(referenceTo(section, id));
    if (unread !== undefined) {
      this.#ledger.left.set(entryOf(was[0]!), unread);
      this.#ledger.leave({ ...was[0]!, stands: [stands[0], stands[1]] }, unread, entryTopic(section));
      for (const fact of was) if (!isKind(fact)) this.#ledger.leave(fact, unread);
    } else if (isWired) {
      const place: LockPath = [stands[0], stands[1]];
      this.#ledger.add({ topic: entryTopic(section), is: 'removed', path: place, before: stands[1], after: '' });
    }
  }

  #facts(was: readonly Sought[], now: readonly ShortFact[]): void {
    this.#ledger.keep(entryTopic(was[0]!.path[0]));
    const found = new Map(now.map(fact => [keyOf(fact.path), fact]));
    for (const fact of was) {
      const same = found.get(keyOf(fact.path));
      found.delete(keyOf(fact.path));
      if (isKind(fact)) continue;
      if (same?.value === fact.value) this.#ledger.keep(topicOf(fact.path));
      else if (same !== undefined) this.#alter(fact, same);
      else this.#remove(fact);
    }
    for (const fact of found.values()) {
      this.#ledger.add({
        topic: topicOf(fact.path),
        is: 'added',
        path: fact.path,
        before: '',
        after: fact.value,
        now: fact,
      });
    }
  }

  #alter(was: Sought, now: ShortFact): void {
    const is = alteration(was.path, was.value, now.value);
    this.#ledger.add({ topic: topicOf(was.path), is, path: was.stands, before: was.value, after: now.value, now });
  }

  #remove(was: Sought): void {
    const hidden = this.#ledger.hidden(was.path);
    if (hidden !== undefined) this.#ledger.leave(was, hidden);
    else this.#ledger.add({ topic: topicOf(was.path), is: 'removed', path: was.stands, before: was.value, after: '' });
  }
}

/** What it means that a whole entry is there. */
function entryTopic(section: LockSection): Topic {
  if (section === 'nexus' || section === 'cyclecloud') return 'system';
  return section === 'identities' ? 'identity' : 'resource';
}

/** Stands in the file so that an entry without further facts has a line. */
function isKind({ path }: LockedFact): boolean {
  return path[2] === 'kind';
}

function nameOfEntry(entry: string): string {
  const [section, id] = entry.split('\n') as [LockSection, string];
  return `${section} ${nameIn(id)}`;
}
