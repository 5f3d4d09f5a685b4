/** Keeps what a comparison comes to, and knows what could not be read. */

import type { Change, Comparison, Lock, LockedFact, LockPath, Topic, Uncompared, WiredFacts } from '../model/lock.ts';
import { keyOf, type ShortFact } from './facts.ts';
import { wholeId } from './short.ts';
import { topicOf } from './topic.ts';

/** A locked fact where it is looked for, which differs from where it stands in the file once something moved. */
export type Sought = LockedFact & { readonly stands: LockPath };

export class Ledger {
  readonly #lock: Lock;
  readonly #wired: WiredFacts;
  readonly #unknown: ReadonlyMap<string, string>;
  readonly #changes: Change[] = [];
  readonly #uncompared = new Map<string, { topic: Topic; because: string; paths: LockPath[] }>();
  readonly #unchanged = new Map<Topic, number>();
  /** Why nothing is known of whole entries, by `keyOf` their section and id. */
  readonly left = new Map<string, string>();

  /** `unknown` says why nothing is known at a path and below it. */
  constructor(lock: Lock, wired: WiredFacts, unknown: ReadonlyMap<string, string>) {
    this.#lock = lock;
    this.#wired = wired;
    this.#unknown = unknown;
  }

  /** Why nothing is known at a path: a fact there, or above it, could not be read. */
  hidden(path: LockPath): string | undefined {
    if (this.#unknown.size === 0) return undefined;
    for (let end = path.length; end >= 2; end -= 1) {
      const because = this.#unknown.get(keyOf(path.slice(0, end)));
      if (because !== undefined) return because;
    }
    return undefined;
  }

  /** Why something that is not there may be there all the same. */
  unread([section, id, ...keys]: LockPath): string | undefined {
    return this.#wired.unread([section, wholeId(id, section, this.#lock.subscriptions), ...keys]);
  }

  /** Something is as approved. */
  keep(topic: Topic): void {
    this.#unchanged.set(topic, (this.#unchanged.get(topic) ?? 0) + 1);
  }

  /** Something could not be compared. */
  leave({ path, stands }: Sought, because: string, topic = topicOf(path)): void {
    const key = `${topic}\n${because}`;
    const found = this.#uncompared.get(key) ?? { topic, because, paths: [] };
    found.paths.push(stands);
    this.#uncompared.set(key, found);
  }

  /** Something differs. */
  add({ now, ...change }: Omit<Change, 'resource' | 'location'> & { readonly now?: ShortFact }): void {
    const [section, id] = change.path;
    const resource = now?.resource ?? wholeId(id, section, this.#lock.subscriptions).split('#')[0]!;
    const isSystem = section === 'nexus' || section === 'cyclecloud';
    this.#changes.push({
      ...change,
      resource,
      ...(isSystem ? { system: resource } : {}),
      ...(now?.assignment === undefined ? {} : { assignment: now.assignment }),
      ...(now?.called === undefined ? {} : { called: now.called }),
      location: this.#lock.locate(change.path),
    });
  }

  comparison(): Comparison {
    return {
      changes: this.#changes.sort((a, b) => byText(keyOf(a.path), keyOf(b.path)) || byText(a.is, b.is)),
      uncompared: [...this.#uncompared.keys()].sort().map(key => this.#uncomparedOf(key)),
      unchanged: this.#unchanged,
    };
  }

  #uncomparedOf(key: string): Uncompared {
    const { paths, ...rest } = this.#uncompared.get(key)!;
    const sorted = paths.sort((a, b) => byText(keyOf(a), keyOf(b)));
    return { ...rest, paths: sorted, location: this.#lock.locate(sorted[0]!) };
  }
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
