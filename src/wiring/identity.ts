/** Managed identities, as clusters have and select them. */

import type { Json, Row } from '../model/estate.ts';
import { type Fact, isUnknown, mapFact, Unknown } from '../model/fact.ts';
import { at, textAt, textsAt } from '../model/json.ts';
import { foldId, parseResourceId } from '../model/resource-id.ts';
import { ASSIGN_ROLES } from '../model/roles.ts';
import type { Facts } from '../subjects/subjects.ts';
import { grantFacts } from './grant.ts';
import { type Found, IDENTITY, type Lookup } from './lookup.ts';

/** The identities of a resource: `identity` as ARM has it everywhere. */
export type AttachedIdentities = {
  /** As Azure writes it, empty where there is none. */
  readonly type: string;
  readonly systemAssigned: boolean;
  readonly systemPrincipalId: string | undefined;
  /** By folded id: the id as spelled, and the principal that was recorded, where Azure shows it. */
  readonly userAssigned: ReadonlyMap<string, { readonly id: string; readonly principalId: string }>;
};

/** Reads `identity`, whose type is a list with commas, with or without spaces; the values of the map may be `{}`. */
export function attachedIdentities(resource: Row): AttachedIdentities {
  const identity = at(resource, 'identity');
  const type = textAt(identity, 'type') ?? '';
  const kinds = type.split(',').map(kind => kind.trim().toLowerCase());
  const map = at(identity, 'userAssignedIdentities');
  const entries: [string, Json][] =
    typeof map === 'object' && map !== null && !Array.isArray(map) ? Object.entries(map) : [];
  return {
    type,
    systemAssigned: kinds.includes('systemassigned'),
    systemPrincipalId: textAt(identity, 'principalId'),
    userAssigned: new Map(
      entries
        .filter(() => kinds.includes('userassigned'))
        .map(([id, value]) => [foldId(id), { id, principalId: textAt(value, 'principalId') ?? '' }]),
    ),
  };
}

/** How one cluster stands to an identity. */
export type IdentityUse = {
  readonly attached: boolean;
  /** Names of the settings that select it. */
  readonly usedBy: readonly string[];
  readonly selected: Fact<boolean>;
  readonly recordedPrincipalId: string;
  /** Only a file of the repository names it. */
  readonly named?: boolean;
};

/** The facts of a user-assigned identity. */
export function userAssignedIdentity(id: string, use: IdentityUse, lookup: Lookup): Facts<'Identity'> {
  const parsed = parseResourceId(id);
  const look = use.named ? 'named' : 'fresh';
  const found: Found = parsed?.type === IDENTITY ? lookup[look]('arm/userassignedidentities', id) : undefined;
  const principalId = mapFact(found, row =>
    row === undefined
      ? new Unknown(`${id} does not exist, so it has no principal`)
      : (textAt(row, 'properties', 'principalId') ?? new Unknown(`Azure shows no principal for ${id}`)),
  );
  const restrictedTo = mapFact(found, row => textsAt(row, 'properties', 'assignmentRestrictions', 'providers'));
  const federated = mapFact(found, row => (row === undefined ? [] : lookup.federatedCredentials(id)));
  return {
    id: (isUnknown(found) ? undefined : textAt(found, 'id')) ?? id,
    name: parsed?.name ?? id,
    resourceGroup: parsed?.resourceGroup ?? '',
    subscriptionId: parsed?.subscriptionId ?? '',
    isSystemAssigned: false,
    exists: mapFact(found, row => row !== undefined),
    attached: use.attached,
    selected: use.selected,
    principalId: mapFact(principalId, text => text.toLowerCase()),
    recordedPrincipalId: use.recordedPrincipalId.toLowerCase(),
    restrictedTo,
    allowsNetworkCloud: mapFact(restrictedTo, providers => providers.length === 0 || providers.some(isNetworkCloud)),
    usedBy: use.usedBy,
    federatedCredentials: mapFact(federated, rows => rows.map(credentialText)),
    undeclaredFederatedCredentials: mapFact(federated, rows => undeclared(id, rows, lookup)),
    privileged: isNew(id, lookup) ?? privileged(principalId, lookup),
  };
}

