/** What an id says of its resource: the type, and how people call it. */

import { RESOURCE_GROUP, SUBSCRIPTION } from '../model/resource-types.ts';

/** The type of whatever an id names, in lower case; extension resources such as role assignments have their own. */
export function typeOf(id: string): string {
  const parts = id.split(/\/providers\//i);
  if (parts.length === 1) {
    if (/^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/?$/i.test(id)) return RESOURCE_GROUP;
    return /^\/subscriptions\/[^/]+\/?$/i.test(id) ? SUBSCRIPTION : '*';
  }
  const [provider, ...rest] = parts.at(-1)!.split('/');
  return [provider, ...rest.filter((_, index) => index % 2 === 0)].join('/').toLowerCase();
}

/** An id without the subscription and resource group: `Microsoft.KeyVault/vaults/kv-edge`. */
export function shortId(id: string): string {
  return id.replace(/^\/subscriptions\/[^/]+\/(?:resourcegroups\/[^/]+\/(?:providers\/)?|providers\/)?/i, '') || id;
}

/** The scope in which something was or will be made, from its id: what stands before its last provider. */
export function scopeOf(id: string): string {
  const end = id.toLowerCase().lastIndexOf('/providers/');
  return end > 0 ? id.slice(0, end) : '/';
}
