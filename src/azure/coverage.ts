/** States what Resource Graph was asked and how whole its answers were, subscription by subscription. */

import type { Estate } from '../estate/estate.ts';
import type { Table } from '../model/estate.ts';
import { foldId, subscriptionOf } from '../model/resource-id.ts';
import { worstOf } from './ask.ts';
import type { Gap } from './problem.ts';
import { cover } from './read.ts';
import type { Visible } from './scope.ts';

type GraphTable = Extract<Table, 'resources' | 'resourcecontainers' | 'authorizationresources'>;

/** What went wrong with the queries of a table. Each of them is asked of many subscriptions at once, so it went wrong for all. */
export type Gaps = { readonly [table in GraphTable]: Gap[] };

type Covering = {
  readonly visible: Visible;
  readonly gaps: Gaps;
  /** Ids that clusters are wired to. */
  readonly wired: readonly string[];
  readonly overLimit: boolean;
};

const OVER_LIMIT: Gap = {
  status: 'partial',
  because:
    'the credential sees more than 10,000 subscriptions, and Resource Graph looks into 10,000 only: name management groups or subscriptions as the scope',
};

export function coverSubscriptions(estate: Estate, { visible, gaps, wired, overLimit }: Covering): void {
  const asked = new Set(visible.asked);
  for (const [source, found] of Object.entries(gaps) as [GraphTable, Gap[]][]) {
    const gap = found.length === 0 ? undefined : worstOf(found);
    if (overLimit) cover(estate, source, '/', OVER_LIMIT);
    for (const subscription of visible.subscriptions.keys()) {
      const scope = `/subscriptions/${subscription}`;
      if (source === 'resources' && !asked.has(subscription)) {
        const because = 'it is outside the scope that was asked for; only what clusters in scope use was read';
        estate.cover({ source, scope, status: 'unasked', because });
      } else {
        cover(estate, source, scope, gap);
      }
    }
    for (const scope of visible.missing) {
      cover(estate, source, scope, { status: 'denied', because: 'asked for, but not visible to this credential' });
    }
  }
  coverWired(estate, asked, visible, gaps, wired);
}

/**
 * What only the config or a file names was asked for by its id: without a row it is absent, which coverage of its
 * subscription alone would not say of an estate that is judged by another config later.
 */
export function coverNamed(
  estate: Estate,
  visible: Visible,
  gaps: Gaps,
  table: Extract<Table, 'arm/userassignedidentities' | 'arm/virtualmachines'>,
  ids: readonly string[],
): void {
  if (gaps.resources.length > 0) return;
  for (const id of ids) {
    const isVisible = visible.subscriptions.has(subscriptionOf(id) ?? '');
    if (isVisible && estate.row('resources', id) === undefined) cover(estate, table, foldId(id));
  }
}

/** A wired resource was asked for wherever it lies, so its own coverage is better known than its subscription's. */
function coverWired(
  estate: Estate,
  asked: ReadonlySet<string>,
  visible: Visible,
  gaps: Gaps,
  wired: readonly string[],
): void {
  const gap = gaps.resources.length === 0 ? undefined : worstOf(gaps.resources);
  for (const id of wired) {
    const subscription = subscriptionOf(id);
    if (subscription === undefined || asked.has(subscription)) continue;
    if (visible.subscriptions.has(subscription)) {
      cover(estate, 'resources', foldId(id), gap);
      continue;
    }
    const scope = `/subscriptions/${subscription}`;
    if (visible.missing.includes(scope)) continue;
    const because = `${scope} holds what a cluster uses, and is not visible to this credential`;
    for (const source of [
      'resources',
      'resourcecontainers',
      'authorizationresources',
      'arm/denyassignments',
    ] as const) {
      cover(estate, source, scope, { status: 'denied', because });
    }
  }
}
