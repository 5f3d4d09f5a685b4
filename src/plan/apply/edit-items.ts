/** Lists of a resource that grow and shrink by single items. */

import type { Json, Row } from '../../model/estate.ts';
import { unknownValue, whyUnknown } from '../../model/json.ts';
import type { Edit } from '../../model/plan.ts';
import { isObject, partOf, withKey } from './merge.ts';

export type ItemsEdit = Extract<Edit, { readonly is: 'items' }>;

/**
 * The row with the list changed.
 * @param hidden why there may be items that are not in the row; absent where that is certain
 */
export function withItems(row: Row, edit: ItemsEdit, hidden: string | undefined): Row {
  return changed(row, edit.path, edit, hidden) as Row;
}

function changed(value: Json | undefined, path: readonly string[], edit: ItemsEdit, hidden: string | undefined): Json {
  const because = whyUnknown(value);
  const [key, ...below] = path;
  if (key === undefined) return itemsAfter(value, edit, hidden);
  if (because !== undefined) return value!;
  const isHolder = below.length === 0;
  // Nothing can be taken from a list that nothing holds.
  if (!isObject(value) && edit.does === 'remove' && hidden === undefined) return value ?? null;
  const object = isObject(value) ? value : isHolder && hidden === undefined ? (edit.within ?? {}) : {};
  return withKey(object, key, old => changed(old, below, edit, hidden));
}

/** An item that is not known may stand for any number of them. */
function itemsAfter(list: Json | undefined, { does, by, items }: ItemsEdit, hidden: string | undefined): Json {
  const because = whyUnknown(list) ?? (list === undefined || list === null ? hidden : undefined);
  const before = Array.isArray(list) ? list : because === undefined ? [] : [unknownValue(because)];
  const named = new Set(items.map(item => keyOf(item, by)));
  if (does === 'add') {
    const there = new Set(before.map(item => keyOf(item, by)));
    return [...before, ...items.filter(item => !there.has(keyOf(item, by)) || keyOf(item, by) === undefined)];
  }
  const open = items.map(item => whyUnknown(partOf(item, by))).find(why => why !== undefined);
  if (open !== undefined && before.length > 0) return unknownValue(open);
  if (because !== undefined) return unknownValue(because);
  return before.filter(item => keyOf(item, by) === undefined || !named.has(keyOf(item, by)));
}

/** What two items have in common that are one; `undefined` of an item that is not known. */
function keyOf(item: Json, by: string): string | undefined {
  const text = partOf(item, by);
  if (typeof text !== 'string' || text === '') return undefined;
  return text
    .trim()
    .toLowerCase()
    .replace(/(?<=\.\d+)\/32$|(?<=:.*)\/128$/, '');
}
