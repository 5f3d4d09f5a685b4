/** Keeps of a resource what a plan's body has: without its name and place, and without secrets. */

import type { Json, Row } from '../model/estate.ts';

const KEPT = ['identity', 'kind', 'plan', 'properties', 'tags'];

/** Keys whose text is a secret, folded; matched at their end, so that `secretArchiveSettings` and `sshPublicKey` are none. */
const SECRET =
  /(?:password|passphrase|secret|connectionstring|customdata|token|(?:shared|primary|secondary|account|access|storage|private|api|master)keys?)$/;

export function keptBody(resource: Row): Row {
  return Object.fromEntries(
    Object.entries(resource)
      .filter(([key]) => KEPT.includes(key.toLowerCase()))
      .map(([key, value]) => [key, withoutSecrets(value)]),
  );
}

function withoutSecrets(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => typeof inner !== 'string' || !SECRET.test(key.toLowerCase()))
      .map(([key, inner]) => [key, withoutSecrets(inner)]),
  );
}
