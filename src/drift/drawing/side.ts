/** One side of a comparison as drawings look it up: the facts that are approved, or those that are there. */

import type { LockedFact, LockPath, LockSection } from '../../model/lock.ts';
import { keyOf } from '../facts.ts';
import { nameIn } from '../references.ts';
import { liesAt } from '../scope.ts';

/** A fact, and where it stands in the lock; for one that is not in it, where it would. */
export type Standing = LockedFact & { readonly stands: LockPath };

/** What systems refer to by its name. */
const NAMED: readonly LockSection[] = ['storage', 'vaults', 'workspaces'];

export class Side {
  /** By `keyOf` their section and id. */
  readonly entries: ReadonlyMap<string, readonly Standing[]>;
  readonly #principals = new Map<string, string>();
  readonly #owners = new Map<string, string>();
  readonly #named = new Map<string, string>();
  readonly #grants = new Map<string, Standing[]>();

  constructor(facts: readonly Standing[]) {
    this.entries = Map.groupBy(facts, ({ path: [section, id] }) => keyOf([section, id]));
    for (const fact of facts) {
      const [section, id, key, principal] = fact.path;
      if (NAMED.includes(section)) this.#named.set(nameIn(id), keyOf([section, id]));
      if (section === 'identities' && key === 'principal') {
        this.#principals.set(id, fact.value);
        this.#owners.set(fact.value, id);
      }
      if (section === 'grants') push(this.#grants, principal!, fact);
    }
  }

  of(section: LockSection, id: string): readonly Standing[] {
    return this.entries.get(keyOf([section, id])) ?? [];
  }

  in(section: LockSection): Standing[] {
    return [...this.entries].flatMap(([entry, facts]) => (entry.startsWith(`${section}\n`) ? facts : []));
  }

  /** The entry of the storage account, vault or workspace of a name. */
  named(name: string): string | undefined {
    return this.#named.get(name);
  }

  /** The grants of an identity that reach a resource. */
  grants(identity: string, resource: string): Standing[] {
    const all = this.#grants.get(this.#principals.get(identity) ?? '') ?? [];
    return all.filter(({ path: [, scope] }) => liesAt(resource, scope));
  }

  /** The identity of a principal. */
  owner(principal: string): string | undefined {
    return this.#owners.get(principal);
  }
}

function push(lists: Map<string, Standing[]>, key: string, fact: Standing): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [fact]);
  else list.push(fact);
}
