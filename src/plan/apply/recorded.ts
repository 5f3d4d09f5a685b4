/** Which principal a resource has recorded of an identity that is attached to it. */

import type { Row } from '../../model/estate.ts';
import type { Draft } from './draft.ts';
import { isObject, partOf, withKey } from './merge.ts';
import { principalIn } from './principals.ts';

const HOLDERS = ['arm/clusters', 'arm/virtualmachines', 'resources'] as const;

/**
 * Before identities end: whatever has one attached holds on to its principal, also where the answers of Azure leave that out, as those
 * of clusters do; one that is made again under the same id is not the one that was attached.
 */
export function recordPrincipals(draft: Draft, ends: (id: string) => boolean): void {
  for (const table of HOLDERS) {
    for (const row of [...draft.estate.rows(table)]) {
      const attached = partOf(partOf(row, 'identity'), 'userAssignedIdentities');
      if (!isObject(attached)) continue;
      const missing = Object.entries(attached).flatMap(([id, entry]) => {
        const principalId = isObject(entry) && ends(id) ? principalIn(draft.estate, id) : undefined;
        return principalId === undefined || partOf(entry, 'principalId') !== undefined
          ? []
          : [[id, { ...(entry as Row), principalId }]];
      });
      if (missing.length === 0) continue;
      const userAssignedIdentities = { ...attached, ...Object.fromEntries(missing) };
      const changed = withKey(row, 'identity', identity =>
        withKey(identity as Row, 'userAssignedIdentities', () => userAssignedIdentities),
      );
      draft.put(table, changed);
    }
  }
}
