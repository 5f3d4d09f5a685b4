/** Merges what is sent into what is there, as a JSON merge patch (RFC 7386) with keys of any case and values that are not known. */

import type { Json, Row } from '../../model/estate.ts';
import { whyUnknown } from '../../model/json.ts';

/** Objects merge, `null` removes, anything else replaces. A value of which something is unknown stays unknown where more is sent into it. */
export function merge(target: Json | undefined, sent: Json): Json {
  if (!isObject(sent) || whyUnknown(sent) !== undefined) return sent;
  if (whyUnknown(target) !== undefined) return target!;
  let result: Row = isObject(target) ? target : {};
  for (const [key, value] of Object.entries(sent)) result = withKey(result, key, old => merge(old, value));
  return result;
}

/** An object with a changed value of one key, which keeps its spelling and place; `null` takes the key away. */
export function withKey(object: Row, key: string, change: (old: Json | undefined) => Json): Row {
  const spelled = keyOf(object, key);
  const value = change(spelled === undefined ? undefined : object[spelled]);
  if (value !== null) return { ...object, [spelled ?? key]: value };
  return Object.fromEntries(Object.entries(object).filter(([each]) => each !== spelled));
}

/** The value of a key of any case, known or not; of what is no object, none. */
export function partOf(object: Json | undefined, key: string): Json | undefined {
  if (!isObject(object)) return undefined;
  const spelled = keyOf(object, key);
  return spelled === undefined ? undefined : object[spelled];
}

export function isObject(value: Json | undefined): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value, or anything in it, is not known. */
export function hasUnknown(value: Json | undefined): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return whyUnknown(value) !== undefined || Object.values(value).some(hasUnknown);
}

function keyOf(object: Row, key: string): string | undefined {
  if (Object.hasOwn(object, key)) return key;
  const wanted = key.toLowerCase();
  return Object.keys(object).find(each => each.toLowerCase() === wanted);
}
