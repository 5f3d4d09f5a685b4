/** Which scope holds which, by their ids and by the management groups that the estate knows. */

import type { Estate } from '../../estate/estate.ts';
import { listAt, textAt } from '../../model/json.ts';
import { foldId, lastSegment, scopeAndParents, scopeKind, subscriptionOf } from '../../model/resource-id.ts';

/** Whether `target` lies at or below `scope`; `undefined` where that depends on management groups that are not known. */
export function holds(estate: Estate, scope: string, target: string): boolean | undefined {
  const [above, below] = [foldId(scope), foldId(target)];
  if (above === '/' || above === below) return true;
  if (scopeKind(above) !== 'management group') return scopeAndParents(below).includes(above);
  const subscription = subscriptionOf(below);
  if (subscription === undefined) return scopeKind(below) === 'management group' ? undefined : false;
  const row = estate.row('resourcecontainers', `/subscriptions/${subscription}`);
  const chain = listAt(row, 'properties', 'managementGroupAncestorsChain');
  if (chain.length === 0) return undefined;
  return chain.some(item => textAt(item, 'name')?.toLowerCase() === lastSegment(above));
}
