/** Reads who outside of Azure may sign in as an identity. */

import type { Estate } from '../estate/estate.ts';
import type { Connection } from './connect.ts';
import { cover, read } from './read.ts';
import { pathOf } from './reader.ts';

/** The first stable version after the previews that brought `claimsMatchingExpression`, which lets many subjects in. */
const VERSION = '2026-05-31';

/** `identities` are ids as Azure spells them. */
export async function readFederatedCredentials(
  connection: Connection,
  estate: Estate,
  identities: readonly string[],
): Promise<void> {
  const answers = await Promise.all(
    identities.map(id => {
      const path = `${pathOf(id)}/federatedIdentityCredentials?api-version=${VERSION}`;
      return read(connection, () => connection.arm.list(path));
    }),
  );
  for (const [index, { value = [], gap }] of answers.entries()) {
    for (const row of value) estate.add('arm/federatedcredentials', row);
    cover(estate, 'arm/federatedcredentials', identities[index]!, gap);
  }
}
