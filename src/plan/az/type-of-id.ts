/** What the Azure CLI takes an id to be the id of. */

import { RESOURCE_GROUP } from '../../model/resource-types.ts';

/** The type that an id ends in, folded: of a resource, of an extension of one, or of a resource group. */
export function typeOfId(id: string): string | undefined {
  const parts = id.replace(/\/+$/, '').toLowerCase().split('/providers/');
  if (parts.length === 1)
    return /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+$/.test(parts[0]!) ? RESOURCE_GROUP : undefined;
  const [provider, ...rest] = parts.at(-1)!.split('/');
  const types = rest.filter((_, index) => index % 2 === 0);
  return rest.length === 0 || rest.length % 2 === 1 ? undefined : [provider, ...types].join('/');
}
