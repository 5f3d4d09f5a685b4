/** Works out what a resource will be from what it is and the list of its properties' changes, where what-if gives no whole. */

import type { Json, Row } from '../../model/estate.ts';
import { listAt, textAt } from '../../model/json.ts';
import { isRow } from '../row.ts';

/** `undefined` where the list cannot be followed. Items of a list that are added go to its end: their order is not told apart. */
export function applyDelta(before: Json, delta: readonly Json[]): Json | undefined {
  let now: Json | undefined = before;
  // Items are removed from the end on, so that the places of the others stay.
  for (const change of delta.toSorted((a, b) => rank(a) - rank(b))) {
    if (now === undefined) return undefined;
    const path = textAt(change, 'path');
    if (!isRow(change) || path === undefined) return undefined;
    now = applyAt(now, path, change);
  }
  return now;
}

function rank(change: Json): number {
  const isDelete = textAt(change, 'propertyChangeType')?.toLowerCase() === 'delete';
  const index = Number(textAt(change, 'path'));
  return Number.isInteger(index) ? (isDelete ? 1e9 - index : 2e9 + index) : 0;
}

function applyAt(target: Json, path: string, change: Row): Json | undefined {
  if (Array.isArray(target)) return applyToItem(target, path, change);
  if (!isRow(target)) return undefined;
  const [key, rest] = split(target, path);
  if (rest === '') {
    const value = changed(target[key], change);
    if (value === FAILED) return undefined;
    const { [key]: _, ...others } = target;
    return value === undefined ? others : { ...others, [key]: value };
  }
  const inner = applyAt(target[key] ?? {}, rest, change);
  return inner === undefined ? undefined : { ...target, [key]: inner };
}

function applyToItem(target: readonly Json[], path: string, change: Row): Json | undefined {
  const [, digits = '', rest = ''] = /^\[?(\d+)\]?(?:\.(.+))?$/.exec(path) ?? [];
  const index = digits === '' ? -1 : Number(digits);
  if (index < 0) return undefined;
  if (rest !== '') {
    const inner = target[index] === undefined ? undefined : applyAt(target[index], rest, change);
    return inner === undefined ? undefined : target.with(index, inner);
  }
  if (kind(change) === 'create') return change.after === undefined ? undefined : [...target, change.after];
  if (index >= target.length) return undefined;
  const value = changed(target[index], change);
  if (value === FAILED) return undefined;
  return value === undefined ? target.toSpliced(index, 1) : target.with(index, value);
}

const FAILED = Symbol('cannot be followed');

/** The value after a change; `undefined` where it is removed. */
function changed(value: Json | undefined, change: Row): Json | undefined | typeof FAILED {
  const children = listAt(change, 'children');
  switch (kind(change)) {
    case 'noeffect':
      return value;
    case 'delete':
      return undefined;
    case 'create':
      return change.after ?? FAILED;
    case 'modify':
    case 'array':
      if (children.length > 0) return applyDelta(value ?? null, children) ?? FAILED;
      return change.after ?? FAILED;
    default:
      return FAILED;
  }
}

function kind(change: Row): string {
  return textAt(change, 'propertyChangeType')?.toLowerCase() ?? '';
}

/** The key that a path begins with, and the rest of it. Keys have dots as well: the longest one that the object has is meant. */
function split(target: Row, path: string): [key: string, rest: string] {
  const held = Object.keys(target)
    .filter(key => path === key || path.startsWith(`${key}.`))
    .sort((a, b) => b.length - a.length)[0];
  // A key that is new is an id, which has slashes, or a plain name.
  const end = path.startsWith('/') ? -1 : path.indexOf('.');
  const key = held ?? (end < 0 ? path : path.slice(0, end));
  return [key, path.slice(key.length + 1)];
}
