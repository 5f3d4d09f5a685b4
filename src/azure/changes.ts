/** Reads who changed resources lately: what Resource Graph keeps of it for fourteen days ("Get resource changes"). */

import type { Estate } from '../estate/estate.ts';
import { foldId, scopeAndParents } from '../model/resource-id.ts';
import { askAll } from './ask.ts';
import type { Connection } from './connect.ts';
import { chunks } from './kql.ts';
import { changesOf } from './queries.ts';
import { cover } from './read.ts';

/** Adds the records of these resources to the estate, and how whole they are. Only an interrupted run throws. */
export async function readChanges(connection: Connection, estate: Estate, ids: readonly string[]): Promise<void> {
  // Resource Graph does not say what it may not show: of a subscription that is not visible, no answer would be a whole one.
  const visible = ids.map(foldId).filter(id => estate.covered('resources', id).status !== 'denied');
  const wanted = [...new Set(visible)].sort();
  const asking = chunks(wanted, id => id).map(piece => ({ query: changesOf(piece) }));
  const { rows, gap } = await askAll(connection, asking);
  for (const row of rows) estate.add('resourcechanges', row);
  // What failed, failed for all: said once for each subscription, not for each resource.
  const scopes = gap === undefined ? wanted : new Set(wanted.map(id => scopeAndParents(id).at(-1)!));
  for (const scope of scopes) cover(estate, 'resourcechanges', scope, gap);
}
