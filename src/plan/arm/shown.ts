/** What Azure will show of a resource, as far as it follows from its id before it exists. */

import type { Cloud } from '../../model/cloud.ts';
import type { Json, Row } from '../../model/estate.ts';
import { unknownValue } from '../../model/json.ts';
import { principalOf } from '../../model/plan.ts';
import { IDENTITY, STORAGE_ACCOUNT, SYSTEM_ASSIGNED_IDENTITY, VAULT } from '../../model/resource-types.ts';
import { partlyKnown } from './expression/partly-known.ts';

/**
 * Properties that templates read with `reference()`. The addresses of storage accounts and vaults follow from their names
 * ("Storage account endpoints"; "Vault name and object name"); an account with DNS zone endpoints has others, which is checked where they are used.
 */
export function shownProperties(type: string, id: string, name: string, cloud: Cloud): Row {
  const because = `reference() of ${name} is known only after the deployment`;
  switch (type) {
    case IDENTITY:
      return { principalId: principalOf(id) };
    case SYSTEM_ASSIGNED_IDENTITY:
      return {
        principalId: principalOf(id.replace(/\/providers\/microsoft\.managedidentity\/identities\/[^/]+$/i, '')),
      };
    case STORAGE_ACCOUNT:
      return { primaryEndpoints: partlyKnown(because, { blob: `https://${name}.${cloud.blobSuffixes[0]}/` }) };
    case VAULT:
      return { vaultUri: `https://${name}.${cloud.vaultSuffix}/` };
    default:
      return {};
  }
}

/**
 * The `identity` of a resource: what is planned for it, with the principals that Azure adds. Without a plan, everything but its principal
 * is unknown.
 */
export function shownIdentity(id: string, planned: Json | undefined): Json {
  const because = `the identity of ${id} is known only after the deployment`;
  if (planned === undefined) return partlyKnown(because, { principalId: principalOf(id) });
  if (typeof planned !== 'object' || planned === null || Array.isArray(planned))
    return unknownValue(`${id} has no managed identity`);
  const row = planned as Row;
  const attached = row.userAssignedIdentities;
  const type = typeof row.type === 'string' ? row.type : undefined;
  const hasSystem = type === undefined || /systemassigned/i.test(type);
  return partlyKnown(because, {
    ...row,
    principalId: hasSystem ? principalOf(id) : unknownValue(`${id} has no system-assigned identity`),
    ...(isObject(attached) ? { userAssignedIdentities: withPrincipals(attached, because) } : {}),
  });
}

function withPrincipals(attached: Row, because: string): Row {
  return Object.fromEntries(
    Object.entries(attached).map(([key, value]) => [
      key,
      key.startsWith('/') ? partlyKnown(because, { principalId: principalOf(key) }) : value,
    ]),
  );
}

function isObject(value: Json | undefined): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
