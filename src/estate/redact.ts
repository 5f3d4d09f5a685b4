/** Takes secrets out of what Azure answered, before anything is kept. */

import type { Json, Row } from '../model/estate.ts';

/**
 * Keys whose string value is a secret, folded and without separators. They are matched at their end, so that
 * `adminPassword` is one, while `secretArchiveSettings`, `secretUri` and `sshPublicKey` are none.
 */
const SECRET_KEY =
  /(?:^|\.|[a-z])(?:password|passwd|passphrase|secret|secrettext|(?:shared|primary|secondary|account|access|storage|private|api|master)keys?|connectionstrings?|(?:access|refresh|bearer|sas|id)token|sas(?:key|uri|url))$|^(?:pwd|sas)$/;

/** Signatures of SAS addresses and keys of connection strings, which also hide in values of harmless keys such as `containerUrl`. */
const SECRET_IN_TEXT = /([?&]sig=)[^&\s]*|((?:Account|SharedAccess)Key=)[^;\s]*/gi;

/** The row without its secrets: secret keys are left out, signatures inside addresses read `redacted`. */
export function redact(row: Row): Row {
  return redactObject(row);
}

function redactValue(value: Json): Json {
  if (typeof value === 'string') return value.replace(SECRET_IN_TEXT, '$1$2redacted');
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? value.map(redactValue) : redactObject(value as Row);
}

function redactObject(object: Row): Row {
  return Object.fromEntries(
    Object.entries(object)
      .filter(([key, value]) => !isSecret(key, value))
      .map(([key, value]) => [key, redactValue(value)]),
  );
}

function isSecret(key: string, value: Json): boolean {
  return (typeof value === 'string' || isChange(value)) && SECRET_KEY.test(key.toLowerCase().replace(/[-_ ]/g, ''));
}

/** Resource Graph's change records: `{"properties.adminPassword": {"previousValue": …, "newValue": …}}`. */
function isChange(value: Json): boolean {
  return typeof value === 'object' && value !== null && ('newValue' in value || 'previousValue' in value);
}
