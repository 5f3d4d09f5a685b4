/**
 * Marks what a template leaves out and the resource has. What-if shows it as removed, also where Azure keeps it or sets it again
 * ("ARM template deployment what-if operation": properties that are not in the template "can be incorrectly reported as deleted").
 */

import type { Json, Row } from '../../model/estate.ts';
import { at, unknownValue, whyUnknown } from '../../model/json.ts';
import { STORAGE_ACCOUNT, VAULT } from '../../model/resource-types.ts';
import { isRow } from '../row.ts';

const NETWORK: readonly (readonly [path: readonly string[], isDefault: (value: Json) => boolean])[] = [
  [['networkAcls', 'defaultAction'], value => is(value, 'Allow')],
  [['networkAcls', 'bypass'], value => is(value, 'AzureServices')],
  [['networkAcls', 'ipRules'], value => Array.isArray(value) && value.length === 0],
  [['publicNetworkAccess'], value => is(value, 'Enabled')],
];

/** Properties that the wiring reads, each with its default: what is lost without being lost to the default is what matters. */
const READ: { readonly [type: string]: typeof NETWORK } = {
  [STORAGE_ACCOUNT]: [...NETWORK, [['allowSharedKeyAccess'], value => value === true]],
  [VAULT]: [...NETWORK, [['enableRbacAuthorization'], value => value === false]],
};

/** What a resource will be, with each property unknown that is left out of it and that was not at its default. */
export function markLeftOut(type: string, before: Row, after: Row): Row {
  let marked = after;
  for (const [path, isDefault] of READ[type] ?? []) {
    const was = at(before, 'properties', ...path);
    if (was === undefined || was === null || isDefault(was)) continue;
    marked = markAt(marked, ['properties', ...path], []);
  }
  return marked;
}

function markAt(target: Row, [first, ...rest]: readonly string[], above: readonly string[]): Row {
  const key = Object.keys(target).find(name => name.toLowerCase() === first!.toLowerCase()) ?? first!;
  const path = [...above, key];
  const value = target[key];
  if (whyUnknown(value) !== undefined) return target;
  if (rest.length === 0) return value === undefined || value === null ? { ...target, [key]: leftOut(path) } : target;
  return { ...target, [key]: markAt(isRow(value) ? value : {}, rest, path) };
}

function leftOut(path: readonly string[]): Row {
  return unknownValue(
    `what-if shows ${path.join('.')} removed, as it also does with what a template leaves out and Azure keeps; set it in the template`,
  );
}

function is(value: Json, text: string): boolean {
  return typeof value === 'string' && value.toLowerCase() === text.toLowerCase();
}
