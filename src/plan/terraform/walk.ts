/** Walking through the JSON of a plan, whose keys are Terraform's own and spelled as they are. */

import type { Json } from '../../model/estate.ts';
import type { Path } from '../../sources/yaml.ts';

/** The value of a key of an object, or of an index of a list. */
export function child(value: Json | undefined, step: string | number): Json | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return typeof step === 'number' ? value[step] : undefined;
  return Object.hasOwn(value, step) ? (value as { readonly [key: string]: Json })[step] : undefined;
}

export function walk(value: Json | undefined, ...path: Path): Json | undefined {
  let here = value;
  for (const step of path) here = child(here, step);
  return here;
}

/** The text at a path; an empty one counts as none. */
export function textOf(value: Json | undefined, ...path: Path): string | undefined {
  const found = walk(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

export function itemsOf(value: Json | undefined, ...path: Path): readonly Json[] {
  const found = walk(value, ...path);
  return Array.isArray(found) ? found : [];
}

export function entriesOf(value: Json | undefined, ...path: Path): [string, Json][] {
  const found = walk(value, ...path);
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? Object.entries(found) : [];
}
