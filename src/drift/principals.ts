/** Whose grants bear on the wiring: the principals of wired identities on both sides of a comparison. */

import type { LockPath, Topic } from '../model/lock.ts';
import type { Entries } from './facts.ts';
import { nameIn } from './references.ts';
import { isWired, resourcesAt } from './scope.ts';

export class Principals {
  readonly #was: ReadonlyMap<string, string>;
  readonly #now: ReadonlyMap<string, string>;
  readonly #former = new Map<string, string>();
  readonly #wired: ReadonlySet<string>;

  constructor(was: Entries, now: Entries) {
    this.#was = principalsIn(was);
    this.#now = principalsIn(now);
    this.#wired = new Set([...this.#was.values(), ...this.#now.values()]);
    for (const [entry, principal] of this.#was) {
      const is = this.#now.get(entry);
      if (is !== undefined && is !== principal) this.#former.set(is, principal);
    }
  }

  /** An identity that was made again counts as the one that it was. */
  same(principal: string): string {
    return this.#former.get(principal) ?? principal;
  }

  topic([, , , principal]: LockPath): Topic {
    return this.#wired.has(principal!) ? 'grant' : 'grant to others';
  }

  /** The wired identity whose principal a grant names, or named. */
  nameOf([, , , principal]: LockPath): string | undefined {
    const entry = [...this.#now, ...this.#was].find(([, own]) => own === principal)?.[0];
    return entry === undefined ? undefined : nameIn(entry);
  }

  /** The entries because of which a grant is part of the wiring. */
  entriesOf([, scope, , principal]: LockPath): string[] {
    const own = [...this.#was].filter(([, id]) => id === principal).map(([entry]) => entry);
    return [...resourcesAt(scope), ...own];
  }

  /** Whether a grant would be part of the wiring as it was, or as it is; else its coming and going follows from something else. */
  bears([, scope, , principal]: LockPath, side: 'was' | 'now', entries: Entries): boolean {
    if (isWired(scope)) return resourcesAt(scope).some(entry => entries.has(entry));
    if (!this.#wired.has(principal!)) return true;
    const own = new Set((side === 'was' ? this.#was : this.#now).values());
    return own.has(principal!) || own.has(this.same(principal!));
  }
}

function principalsIn(entries: Entries): Map<string, string> {
  const found = new Map<string, string>();
  for (const [entry, facts] of entries) {
    if (!entry.startsWith('identities\n')) continue;
    const principal = facts.find(({ path }) => path[2] === 'principal')?.value;
    if (principal !== undefined) found.set(entry, principal);
  }
  return found;
}
