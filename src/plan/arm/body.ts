/** What a template sends for a resource, as far as wiring can hang on it. */

import type { Json, Row } from '../../model/estate.ts';
import type { Declaration } from './declaration.ts';
import { once } from './once.ts';
import { part } from './reading.ts';

/** Parts of a resource, evaluated when they are asked for; `undefined` where the template does not set them. */
export type Body = {
  readonly identity: () => Json | undefined;
  readonly properties: () => Json | undefined;
  /** All parts, without what may be secret. */
  readonly row: () => Row;
};

/** `plan` and `tags` tell machines of one product from those of another. */
const PARTS = ['identity', 'plan', 'properties', 'tags'] as const;

/** `cycle` answers where a part is needed for itself. */
export function bodyOf({ item, path, evaluation }: Declaration, cycle: (part: string) => Json): Body {
  const read = (key: string) =>
    once<Json | undefined>(
      () => (part(item, key) === undefined ? undefined : evaluation.value(part(item, key), [...path, key])),
      () => cycle(key),
    );
  const parts = Object.fromEntries(PARTS.map(key => [key, read(key)]));
  return {
    identity: parts.identity!,
    properties: parts.properties!,
    row: () =>
      Object.fromEntries(
        PARTS.flatMap(key => {
          const value = parts[key]!();
          return value === undefined ? [] : [[key, withoutSecrets(value)]];
        }),
      ),
  };
}

/** No wiring hangs on these, and templates carry passwords and keys in them. */
const SECRET =
  /^\w*(?:password|secrets?|customData|userData|protectedSettings|connectionString|sshPublicKeys?|(?:shared|access|primary|secondary|account)Key|sasToken)$/i;

function withoutSecrets(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as Row)
      .filter(([key]) => !SECRET.test(key))
      .map(([key, inner]) => [key, withoutSecrets(inner)]),
  );
}
