/** Reads subscriptions, clusters, CycleCloud's servers and nodes, and the resources that they are wired to. */

import type { Estate } from '../estate/estate.ts';
import type { Row, Scope } from '../model/estate.ts';
import { textAt } from '../model/json.ts';
import { foldId } from '../model/resource-id.ts';
import { type Asked, ask, askAll } from './ask.ts';
import type { Connection } from './connect.ts';
import type { Gaps } from './coverage.ts';
import { chunks } from './kql.ts';
import { AzureProblem, problemOf } from './problem.ts';
import { tell } from './progress.ts';
import * as queries from './queries.ts';
import { type Visible, visibleIn } from './scope.ts';
import type { Wired } from './wired.ts';
import { isServer, withoutGuest } from './without-guest.ts';
import { withoutHardware } from './without-hardware.ts';

export type Subscriptions = { readonly visible: Visible; readonly overLimit: boolean };

/** The first question of all. Throws an AzureProblem where there is no answer, or none that there is anything to audit. */
export async function readSubscriptions(
  connection: Connection,
  estate: Estate,
  scope: Scope,
  gaps: Gaps,
): Promise<Subscriptions> {
  const asked = await tell(connection, 'subscriptions', () => ask(connection, queries.containers()), countRows);
  if (asked.failure !== undefined) throw problemOf(asked.failure, connection.cloud.resourceManager);
  if (asked.gap !== undefined) gaps.resourcecontainers.push(asked.gap);
  const visible = visibleIn(asked.rows, scope);
  if (visible.asked.length === 0) throw nothingVisible(visible);
  for (const row of asked.rows) estate.add('resourcecontainers', row);
  return { visible, overLimit: asked.overLimit };
}

function nothingVisible({ missing }: Visible): AzureProblem {
  const says =
    missing.length === 0
      ? 'Azure shows this credential no subscription. Expected at least one.'
      : `None of what was asked for is visible to this credential: ${missing.join(', ')}. Expected at least one subscription.`;
  const next = 'Check the tenant that is signed in to and the scope, and give the credential the role Reader there.';
  return new AzureProblem('nothing-visible', says, next);
}

/** Clusters are large: the racks of two hundred need not fit into the 16 MB that an answer may have. */
const CLUSTERS_ON_A_PAGE = 100;
/** Subscriptions that a request may name ("Troubleshoot Azure Resource Graph errors"). */
const MOST_SUBSCRIPTIONS = 1000;

/** The clusters in scope. */
export async function readClusters(
  connection: Connection,
  estate: Estate,
  visible: Visible,
  gaps: Gaps,
): Promise<readonly Row[]> {
  const asking = inScope(visible).map(options => ({
    query: queries.clusters(),
    options: { ...options, pageSize: CLUSTERS_ON_A_PAGE },
  }));
  const asked = await tell(connection, 'clusters', () => askAll(connection, asking), countRows);
  return keep(estate, asked, gaps, withoutHardware);
}

/**
 * CycleCloud's servers and nodes in scope, and the VMs of `declared` ids wherever they lie.
 * Gives the servers; nodes only enter the estate.
 */
export async function readCycleCloud(
  connection: Connection,
  estate: Estate,
  visible: Visible,
  declared: readonly string[],
  gaps: Gaps,
): Promise<readonly Row[]> {
  const asking = [
    ...inScope(visible).map(options => ({ query: queries.cycleCloud(), options })),
    ...chunks(declared, id => id).map(ids => ({ query: queries.wiredResources(ids, [], []), options: {} })),
  ];
  const asked = await tell(connection, 'CycleCloud servers and nodes', () => askAll(connection, asking), countRows);
  const rows = keep(estate, asked, gaps, withoutGuest);
  const wanted = new Set(declared.map(foldId));
  return rows.filter(row => isServer(row) || wanted.has(foldId(textAt(row, 'id')!)));
}

/** The subscriptions that were asked for, as options of as many requests as it takes. */
function inScope(visible: Visible): readonly { readonly subscriptions?: readonly string[] }[] {
  if (visible.asked.length === visible.subscriptions.size) return [{}];
  return Array.from({ length: Math.ceil(visible.asked.length / MOST_SUBSCRIPTIONS) }, (_, index) => ({
    subscriptions: visible.asked.slice(index * MOST_SUBSCRIPTIONS, (index + 1) * MOST_SUBSCRIPTIONS),
  }));
}

/** What clusters are wired to, wherever the credential can see it. */
export async function readWired(
  connection: Connection,
  estate: Estate,
  wired: Wired,
  gaps: Gaps,
): Promise<readonly Row[]> {
  const values = (['ids', 'accounts', 'vaults'] as const).flatMap(list => wired[list].map(value => ({ list, value })));
  const asking = chunks(values, ({ value }) => value).map(piece => {
    const of = (list: string) => piece.filter(item => item.list === list).map(({ value }) => value);
    return { query: queries.wiredResources(of('ids'), of('accounts'), of('vaults')) };
  });
  const asked = await tell(connection, 'wired resources', () => askAll(connection, asking), countRows);
  return keep(estate, asked, gaps, withoutGuest);
}

function keep(estate: Estate, asked: Asked, gaps: Gaps, change: (row: Row) => Row): readonly Row[] {
  const rows = asked.rows.map(change);
  for (const row of rows) estate.add('resources', row);
  if (asked.gap !== undefined) gaps.resources.push(asked.gap);
  return rows;
}

function countRows({ rows, failure }: Asked): number | undefined {
  return failure === undefined ? rows.length : undefined;
}
