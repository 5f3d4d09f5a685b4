/** Reading Azure's JSON, in which keys differ in case between services and any value may be missing. */

import type { Json, Row } from './estate.ts';

/** The value of a key, spelled in any case, or `undefined` where the object has none or `value` is no object. */
export function prop(value: Json | undefined, key: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const object = value as Row;
  if (Object.hasOwn(object, key)) return object[key];
  const wanted = key.toLowerCase();
  for (const candidate of Object.keys(object)) {
    if (candidate.toLowerCase() === wanted) return object[candidate];
  }
  return undefined;
}

/** The value at a path of keys, spelled in any case. */
export function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let here = value;
  for (const key of path) here = prop(here, key);
  return here;
}

/** The string at a path; an empty string counts as none, as Azure writes both. */
export function textAt(value: Json | undefined, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** The list at a path, or an empty one. */
export function listAt(value: Json | undefined, ...path: readonly string[]): readonly Json[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The strings of the list at a path. */
export function textsAt(value: Json | undefined, ...path: readonly string[]): string[] {
  return listAt(value, ...path).filter(item => typeof item === 'string');
}
