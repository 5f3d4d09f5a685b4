/** Declared operators, and the platform services of Operator Nexus. */

import { type Fact, mapFact, Unknown } from '../model/fact.ts';
import { textAt } from '../model/json.ts';
import { sameId } from '../model/resource-id.ts';
import type { Facts } from '../subjects/subjects.ts';
import { grantFacts } from './grant.ts';
import type { Lookup } from './lookup.ts';

/** An operator of the config. */
export function operator(id: string, name: string): Facts<'Principal'> {
  return {
    name,
    appId: '',
    exists: true,
    principalId: id.toLowerCase(),
    directRoles: new Unknown('it is asked of platform services only'),
    required: true,
  };
}

/**
 * A platform service by its application id. Its object id differs in every tenant: it comes from the config, else from
 * Microsoft Graph; it exists once the resource provider Microsoft.NetworkCloud is registered.
 */
export function platformService(
  name: string,
  appId: string,
  vaultId: Fact<string>,
  lookup: Lookup,
): Facts<'Principal'> {
  const found = objectId(appId, lookup);
  const principalId = mapFact(found, id => id ?? new Unknown(`${name} does not exist in this tenant`));
  return {
    name,
    appId,
    exists: mapFact(found, id => id !== undefined),
    principalId,
    directRoles: mapFact(found, id =>
      id === undefined ? [] : mapFact(vaultId, vault => directRoles(id, vault, lookup)),
    ),
    required: lookup.settings.afoi.required,
  };
}

function objectId(appId: string, lookup: Lookup): Fact<string | undefined> {
  const declared = lookup.settings.afoi.objectIds[appId];
  if (declared !== undefined) return declared.toLowerCase();
  for (const row of lookup.estate.rows('graph/serviceprincipals')) {
    if (textAt(row, 'appId')?.toLowerCase() === appId) return textAt(row, 'id')!.toLowerCase();
  }
  const { status, because } = lookup.estate.covered('graph/serviceprincipals', '/');
  if (status === 'complete') return undefined;
  return new Unknown(`the service principal of application ${appId} could not be looked up: ${because}`);
}

/** One that was seen is there, whatever else was not read. */
function directRoles(principalId: string, vaultId: string, lookup: Lookup): Fact<readonly Facts<'Grant'>[]> {
  if (vaultId === '') return [];
  const seen = lookup.access.seenOn(vaultId).filter(grant => sameId(grant.principalId, principalId));
  if (seen.length > 0) return seen.map(grant => grantFacts(grant, lookup));
  return mapFact(lookup.access.on(vaultId), () => []);
}
