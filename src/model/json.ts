/** Reading Azure's JSON, in which keys differ in case between services and any value may be missing. */

import type { Json, Row } from './estate.ts';
import { NotYetKnown } from './fact.ts';

const NOT_YET_KNOWN = 'midrift:unknown';

/** Stands in a planned row for a value that is not known before the plan runs. `because` has no full stop. */
export function unknownValue(because: string): Row {
  return { [NOT_YET_KNOWN]: because };
}

/** Why a value is not known yet, or `undefined` where it is. */
export function whyUnknown(value: Json | undefined): string | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, NOT_YET_KNOWN)) return undefined;
  return String((value as Row)[NOT_YET_KNOWN]);
}

/**
 * The value of a key, spelled in any case, or `undefined` where the object has none or `value` is no object.
 * Throws `NotYetKnown` where either is not known before a plan runs.
 */
export function prop(value: Json | undefined, key: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return known(find(known(value) as Row, key));
}

function find(object: Row, key: string): Json | undefined {
  if (Object.hasOwn(object, key)) return object[key];
  const wanted = key.toLowerCase();
  for (const candidate of Object.keys(object)) {
    if (candidate.toLowerCase() === wanted) return object[candidate];
  }
  return undefined;
}

function known(value: Json | undefined): Json | undefined {
  const because = whyUnknown(value);
  if (because !== undefined) throw new NotYetKnown(because);
  return value;
}

/** The value at a path of keys, spelled in any case. */
export function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let here = known(value);
  for (const key of path) here = prop(here, key);
  return here;
}

/** The string at a path; an empty string counts as none, as Azure writes both. */
export function textAt(value: Json | undefined, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** The list at a path, or an empty one. Its items may not be known yet. */
export function listAt(value: Json | undefined, ...path: readonly string[]): readonly Json[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The strings of the list at a path. */
export function textsAt(value: Json | undefined, ...path: readonly string[]): string[] {
  return listAt(value, ...path).filter(item => typeof known(item) === 'string') as string[];
}
