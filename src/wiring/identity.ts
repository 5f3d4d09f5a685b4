/** Managed identities, as clusters have and select them. */

import type { Json, Row } from '../model/estate.ts';
import { type Fact, factOf, isUnknown, mapFact, Unknown } from '../model/fact.ts';
import { at, listAt, textAt, textsAt } from '../model/json.ts';
import { foldId, parseResourceId } from '../model/resource-id.ts';
import { CLUSTER, IDENTITY } from '../model/resource-types.ts';
import { ASSIGN_ROLES } from '../model/roles.ts';
import type { Facts } from '../subjects/subjects.ts';
import { any, counted } from './certainty.ts';
import { grantFacts } from './grant.ts';
import type { Found, Lookup } from './lookup.ts';
import { nameOf, withoutProperties } from './row.ts';

/** The identities of a resource: `identity` as ARM has it everywhere. */
export type AttachedIdentities = {
  /** As Azure writes it, empty where there is none. */
  readonly type: Fact<string>;
  readonly systemAssigned: Fact<boolean>;
  readonly systemPrincipalId: Fact<string | undefined>;
  /** By folded id: the id as spelled, and the principal that was recorded, empty where Azure shows none. */
  readonly userAssigned: ReadonlyMap<string, { readonly id: string; readonly principalId: Fact<string> }>;
  /** Why it is not known whether those are attached. */
  readonly unsure: Unknown | undefined;
  /** Why it is not known whether there are others. */
  readonly unread: Unknown | undefined;
};

/** Reads `identity`, whose type is a list with commas, with or without spaces; the values of the map may be `{}`. */
export function attachedIdentities(resource: Row): AttachedIdentities {
  const identity = factOf(() => at(resource, 'identity') ?? null);
  const type = mapFact(identity, known => textAt(known, 'type') ?? '');
  const has = (kind: string) => mapFact(type, list => list.split(',').some(part => part.trim().toLowerCase() === kind));
  const isUserAssigned = has('userassigned');
  const entries = isUserAssigned === false ? [] : mapFact(identity, userAssignedEntries);
  return {
    type,
    systemAssigned: has('systemassigned'),
    systemPrincipalId: mapFact(identity, known => textAt(known, 'principalId')),
    userAssigned: new Map(
      (isUnknown(entries) ? [] : entries).map(([id, value]) => [
        foldId(id),
        // NOTE: only updates remove an identity by a value; in a resource, the key says that it is there.
        { id, principalId: factOf(() => textAt(value, 'principalId') ?? '') },
      ]),
    ),
    unsure: isUnknown(isUserAssigned) ? isUserAssigned : undefined,
    unread: isUnknown(entries) ? entries : undefined,
  };
}

function userAssignedEntries(identity: Json): readonly (readonly [string, Json])[] {
  const map = at(identity, 'userAssignedIdentities');
  return typeof map === 'object' && map !== null && !Array.isArray(map) ? Object.entries(map) : [];
}

/** Whether a user-assigned identity is among them. */
export function isAttached(id: string, { userAssigned, unsure, unread }: AttachedIdentities): Fact<boolean> {
  return userAssigned.has(foldId(id)) ? (unsure ?? true) : (unread ?? false);
}

export function hasUserAssigned({ userAssigned, unsure, unread }: AttachedIdentities): Fact<boolean> {
  return userAssigned.size > 0 ? (unsure ?? true) : (unread ?? false);
}

export function hasIdentity(attached: AttachedIdentities): Fact<boolean> {
  return any(attached.systemAssigned, hasUserAssigned(attached));
}

/** Why it is not known which user-assigned identities there are. */
export function userAssignedOpen({ userAssigned, unsure, unread }: AttachedIdentities): Unknown | undefined {
  return unread ?? (userAssigned.size > 0 ? unsure : undefined);
}

