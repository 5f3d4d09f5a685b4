/** Links to the Azure portal. */

import { CLOUDS } from '../model/cloud.ts';
import { parseResourceId } from '../model/resource-id.ts';

/** Role assignments and their like have no page of their own. */
const WITHOUT_PAGE = /(?<=\/providers\/.*)\/providers\/Microsoft\.Authorization\/.*$/is;

/**
 * The page of the resource that a subject belongs to, or is assigned on; none in a private cloud, and for what is no
 * well-formed resource id.
 */
export function portalLink(cloud: string, id: string): string | undefined {
  const portal = CLOUDS.find(({ name }) => name === cloud)?.portal;
  const resource = parseResourceId(id.split('#', 1)[0]!.replace(WITHOUT_PAGE, ''));
  if (portal === undefined || resource === undefined) return undefined;
  return `${portal}/#@/resource${resource.id.toWellFormed().split('/').map(encodeURIComponent).join('/')}`;
}
