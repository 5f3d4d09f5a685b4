/** Names scopes and resources in words short enough for a line. */

import type { Location } from '../model/finding.ts';
import { lastSegment, scopeKind } from '../model/resource-id.ts';
import { name } from './printable.ts';

/**
 * A scope or resource in words: `vaults/kv1 in rg1`, `roleAssignments/1111… on vaults/kv1 in rg1`, `resource group rg1`,
 * `subscription 1111…`, `the tenant`. The fragment of a subject's id stays, with names for ids in it:
 * `clusters/one#identity/id-one in rg1`.
 */
export function place(id: string): string {
  const [path, fragment] = id.split(/#(.*)/s, 2) as [string, string?];
  const part = fragment === undefined ? '' : name(`#${fragment.replace(/\/subscriptions\/.*(?=\/[^/]+$)/is, '')}`, 121);
  return scope(path, part) ?? resource(path, part) ?? `${name(path)}${part}`;
}

function scope(path: string, part: string): string | undefined {
  const kind = scopeKind(path);
  if (kind === 'resource') return undefined;
  return kind === 'tenant' ? `the tenant${part}` : `${kind} ${name(lastSegment(path), 80)}${part}`;
}

/** A resource in a group, or one that extends something else. */
function resource(path: string, part: string): string | undefined {
  const segments = path.trim().replace(/\/+$/, '').split('/');
  if (segments[0] !== '' || segments.includes('', 1)) return undefined;
  const start = lastProvider(segments);
  const own = segments.slice(start + 2);
  if (start < 0 || own.length < 2 || own.length % 2 !== 0) return undefined;
  const names = own.filter((each, index) => index % 2 === 1 && (each !== 'default' || index === own.length - 1));
  const says = `${name(own.at(-2)!, 80)}/${names.map(each => name(each, 80)).join('/')}${part}`;
  const above = segments.slice(0, start).join('/');
  if (scopeKind(above) === 'resource group') return `${says} in ${name(segments[start - 1]!, 80)}`;
  const on = scope(above, '') ?? resource(above, '');
  return on === undefined ? undefined : `${says} on ${on}`;
}

/** The position of the `providers` that the type of the resource itself follows. */
function lastProvider(segments: readonly string[]): number {
  let found = -1;
  let next = 1;
  while (next < segments.length) {
    // A provider is followed by itself, a type and a name; a container may be called providers, too.
    const isProvider = segments[next]!.toLowerCase() === 'providers';
    if (isProvider) found = next;
    next += isProvider ? 4 : 2;
  }
  return found;
}

/** A place in a file: `midrift.yaml:12:5`. */
export function placeText({ file, line, column }: Location): string {
  return `${name(file, 300)}:${line}:${column}`;
}
