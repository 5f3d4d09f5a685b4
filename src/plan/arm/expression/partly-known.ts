/** Values of which some properties are known before a deployment, and the rest is not. */

import type { Json, Row } from '../../../model/estate.ts';
import { unknownValue } from '../../../model/json.ts';

/** An unknown value whose `known` properties expressions can read; taken whole it is unknown. `because` has no full stop. */
export function partlyKnown(because: string, known: { readonly [key: string]: Json }): Row {
  return { ...known, ...unknownValue(because) };
}
