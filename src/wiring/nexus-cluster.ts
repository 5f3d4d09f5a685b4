/** What a cluster says of itself. */

import type { Json, Row } from '../model/estate.ts';
import { type Fact, factOf, isUnknown, mapFact, type Unknown } from '../model/fact.ts';
import { at, textAt } from '../model/json.ts';
import { parseResourceId } from '../model/resource-id.ts';
import type { Facts } from '../subjects/subjects.ts';
import { all } from './certainty.ts';
import { type AttachedIdentities, hasIdentity, hasUserAssigned, userAssignedOpen } from './identity.ts';
import type { Selection } from './nexus-setting.ts';
import { idOf, nameOf, withoutProperties } from './row.ts';

export function clusterFacts(
  row: Row,
  attached: AttachedIdentities,
  selections: readonly Selection[],
): Facts<'Cluster'> {
  const without = withoutProperties(row);
  if (without !== undefined) return unreadCluster(row, without);
  const properties = factOf(() => at(row, 'properties') ?? null);
  const part = <T>(read: (properties: Json) => T): Fact<T> => mapFact<Json, T>(properties, read);
  const isSet = (key: string) => part(known => typeof at(known, key) === 'object' && at(known, key) !== null);
  const legacyVaultId = part(known => textAt(known, 'secretArchive', 'keyVaultId') ?? '');
  const systemAssigned = selections.map(({ setting }) => setting.selectsSystemAssigned);
  return {
    ...namedCluster(row),
    identityType: attached.type,
    hasIdentity: hasIdentity(attached),
    hasSystemAssigned: attached.systemAssigned,
    hasUserAssigned: hasUserAssigned(attached),
    userAssignedIds: userAssignedOpen(attached) ?? [...attached.userAssigned.values()].map(({ id }) => id).sort(),
    selectsSystemAssigned: systemAssigned.includes(true) || (systemAssigned.find(isUnknown) ?? false),
    hasCommandOutput: isSet('commandOutputSettings'),
    hasAnalyticsOutput: isSet('analyticsOutputSettings'),
    hasSecretArchive: isSet('secretArchiveSettings'),
    legacyWorkspaceId: part(known => textAt(known, 'analyticsWorkspaceId') ?? ''),
    // A string, "True" or "False"; absent means "False" (Microsoft.NetworkCloud/clusters, ClusterSecretArchive).
    usesLegacySecretArchive: all(
      mapFact(legacyVaultId, id => id !== ''),
      part(known => textAt(known, 'secretArchive', 'useKeyVault')?.toLowerCase() === 'true'),
    ),
    legacyVaultId,
    servicePrincipal: part(known => textAt(known, 'clusterServicePrincipal', 'applicationId') ?? ''),
  };
}

/** The facts of a cluster whose row is not whole: a part that is not there may have been cut off. */
export function unreadCluster(row: Row, unread: Unknown): Facts<'Cluster'> {
  return {
    ...namedCluster(row),
    identityType: unread,
    hasIdentity: unread,
    hasSystemAssigned: unread,
    hasUserAssigned: unread,
    userAssignedIds: unread,
    selectsSystemAssigned: unread,
    hasCommandOutput: unread,
    hasAnalyticsOutput: unread,
    hasSecretArchive: unread,
    legacyWorkspaceId: unread,
    usesLegacySecretArchive: unread,
    legacyVaultId: unread,
    servicePrincipal: unread,
  };
}

function namedCluster(row: Row) {
  const id = idOf(row);
  const parsed = parseResourceId(id);
  return {
    id,
    name: nameOf(row) ?? id,
    resourceGroup: parsed?.resourceGroup ?? '',
    subscriptionId: parsed?.subscriptionId ?? '',
  };
}
