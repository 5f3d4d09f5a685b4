/** Keeps what expressions make within bounds, so that no template can use up memory or the stack. */

import type { Json, Row } from '../../../model/estate.ts';
import { unknownValue } from '../../../model/json.ts';

/** The longest text that a template may work out: Resource Manager's limit on literals. */
export const LONGEST_TEXT = 131_072;

/** "Template limits": 4 MB for a template with everything worked out. */
const HEAVIEST = 4_000_000;

const DEEPEST = 100;

type Weight = { readonly characters: number; readonly depth: number };

const known = new WeakMap<object, Weight>();
const TOO_MUCH: Weight = { characters: Number.POSITIVE_INFINITY, depth: Number.POSITIVE_INFINITY };

/** The value, or an unknown one where it is too large. */
export function withinBounds(value: Json): Json {
  const tooLong = typeof value === 'string' && value.length > LONGEST_TEXT;
  const { characters, depth } = weigh(value, 0);
  return tooLong || characters > HEAVIEST || depth > DEEPEST
    ? unknownValue('the value of an expression is too large')
    : value;
}

function weigh(value: Json, level: number): Weight {
  if (typeof value === 'string') return { characters: value.length + 1, depth: 0 };
  if (typeof value !== 'object' || value === null) return { characters: 1, depth: 0 };
  const before = known.get(value);
  if (before !== undefined) return before;
  if (level > DEEPEST) return TOO_MUCH;
  let [characters, depth] = [1, 0];
  const items: readonly Json[] = Array.isArray(value) ? value : Object.values(value as Row);
  for (const item of items) {
    const part = weigh(item, level + 1);
    characters += part.characters;
    depth = Math.max(depth, part.depth + 1);
  }
  const weight = { characters, depth };
  known.set(value, weight);
  return weight;
}
