/** Azure resource ids and scopes: folding, taking apart, and which scope lies above which. */

/** The parts of an ARM resource id. Names keep the spelling of the id; `type` is folded to lower case. */
export type ResourceId = {
  readonly id: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  /** Full type, lower case: `microsoft.storage/storageaccounts/blobservices/containers`. */
  readonly type: string;
  readonly name: string;
  /** Names of all segments, outermost first: `[account, 'default', container]`. */
  readonly names: readonly string[];
};

/**
 * The form in which ids and scopes are compared: lower case, one leading slash, no trailing slash.
 * Azure compares ids without case, and its own services spell `resourcegroups` both ways.
 * The tenant's scope is `/`.
 */
export function foldId(id: string): string {
  let end = id.length;
  while (end > 0 && id.charCodeAt(end - 1) === SLASH) end -= 1;
  const trimmed = id.slice(0, end).toLowerCase();
  return trimmed.charCodeAt(0) === SLASH ? trimmed : `/${trimmed}`;
}

const SLASH = '/'.charCodeAt(0);

/** Whether two ids name the same thing. */
export function sameId(a: string, b: string): boolean {
  return foldId(a) === foldId(b);
}

/** The last segment, folded: a role definition's GUID whether its id is in tenant or subscription form. */
export function lastSegment(id: string): string {
  const folded = foldId(id);
  return folded.slice(folded.lastIndexOf('/') + 1);
}

/** Takes a resource id apart, or gives `undefined` where it is not the id of a resource in a resource group. */
export function parseResourceId(id: string): ResourceId | undefined {
  const segments = id.trim().replace(/\/+$/, '').split('/');
  if (segments.length < 9 || segments.length % 2 === 0 || segments[0] !== '') return undefined;
  if (segments.includes('', 1)) return undefined;
  const [, subscriptions, subscriptionId, groups, resourceGroup, providers, provider] = segments as string[];
  if (subscriptions?.toLowerCase() !== 'subscriptions') return undefined;
  if (groups?.toLowerCase() !== 'resourcegroups') return undefined;
  if (providers?.toLowerCase() !== 'providers') return undefined;
  const types: string[] = [];
  const names: string[] = [];
  for (let index = 7; index < segments.length; index += 2) {
    types.push(segments[index]!);
    names.push(segments[index + 1]!);
  }
  return {
    id: segments.join('/'),
    subscriptionId: subscriptionId!.toLowerCase(),
    resourceGroup: resourceGroup!,
    type: [provider, ...types].join('/').toLowerCase(),
    name: names.at(-1)!,
    names,
  };
}

/** The subscription that an id or scope lies in, folded, or `undefined` for management groups and the tenant. */
export function subscriptionOf(id: string): string | undefined {
  const match = /^\/subscriptions\/([^/]+)/.exec(foldId(id));
  return match?.[1];
}

/** What a scope is the scope of. */
export type ScopeKind = 'tenant' | 'management group' | 'subscription' | 'resource group' | 'resource';

/** The kind of a scope, by its shape. */
export function scopeKind(scope: string): ScopeKind {
  const folded = foldId(scope);
  if (folded === '/') return 'tenant';
  if (/^\/providers\/microsoft\.management\/managementgroups\/[^/]+$/.test(folded)) return 'management group';
  if (/^\/subscriptions\/[^/]+$/.test(folded)) return 'subscription';
  if (/^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+$/.test(folded)) return 'resource group';
  return 'resource';
}

/** The scope of a management group, folded, from its name or id. */
export function managementGroupScope(nameOrId: string): string {
  return `/providers/microsoft.management/managementgroups/${lastSegment(nameOrId)}`;
}

/**
 * A scope and everything above it that its own id shows, folded, innermost first:
 * parent resources, resource group, subscription. Management groups and the tenant are not in the id.
 */
export function scopeAndParents(scope: string): string[] {
  const folded = foldId(scope);
  if (!folded.startsWith('/subscriptions/')) return [folded];
  const segments = folded.split('/');
  const scopes: string[] = [];
  let end = 0;
  let next = 1;
  while (next < segments.length) {
    // A provider stands before the first type of a resource: only with that type and a name is it a scope.
    const number = segments[next] === 'providers' ? 4 : 2;
    for (const segment of segments.slice(next, next + number)) end += segment.length + 1;
    scopes.unshift(folded.slice(0, end));
    next += number;
  }
  return scopes;
}