/** The facts of a cluster's system-assigned identity; `cluster` is the resource that it belongs to. */
export function systemAssignedIdentity(cluster: Row, use: IdentityUse, lookup: Lookup): Facts<'Identity'> {
  const id = textAt(cluster, 'id')!;
  const parsed = parseResourceId(id);
  const { systemPrincipalId } = attachedIdentities(cluster);
  const principalId: Fact<string> =
    systemPrincipalId ??
    new Unknown(
      use.attached
        ? `Azure shows no principal for the system-assigned identity of ${id}`
        : `${id} has no system-assigned identity, so there is no principal`,
    );
  return {
    id,
    name: `system-assigned identity of ${parsed?.name ?? id}`,
    resourceGroup: parsed?.resourceGroup ?? '',
    subscriptionId: parsed?.subscriptionId ?? '',
    isSystemAssigned: true,
    exists: use.attached,
    attached: use.attached,
    selected: use.selected,
    principalId: mapFact(principalId, text => text.toLowerCase()),
    recordedPrincipalId: '',
    restrictedTo: [],
    allowsNetworkCloud: true,
    usedBy: use.usedBy,
    federatedCredentials: [],
    undeclaredFederatedCredentials: [],
    privileged: privileged(principalId, lookup),
  };
}

/** What stands in for the identity of a setting that selects none; `exists` is unknown where it cannot be decided which it selects. */
export function noIdentity(exists: Unknown | false): Facts<'Identity'> {
  const none = isUnknown(exists) ? exists : new Unknown('the setting selects no identity');
  return {
    id: '',
    name: '(none)',
    resourceGroup: '',
    subscriptionId: '',
    isSystemAssigned: false,
    exists,
    attached: exists,
    selected: exists,
    principalId: none,
    recordedPrincipalId: '',
    restrictedTo: [],
    allowsNetworkCloud: none,
    usedBy: [],
    federatedCredentials: [],
    undeclaredFederatedCredentials: [],
    privileged: none,
  };
}

/** Of an identity that only a direct read found, the assignments elsewhere were not asked for. */
function isNew(id: string, { estate }: Lookup): Unknown | undefined {
  if (estate.row('resources', id) !== undefined || estate.row('arm/userassignedidentities', id) === undefined)
    return undefined;
  return new Unknown(`Resource Graph does not know ${id} yet, so its role assignments were not all read`);
}

/** An entry may be a provider or one of its types (Microsoft.ManagedIdentity API 2025-05-31-preview, `assignmentRestrictions`). */
function isNetworkCloud(provider: string): boolean {
  return ['microsoft.networkcloud', 'microsoft.networkcloud/clusters'].includes(provider.trim().toLowerCase());
}

function privileged(principalId: Fact<string>, lookup: Lookup): Fact<readonly Facts<'Grant'>[]> {
  return mapFact(principalId, principal =>
    mapFact(lookup.access.holding(principal, ASSIGN_ROLES), grants => grants.map(grant => grantFacts(grant, lookup))),
  );
}

/** A credential's subject, or the expression that takes its place in a flexible one. */
function credentialSubject(row: Row): string {
  return textAt(row, 'properties', 'subject') ?? textAt(row, 'properties', 'claimsMatchingExpression', 'value') ?? '';
}

function credentialText(row: Row): string {
  return `${textAt(row, 'properties', 'issuer') ?? ''} ${credentialSubject(row)}`;
}

/** Entra compares issuer and subject letter by letter. */
function undeclared(identityId: string, rows: readonly Row[], lookup: Lookup): string[] {
  const declared = new Set(
    lookup.settings.federatedCredentials
      .filter(({ identity }) => foldId(identity) === foldId(identityId))
      .map(({ issuer, subject }) => `${issuer} ${subject}`),
  );
  return rows
    .filter(row => !declared.has(credentialText(row)))
    .map(row => `${textAt(row, 'name') ?? ''} (${credentialText(row)})`)
    .sort();
}
