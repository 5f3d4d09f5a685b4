/** Reads the blob containers that clusters write to: Resource Graph has no table for them. */

import type { Estate } from '../estate/estate.ts';
import type { Row } from '../model/estate.ts';
import { textAt } from '../model/json.ts';
import { STORAGE_ACCOUNT } from '../model/resource-types.ts';
import type { Connection } from './connect.ts';
import { cover, read, withId } from './read.ts';
import { pathOf } from './reader.ts';
import type { Wired } from './wired.ts';

/** The control plane, which a storage firewall does not close (Storage resource provider, "Blob Containers - Get"). */
const VERSION = '2023-05-01';

/** Only in accounts that Resource Graph showed. A container that is absent is complete coverage without a row. */
export async function readBlobContainers(
  connection: Connection,
  estate: Estate,
  containers: Wired['containers'],
  resources: readonly Row[],
): Promise<void> {
  const accounts = new Map<string, string>();
  for (const row of resources) {
    if (textAt(row, 'type')?.toLowerCase() !== STORAGE_ACCOUNT) continue;
    accounts.set(textAt(row, 'name')?.toLowerCase() ?? '', textAt(row, 'id')!);
  }
  const ids = containers.flatMap(({ account, container }) => {
    const id = accounts.get(account);
    return id === undefined ? [] : [`${id}/blobServices/default/containers/${container}`];
  });
  const answers = await Promise.all(
    ids.map(id => read(connection, () => connection.arm.get(`${pathOf(id)}?api-version=${VERSION}`))),
  );
  for (const [index, { value, gap }] of answers.entries()) {
    if (value !== undefined) estate.add('arm/blobcontainers', withId(value, ids[index]!));
    cover(estate, 'arm/blobcontainers', ids[index]!, gap);
  }
}
