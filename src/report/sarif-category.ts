/** Names the estate of a run, so that code scanning keeps the alerts of several estates in one repository apart. */

import { createHash } from 'node:crypto';
import type { Result } from '../model/finding.ts';
import { lastSegment } from '../model/resource-id.ts';

/** The cloud and, where less was asked for than all that can be seen, a hash of the scope, whatever its order and case. */
export function estateCategory(cloud: string, { managementGroups, subscriptions }: Result['scope']): string {
  const where = cloud.replace(/[^\w.-]/g, '-').slice(0, 60);
  const parts = [...managementGroups.map(group => `group ${lastSegment(group)}`), ...subscriptions.map(lastSegment)];
  if (parts.length === 0) return where;
  const hash = createHash('sha256').update(parts.sort().join('\n')).digest('hex');
  return `${where}-${hash.slice(0, 12)}`;
}
