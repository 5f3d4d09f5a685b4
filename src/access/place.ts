/** Where a scope lies: everything at and above it, management groups included as far as they are known. */

import type { Estate } from '../estate/estate.ts';
import { listAt, textAt } from '../model/json.ts';
import { foldId, managementGroupScope, scopeAndParents, scopeKind, subscriptionOf } from '../model/resource-id.ts';

const TENANT = '/';

export type Place = {
  /** Folded. */
  readonly scope: string;
  /** It and all that is known to lie above it, folded, innermost first; the tenant last. */
  readonly scopes: readonly string[];
  /** Whether the management groups above it are known. */
  readonly ancestryKnown: boolean;
};

/** The management groups of an estate, from the chains that Resource Graph keeps with subscriptions and management groups. */
export class Places {
  readonly #above = new Map<string, readonly string[]>();
  readonly #places = new Map<string, Place>();

  constructor(estate: Estate) {
    for (const row of estate.rows('resourcecontainers')) {
      const scope = foldId(textAt(row, 'id') ?? '');
      const kind = scopeKind(scope);
      if (kind === 'subscription') this.#learn(scope, listAt(row, 'properties', 'managementGroupAncestorsChain'));
      if (kind === 'management group') {
        this.#learn(scope, listAt(row, 'properties', 'details', 'managementGroupAncestorsChain'));
      }
    }
  }

  /** Keeps a chain, nearest first, and what it says of the management groups in it. An empty one says nothing. */
  #learn(scope: string, chain: ReturnType<typeof listAt>): void {
    const groups = chain.map(item => textAt(item, 'name')).filter(name => name !== undefined);
    const scopes = groups.map(managementGroupScope);
    if (scopes.length === 0) return;
    this.#above.set(scope, scopes);
    for (const [index, group] of scopes.entries()) {
      if (!this.#above.has(group)) this.#above.set(group, scopes.slice(index + 1));
    }
  }

  of(scope: string): Place {
    const folded = foldId(scope);
    const known = this.#places.get(folded);
    if (known !== undefined) return known;
    const place = this.#find(folded);
    this.#places.set(folded, place);
    return place;
  }

  #find(scope: string): Place {
    if (scope === TENANT) return { scope, scopes: [TENANT], ancestryKnown: true };
    const subscription = subscriptionOf(scope);
    const inGroups = subscription !== undefined || scopeKind(scope) === 'management group';
    const groups = this.#above.get(subscription === undefined ? scope : `/subscriptions/${subscription}`);
    return {
      scope,
      scopes: [...scopeAndParents(scope), ...(groups ?? []), TENANT],
      ancestryKnown: !inGroups || groups !== undefined,
    };
  }

  /** Whether `scope` is known to lie at or above `target`. */
  covers(scope: string, target: string): boolean {
    return this.of(target).scopes.includes(foldId(scope));
  }
}

const MANAGEMENT_GROUPS = '/providers/microsoft.management/managementgroups/';

/** Whether a folded scope is a management group's: `scopeKind` for indexing many. */
export function isManagementGroup(scope: string): boolean {
  return scope.startsWith(MANAGEMENT_GROUPS) && !scope.includes('/', MANAGEMENT_GROUPS.length);
}
