/** Names scopes and resources in words short enough for a line. */

import type { Location } from '../model/finding.ts';
import { lastSegment, parseResourceId, scopeKind } from '../model/resource-id.ts';
import { name } from './printable.ts';

/**
 * A scope or resource in words: `vaults/kv1 in rg1`, `resource group rg1`, `subscription 1111…`, `the tenant`.
 * The fragment of a subject's id stays: `clusters/one#command-output in rg1`.
 */
export function place(id: string): string {
  const [path, fragment] = id.split(/#(.*)/s, 2) as [string, string?];
  const part = fragment === undefined ? '' : `#${name(fragment)}`;
  const resource = parseResourceId(path);
  if (resource !== undefined) {
    const type = resource.id.split('/').at(-2)!;
    const names = resource.names.filter((each, index) => each !== 'default' || index === resource.names.length - 1);
    return `${name(type, 80)}/${names.map(each => name(each, 80)).join('/')}${part} in ${name(resource.resourceGroup, 80)}`;
  }
  const kind = scopeKind(path);
  if (kind === 'tenant') return `the tenant${part}`;
  return kind === 'resource' ? `${name(path)}${part}` : `${kind} ${name(lastSegment(path), 80)}${part}`;
}

/** A place in a file: `midrift.yaml:12:5`. */
export function placeText({ file, line, column }: Location): string {
  return `${name(file, 300)}:${line}:${column}`;
}
