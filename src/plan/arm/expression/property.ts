/** What lies in a value under a key or an index. */

import type { Json, Row } from '../../../model/estate.ts';
import { isPrincipal, isUnknownValue, keyIn, kindOf, refused, spelledOut } from './values.ts';

/** `value.key` or `value[key]`; what is not there is what `missing` says. */
export function propertyOf(value: Json, key: Json, missing: (says: string) => Json = refused): Json {
  if (isUnknownValue(key)) return key;
  if (isPrincipal(key)) return spelledOut(key);
  const kind = kindOf(value);
  if (typeof key === 'string' && (kind === 'object' || kind === 'unknown')) {
    const spelled = keyIn(value as Row, key);
    // What marks a value as unknown is none of its properties.
    if (spelled !== undefined && !isUnknownValue({ [spelled]: '' })) return (value as Row)[spelled]!;
    return kind === 'unknown' ? value : missing(`there is no property ${key}`);
  }
  if (kind === 'unknown') return value;
  if (typeof key === 'number' && kind === 'array') {
    const found = (value as readonly Json[])[key];
    return found === undefined ? missing(`there is no item ${key}`) : found;
  }
  return missing(
    `${kind === 'null' ? 'null' : `a value of kind ${kind}`} has no ${key === null ? 'null' : kindOf(key)} keys`,
  );
}
