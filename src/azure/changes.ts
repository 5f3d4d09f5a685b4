/** Reads who changed resources lately: what Resource Graph keeps of it for fourteen days ("Get resource changes"). */

import type { Estate } from '../estate/estate.ts';
import { foldId } from '../model/resource-id.ts';
import { askAll } from './ask.ts';
import type { Connection } from './connect.ts';
import { chunks } from './kql.ts';
import { changesOf } from './queries.ts';
import { cover } from './read.ts';

/** Adds the records of these resources to the estate, and how whole they are. Only an interrupted run throws. */
export async function readChanges(connection: Connection, estate: Estate, ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(ids.map(foldId))].sort();
  const asking = chunks(wanted, id => id).map(piece => ({ query: changesOf(piece) }));
  const { rows, gap } = await askAll(connection, asking);
  for (const row of rows) estate.add('resourcechanges', row);
  for (const id of wanted) cover(estate, 'resourcechanges', id, gap);
}
