/** Looks for roles by the names that files in the repository give theirs: a name may be taken by another role of the tenant. */

import type { Estate } from '../estate/estate.ts';
import { roleNameScope } from '../model/cyclecloud-role.ts';
import { askAll } from './ask.ts';
import type { Connection } from './connect.ts';
import { chunks } from './kql.ts';
import { tell } from './progress.ts';
import { rolesNamed } from './queries.ts';
import { cover } from './read.ts';

export async function readRolesNamed(connection: Connection, estate: Estate, names: readonly string[]): Promise<void> {
  const asking = chunks([...new Set(names)].sort(), name => name).map(piece => ({ query: rolesNamed(piece) }));
  const asked = await tell(
    connection,
    'names of roles',
    () => askAll(connection, asking),
    ({ rows }) => rows.length,
  );
  for (const row of asked.rows) estate.add('authorizationresources', row);
  for (const name of names) cover(estate, 'authorizationresources', roleNameScope(name), asked.gap);
}