/** How one cluster stands to an identity. */
export type IdentityUse = {
  readonly attached: Fact<boolean>;
  /** Names of the settings that select it. */
  readonly usedBy: readonly string[];
  readonly selected: Fact<boolean>;
  readonly recordedPrincipalId: Fact<string>;
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
  const shown = mapFact(found, row => (row === undefined ? undefined : withoutProperties(row)) ?? row);
  const restrictedTo = mapFact(shown, row => textsAt(row, ...RESTRICTED_TO));
  const federated = mapFact(found, row =>
    row === undefined ? { rows: [], unread: undefined } : lookup.federatedCredentials(id),
  );
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
    recordedPrincipalId: mapFact(use.recordedPrincipalId, text => text.toLowerCase()),
    restrictedTo,
    allowsNetworkCloud: mapFact(shown, row => allows(listAt(row, ...RESTRICTED_TO))),
    usedBy: use.usedBy,
    federatedCredentials: mapFact(federated, ({ rows, unread }) => unread ?? rows.map(credentialText)),
    undeclaredFederatedCredentials: mapFact(federated, ({ rows, unread }) =>
      mapFact(undeclared(id, rows, lookup), found => (found.length > 0 ? found : (unread ?? []))),
    ),
    privileged: isNew(id, lookup) ?? privileged(principalId, lookup),
  };
}

/** The facts of a cluster's system-assigned identity; `cluster` is the resource that it belongs to. */
export function systemAssignedIdentity(cluster: Row, use: IdentityUse, lookup: Lookup): Facts<'Identity'> {
  const id = textAt(cluster, 'id')!;
  const parsed = parseResourceId(id);
  const { systemPrincipalId } = attachedIdentities(cluster);
  const principalId = mapFact<string | undefined, string>(
    systemPrincipalId,
    known =>
      known ??
      mapFact<boolean, string>(
        use.attached,
        attached =>
          new Unknown(
            attached
              ? `Azure shows no principal for the system-assigned identity of ${id}`
              : `${id} has no system-assigned identity, so there is no principal`,
          ),
      ),
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
  const nothing = <T>(known: T): Fact<T> => (isUnknown(exists) ? exists : known);
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
    recordedPrincipalId: nothing(''),
    restrictedTo: nothing([]),
    allowsNetworkCloud: none,
    usedBy: [],
    federatedCredentials: nothing([]),
    undeclaredFederatedCredentials: nothing([]),
    privileged: none,
  };
}

/** Of an identity that only a direct read found, the assignments elsewhere were not asked for. */
function isNew(id: string, { estate }: Lookup): Unknown | undefined {
  if (estate.row('resources', id) !== undefined || estate.row('arm/userassignedidentities', id) === undefined)
    return undefined;
  return new Unknown(`Resource Graph does not know ${id} yet, so its role assignments were not all read`);
}

const RESTRICTED_TO = ['properties', 'assignmentRestrictions', 'providers'] as const;

/** Whether a list of restrictions has Microsoft.NetworkCloud, or restricts nothing. */
function allows(providers: readonly Json[]): Fact<boolean> {
  if (providers.length === 0) return true;
  return any(...providers.map(provider => factOf(() => isNetworkCloud(at(provider) ?? null))));
}

/** An entry may be a provider or one of its types (Microsoft.ManagedIdentity API 2025-05-31-preview, `assignmentRestrictions`). */
function isNetworkCloud(provider: Json): boolean {
  if (typeof provider !== 'string') return false;
  return ['microsoft.networkcloud', CLUSTER].includes(provider.trim().toLowerCase());
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

/** Entra compares issuer and subject letter by letter. One that is not known yet matters only where no other is undeclared. */
function undeclared(identityId: string, rows: readonly Row[], lookup: Lookup): Fact<string[]> {
  const declared = new Set(
    lookup.settings.federatedCredentials
      .filter(({ identity }) => foldId(identity) === foldId(identityId))
      .map(({ issuer, subject }) => `${issuer} ${subject}`),
  );
  const found = counted(rows, row => factOf(() => !declared.has(credentialText(row))));
  return mapFact(found, certain => certain.map(row => `${nameOf(row) ?? ''} (${credentialText(row)})`).sort());
}
