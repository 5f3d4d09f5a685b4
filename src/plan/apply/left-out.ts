/** What becomes of the properties that a write says nothing of. */

import type { Json, Row } from '../../model/estate.ts';
import { unknownValue } from '../../model/json.ts';
import { CLUSTER, IDENTITY, STORAGE_ACCOUNT, VAULT } from '../../model/resource-types.ts';
import { isObject, partOf, withKey } from './merge.ts';

/** Only Azure sets these, so a write that leaves them out does not reset them. */
const AZURES_OWN = [
  'principalId',
  'clientId',
  'tenantId',
  'primaryEndpoints',
  'secondaryEndpoints',
  'vaultUri',
  'customerId',
  'provisioningState',
  'createdOn',
  'creationTime',
  'createdDate',
  'detailedStatus',
  'detailedStatusMessage',
  'clusterConnectionStatus',
  'clusterManagerConnectionStatus',
  'conditions',
  'vmId',
];

/** What is there of the properties that only Azure sets. */
export function azuresOwn(properties: Json | undefined): Row {
  const kept: { [key: string]: Json } = {};
  for (const key of AZURES_OWN) {
    const value = partOf(properties, key);
    if (value !== undefined && value !== null) kept[key] = value;
  }
  return kept;
}

/** Whether a value differs from what a resource has that was never given one. */
type Differs = (value: Json) => boolean;

const isNot =
  (...defaults: readonly Json[]): Differs =>
  value =>
    !defaults.includes(typeof value === 'string' ? value.toLowerCase() : value);

/** Rules act only under Deny; the defaults are those that firewalls are judged by. */
const limits: Differs = value => {
  const action = partOf(value, 'defaultAction');
  return typeof action !== 'string' || action.toLowerCase() !== 'allow';
};

const RESET: { readonly [type: string]: { readonly [key: string]: Differs } } = {
  [STORAGE_ACCOUNT]: { allowSharedKeyAccess: isNot(true), networkAcls: limits, publicNetworkAccess: isNot('enabled') },
  [VAULT]: { enableRbacAuthorization: isNot(false), networkAcls: limits, publicNetworkAccess: isNot('enabled') },
};

/**
 * The properties after a write of the whole resource. What it leaves out is reset, but of a storage account's or vault's firewall, shared
 * key and permission model no document says whether the service does so: unknown where that matters.
 */
export function withLeftOut(type: string, name: string, old: Json | undefined, sent: Row): Row {
  let result: Row = { ...sent };
  for (const [key, value] of Object.entries(azuresOwn(old))) result = withKey(result, key, () => value);
  for (const [key, differs] of Object.entries(RESET[type] ?? {})) {
    const present = partOf(old, key) ?? null;
    if ((partOf(sent, key) ?? null) !== null || present === null || !differs(present)) continue;
    const because = `the plan leaves out ${key} of ${name}, and no document says whether the service keeps the present value`;
    result = withKey(result, key, () => unknownValue(because));
  }
  return result;
}

/** Objects whose parts are read one by one, and the values that are. */
type Shape = { readonly [key: string]: Shape | 'value' };

const SELECTOR: Shape = { identityType: 'value', userAssignedIdentityResourceId: 'value' };
const FIREWALL: Shape = { defaultAction: 'value', bypass: 'value', ipRules: 'value' };

const SHAPES: { readonly [type: string]: Shape } = {
  [CLUSTER]: {
    commandOutputSettings: { containerUrl: 'value', associatedIdentity: SELECTOR, overrides: 'value' },
    analyticsOutputSettings: { analyticsWorkspaceId: 'value', associatedIdentity: SELECTOR },
    secretArchiveSettings: { vaultUri: 'value', associatedIdentity: SELECTOR },
    analyticsWorkspaceId: 'value',
    secretArchive: { keyVaultId: 'value', useKeyVault: 'value' },
    clusterServicePrincipal: { applicationId: 'value' },
  },
  [IDENTITY]: { assignmentRestrictions: 'value' },
  [STORAGE_ACCOUNT]: { networkAcls: FIREWALL, publicNetworkAccess: 'value', allowSharedKeyAccess: 'value' },
  [VAULT]: { enableRbacAuthorization: 'value', networkAcls: FIREWALL, publicNetworkAccess: 'value' },
};

/** The properties of something of which only what is sent is known: all else that is read of it is unknown. */
export function withUnread(type: string, sent: Row, because: string): Row {
  return filled(sent, SHAPES[type] ?? {}, because);
}

function filled(sent: Row, shape: Shape, because: string): Row {
  let result = sent;
  for (const [key, part] of Object.entries(shape)) {
    const value = partOf(sent, key);
    if (value === undefined) result = { ...result, [key]: unknownValue(because) };
    else if (part !== 'value' && isObject(value)) result = withKey(result, key, () => filled(value, part, because));
  }
  return result;
}
