/** What values of expressions are, and when two are the same, where parts of them may be unknown. */

import type { Json, Row } from '../../../model/estate.ts';
import { unknownValue, whyUnknown } from '../../../model/json.ts';
import { principalOwner } from '../../../model/plan.ts';
import { foldId } from '../../../model/resource-id.ts';

export type Kind = 'null' | 'text' | 'number' | 'boolean' | 'array' | 'object' | 'unknown';

export function kindOf(value: Json): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  return whyUnknown(value) === undefined ? 'object' : 'unknown';
}

/** Marks what a check has found, so that its failure says nothing of other objects and texts. */
type Found = { readonly ' found': true };

export function isUnknownValue(value: Json): value is Row & Found {
  return kindOf(value) === 'unknown';
}

/** An unknown value for what Resource Manager certainly refuses. */
export function refused(because: string): Row {
  return unknownValue(`${because}: Azure would refuse this deployment`);
}

/** Whether a text stands for a principal, whose characters nobody knows. */
export function isPrincipal(value: Json): value is string & Found {
  return typeof value === 'string' && principalOwner(value) !== undefined;
}

/** An unknown value for what would depend on the characters of a principal. */
export function spelledOut(principal: string): Row {
  return unknownValue(`the principal of ${principalOwner(principal)!} is known only after deployment`);
}

/** An unknown part of a value or the value itself; `spelled` counts principals as unknown. */
export function unknownWithin(value: Json, spelled: boolean): Row | undefined {
  if (typeof value === 'string') return spelled && isPrincipal(value) ? spelledOut(value) : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  if (isUnknownValue(value)) return value;
  const entries = Array.isArray(value) ? value.map(item => ['', item] as const) : Object.entries(value as Row);
  for (const [key, item] of entries) {
    const found = unknownWithin(item, spelled) ?? (spelled && isPrincipal(key) ? spelledOut(key) : undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether two values are the same, with the case of texts and keys; an unknown value where that cannot be told. */
export function same(a: Json, b: Json): boolean | Row {
  if (isUnknownValue(a)) return a;
  if (isUnknownValue(b)) return b;
  const kind = kindOf(a);
  if (kind !== kindOf(b)) return false;
  if (kind === 'text') return sameText(a as string, b as string);
  if (kind === 'array') return sameItems(a as readonly Json[], b as readonly Json[]);
  if (kind === 'object') return sameObjects(a as Row, b as Row);
  return a === b;
}

const OBJECT_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** A principal is nothing but an object id; it may turn out to be one that is spelled out. */
function sameText(a: string, b: string): boolean | Row {
  const [ofA, ofB] = [principalOwner(a), principalOwner(b)];
  if (ofA !== undefined && ofB !== undefined) return foldId(a) === foldId(b);
  if (ofA !== undefined && OBJECT_ID.test(b)) return spelledOut(a);
  if (ofB !== undefined && OBJECT_ID.test(a)) return spelledOut(b);
  return a === b;
}

function sameItems(a: readonly Json[], b: readonly Json[]): boolean | Row {
  return a.length === b.length && every(a.map((item, index) => same(item, b[index]!)));
}

function sameObjects(a: Row, b: Row): boolean | Row {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length || keys.some(key => !Object.hasOwn(b, key))) return false;
  return every(keys.map(key => same(a[key]!, b[key]!)));
}

function every(answers: readonly (boolean | Row)[]): boolean | Row {
  return !answers.includes(false) && (answers.find(answer => answer !== true) ?? true);
}

/** The place of the first item that is the same; -1 where none is. */
export function place(items: readonly Json[], wanted: Json): number | Row {
  let doubtful: Row | undefined;
  for (const [index, item] of items.entries()) {
    const answer = same(item, wanted);
    if (answer === true) return doubtful ?? index;
    if (answer !== false) doubtful ??= answer;
  }
  return doubtful ?? -1;
}

/** Whether an item is the same. */
export function holds(items: readonly Json[], wanted: Json): boolean | Row {
  let doubtful: Row | undefined;
  for (const item of items) {
    const answer = same(item, wanted);
    if (answer === true) return true;
    if (answer !== false) doubtful ??= answer;
  }
  return doubtful ?? false;
}

/** The key of an object as it spells it: the same spelling first, then any case. */
export function keyIn(object: Row, key: string): string | undefined {
  if (Object.hasOwn(object, key)) return key;
  const wanted = key.toLowerCase();
  return Object.keys(object).find(candidate => candidate.toLowerCase() === wanted);
}
