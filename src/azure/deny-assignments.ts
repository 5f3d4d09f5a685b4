/** Reads deny assignments, which Resource Graph does not hold. */

import type { Estate } from '../estate/estate.ts';
import type { Connection } from './connect.ts';
import { cover, read } from './read.ts';
import { pathOf } from './reader.ts';

const VERSION = '2022-04-01';

/** Without a filter, a subscription's list has what is at it, below it, and inherited from management groups. */
export async function readDenyAssignments(
  connection: Connection,
  estate: Estate,
  subscriptions: readonly string[],
): Promise<void> {
  const answers = await Promise.all(
    subscriptions.map(id => {
      const path = `${pathOf(`/subscriptions/${id}`)}/providers/Microsoft.Authorization/denyAssignments?api-version=${VERSION}`;
      return read(connection, () => connection.arm.list(path));
    }),
  );
  for (const [index, { value = [], gap }] of answers.entries()) {
    for (const row of value) estate.add('arm/denyassignments', row);
    cover(estate, 'arm/denyassignments', `/subscriptions/${subscriptions[index]}`, gap);
  }
}
