/** The firewalls of storage accounts and key vaults, with every documented default applied. */

import type { Row } from '../model/estate.ts';
import { type Fact, Unknown } from '../model/fact.ts';
import { at, listAt, textAt } from '../model/json.ts';
import type { Facts } from '../subjects/subjects.ts';
import { addressesOutside, isAddress } from './address.ts';

type Firewall = Facts<'Firewall'>;

/**
 * A storage account's firewall (storage-network-security): rules act only where `defaultAction` is Deny, whose default is Allow.
 * No document says whether the trusted-services exception still applies where public network access is disabled.
 */
export function storageFirewall(account: Row, declared: readonly string[]): Firewall {
  const settings = read(account);
  if (isDisabled(settings)) {
    const because =
      'public network access is disabled, and the documents do not say that the trusted-services exception still applies';
    return firewall(settings, declared, true, new Unknown(because));
  }
  if (isPerimeter(settings)) return perimeter(settings, declared);
  return firewall(settings, declared, isDeny(settings), bypassFact(settings));
}

/**
 * A key vault's firewall (key-vault/general/network-security, how-to-azure-key-vault-network-security): without network rules there is none;
 * disabled public access is limited whatever `defaultAction` says, and trusted services still pass where `bypass` lets them.
 */
export function vaultFirewall(vault: Row, declared: readonly string[]): Firewall {
  const settings = read(vault);
  if (isPerimeter(settings)) return perimeter(settings, declared);
  const isUndecided = settings.hasRules && settings.defaultAction === '' && !isDisabled(settings);
  const limits = isUndecided
    ? new Unknown('the firewall has network rules without "defaultAction", whose default no document states')
    : isDisabled(settings) || isDeny(settings);
  return firewall(settings, declared, limits, bypassFact(settings));
}

/** The firewall of something that does not exist, or is not known to. */
export function noFirewall(because: string): Firewall {
  const unknown = new Unknown(because);
  return {
    limitsAccess: unknown,
    defaultAction: unknown,
    bypass: unknown,
    publicNetworkAccess: unknown,
    admitsTrustedServices: unknown,
    declaredAddresses: unknown,
    addressesOutside: unknown,
  };
}

type Settings = {
  readonly hasRules: boolean;
  readonly defaultAction: string;
  readonly bypass: string;
  readonly publicNetworkAccess: string;
  readonly ipRules: readonly string[];
};

function read(resource: Row): Settings {
  const acls = at(resource, 'properties', 'networkAcls');
  return {
    hasRules: typeof acls === 'object' && acls !== null,
    defaultAction: textAt(acls, 'defaultAction') ?? '',
    bypass: textAt(acls, 'bypass') ?? '',
    publicNetworkAccess: textAt(resource, 'properties', 'publicNetworkAccess') ?? '',
    ipRules: listAt(acls, 'ipRules').flatMap(rule => textAt(rule, 'value') ?? []),
  };
}

const isDeny = ({ defaultAction }: Settings) => defaultAction.toLowerCase() === 'deny';
const isDisabled = ({ publicNetworkAccess }: Settings) => publicNetworkAccess.toLowerCase() === 'disabled';
const isPerimeter = ({ publicNetworkAccess }: Settings) => publicNetworkAccess.toLowerCase() === 'securedbyperimeter';

function perimeter(settings: Settings, declared: readonly string[]): Firewall {
  const because =
    'a network security perimeter decides, and trusted access is not honoured where the perimeter is in enforced mode';
  const addresses = 'a network security perimeter decides which addresses are let in';
  return { ...firewall(settings, declared, true, new Unknown(because)), addressesOutside: new Unknown(addresses) };
}

/** `bypass` is a list with commas, in any order, case and spacing: "Logging, Metrics, AzureServices". */
function bypassFact({ bypass }: Settings): Fact<boolean> {
  if (bypass === '') return new Unknown('the firewall denies by default and the setting "bypass" is absent');
  return bypass.split(',').some(part => part.trim().toLowerCase() === 'azureservices');
}

function firewall(
  settings: Settings,
  declared: readonly string[],
  limitsAccess: Fact<boolean>,
  admitsTrustedServices: Fact<boolean>,
): Firewall {
  return {
    limitsAccess,
    defaultAction: settings.defaultAction,
    bypass: settings.bypass,
    publicNetworkAccess: settings.publicNetworkAccess,
    admitsTrustedServices: limitsAccess === false ? true : admitsTrustedServices,
    declaredAddresses: declared,
    addressesOutside: limitsAccess === false ? [] : outside(settings, declared),
  };
}

function outside(settings: Settings, declared: readonly string[]): Fact<readonly string[]> {
  if (isDisabled(settings)) {
    return new Unknown(
      'public network access is disabled, so IP rules have no effect; operators can only come through private endpoints',
    );
  }
  const found = addressesOutside(declared, settings.ipRules);
  const unread = settings.ipRules.find(rule => !isAddress(rule));
  if (found.length > 0 && unread !== undefined) return new Unknown(`the IP rule "${unread}" is no address or range`);
  return found;
}
