/** What a caller may see: the estate, less what its coverage or the faults refuse. */

import type { Estate } from '../estate/estate.ts';
import type { Json, Row, Table } from '../model/estate.ts';
import { listAt, prop, textAt } from '../model/json.ts';
import { foldId, managementGroupScope, scopeAndParents, subscriptionOf } from '../model/resource-id.ts';
import type { Faults, Source } from './faults.ts';

export class World {
  readonly estate: Estate;
  readonly #refused: ReadonlySet<string>;
  readonly #denied: ReadonlySet<string>;

  constructor(estate: Estate, faults: Faults) {
    this.estate = estate;
    this.#refused = new Set(faults.refuseSubscriptions?.map(id => id.toLowerCase()));
    this.#denied = new Set(faults.denied);
  }

  /** Whether everything of a source is denied, whatever the id. */
  denies(source: Source): boolean {
    return this.#denied.has(source) || this.#denied.has(source.slice(0, source.indexOf('/')));
  }

  /** Whether the caller may not read this at the source: by a fault, or because the estate's own read was refused. */
  refuses(source: Table, id: string): boolean {
    return this.denies(source) || this.estate.covered(source, id).status === 'denied' || this.hides('resources', id);
  }

  /** Whether a row of one of Resource Graph's tables lies in a subscription that the caller cannot see. */
  hides(table: Table, id: string): boolean {
    const subscription = subscriptionOf(id);
    if (subscription === undefined) return false;
    return (
      this.#refused.has(subscription) ||
      this.estate.covered(table, `/subscriptions/${subscription}`).status === 'denied'
    );
  }

  /** A scope and everything above it, folded, innermost first: management groups by the estate's chains, and the tenant. */
  above(scope: string): string[] {
    const scopes = scopeAndParents(scope);
    const outermost = scopes.at(-1)!;
    const groups = ancestorsOf(this.estate.row('resourcecontainers', outermost));
    return [...new Set([...scopes, ...groups, '/'])];
  }

  /** Ids of subscriptions in a management group, at any depth. */
  subscriptionsBelow(managementGroup: string): string[] {
    const scope = managementGroupScope(managementGroup);
    const ids: string[] = [];
    for (const row of this.estate.rows('resourcecontainers')) {
      const id = foldId(textAt(row, 'id')!);
      if (/^\/subscriptions\/[^/]+$/.test(id) && ancestorsOf(row).includes(scope)) ids.push(subscriptionOf(id)!);
    }
    return ids;
  }
}

/** The management groups above a subscription or a management group, as its row in `resourcecontainers` lists them. */
export function ancestorsOf(row: Row | undefined): string[] {
  const properties = prop(row, 'properties');
  const chain: readonly Json[] = [
    ...listAt(properties, 'managementGroupAncestorsChain'),
    ...listAt(properties, 'details', 'managementGroupAncestorsChain'),
  ];
  return chain.flatMap(ancestor => textAt(ancestor, 'name') ?? []).map(managementGroupScope);
}
