/** The approved wiring as a text, and read back from one. */

import { compare } from '../drift/compare.ts';
import { keyOf, shortWiring } from '../drift/facts.ts';
import type { Acceptance, Lock, LockedFact, WiredFacts } from '../model/lock.ts';
import { readLock } from '../sources/lock/read.ts';
import { writeLock } from '../sources/lock/write.ts';
import { failureOf } from './failure.ts';

/** The text that a lock is now, and what it says. */
export type LockText = { readonly text: string; readonly lock: Lock };

export type LockOptions = {
  /** The lock as it is. */
  readonly before?: LockText;
  readonly accepted?: Acceptance;
  /** Whether a fact is approved now; one that is not stays as it was. */
  readonly approves?: (fact: LockedFact) => boolean;
};

/** The text of a lock. What could not be read is not approved: it stays as it was. */
export function lockText(wired: WiredFacts, cloud: string, options: LockOptions = {}): string {
  const { before, accepted, approves = () => true } = options;
  const { aliases, facts } = shortWiring(wired, before?.lock.subscriptions ?? new Map());
  const unread = new Set(
    before === undefined ? [] : compare(before.lock, wired).uncompared.flatMap(({ paths }) => paths.map(keyOf)),
  );
  const isUnread = ({ path }: LockedFact) => unread.has(keyOf(path)) || unread.has(keyOf(path.slice(0, 2)));
  const kept = (before?.lock.facts ?? []).filter(fact => isUnread(fact) || !approves(fact));
  const written = [...facts.values()].filter(approves);
  const used = [...kept, ...written].flatMap(({ path, value }) => [...path, value]).join('\n');
  const subscriptions = [...aliases]
    .filter(([, alias]) => used.includes(alias))
    .map(([id, alias]) => [alias, id] as const);
  return writeLock(
    {
      cloud,
      subscriptions: new Map(subscriptions),
      facts: [...written, ...kept],
      ...(accepted === undefined ? {} : { accepted }),
    },
    before?.text,
  );
}

/** Reads a lock. Throws a `Failure` with all its problems at once. */
export function lockIn(text: string, file: string): LockText {
  const lock = readLock({ file, text });
  if ('problems' in lock) throw failureOf(lock.problems);
  return { text, lock };
}
