/** The firewalls of storage accounts and key vaults, with every documented default applied. */

import type { Row } from '../model/estate.ts';
import { type Fact, factOf, isUnknown, mapFact, Unknown } from '../model/fact.ts';
import { at, listAt, textAt } from '../model/json.ts';
import type { Facts } from '../subjects/subjects.ts';
import { addressesOutside, isAddress } from './address.ts';
import { any, not } from './certainty.ts';

type Firewall = Facts<'Firewall'>;

/**
 * A storage account's firewall (storage-network-security): rules act only where `defaultAction` is Deny, whose default is Allow.
 * No document says whether the trusted-services exception still applies where public network access is disabled.
 */
export function storageFirewall(account: Row, declared: readonly string[]): Firewall {
  const settings = read(account);
  const unsaid = new Unknown(
    'public network access is disabled, and the documents do not say that the trusted-services exception still applies',
  );
  // Where the network rules deny as well and make no exception, there is none that could apply.
  const closed = isDeny(settings) === true && bypassFact(settings) === false ? false : unsaid;
  return firewall(settings, declared, isDeny(settings), closed);
}

/**
 * A key vault's firewall (key-vault/general/network-security, how-to-azure-key-vault-network-security): without network rules there is none;
 * disabled public access is limited whatever `defaultAction` says, and trusted services still pass where `bypass` lets them.
 */
export function vaultFirewall(vault: Row, declared: readonly string[]): Firewall {
  const settings = read(vault);
  const undecided = new Unknown(
    'the firewall has network rules without "defaultAction", whose default no document states',
  );
  const denies = mapFact(settings.hasRules, hasRules =>
    mapFact(settings.defaultAction, action => (hasRules && action === '' ? undecided : isDeny(settings))),
  );
  return firewall(settings, declared, denies, bypassFact(settings));
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
  readonly hasRules: Fact<boolean>;
  readonly defaultAction: Fact<string>;
  readonly bypass: Fact<string>;
  readonly publicNetworkAccess: Fact<string>;
  readonly ipRules: readonly Fact<string>[];
};

function read(resource: Row): Settings {
  const acls = factOf(() => at(resource, 'properties', 'networkAcls') ?? null);
  return {
    hasRules: mapFact(acls, found => typeof found === 'object' && found !== null),
    defaultAction: mapFact(acls, found => textAt(found, 'defaultAction') ?? ''),
    bypass: mapFact(acls, found => textAt(found, 'bypass') ?? ''),
    publicNetworkAccess: factOf(() => textAt(resource, 'properties', 'publicNetworkAccess') ?? ''),
    ipRules: ipRules(resource),
  };
}

/**
 * The addresses and ranges of a firewall's IP rules; one that is unknown may stand for any number of them. Storage accounts keep
 * those of IPv6 in a list of their own (`az storage account network-rule add --ipv6-address`).
 */
export function ipRules(resource: Row): readonly Fact<string>[] {
  return ['ipRules', 'ipv6Rules'].flatMap(list => {
    const rules = factOf(() => listAt(resource, 'properties', 'networkAcls', list));
    if (isUnknown(rules)) return [rules];
    return rules.map(rule => factOf(() => textAt(rule, 'value') ?? '')).filter(value => value !== '');
  });
}

const isDeny = ({ defaultAction }: Settings) => mapFact(defaultAction, action => action.toLowerCase() === 'deny');
const isDisabled = (publicAccess: string) => publicAccess.toLowerCase() === 'disabled';
const isPerimeter = (publicAccess: string) => publicAccess.toLowerCase() === 'securedbyperimeter';

/** `bypass` is a list with commas, in any order, case and spacing: "Logging, Metrics, AzureServices". */
function bypassFact({ bypass }: Settings): Fact<boolean> {
  return mapFact(bypass, text => {
    if (text === '') return new Unknown('the firewall denies by default and the setting "bypass" is absent');
    return text.split(',').some(part => part.trim().toLowerCase() === 'azureservices');
  });
}

/**
 * @param denies whether the network rules deny by default
 * @param closed whether trusted services may pass where public network access is disabled
 */
function firewall(
  settings: Settings,
  declared: readonly string[],
  denies: Fact<boolean>,
  closed: Fact<boolean>,
): Firewall {
  const { publicNetworkAccess } = settings;
  const isClosed = mapFact(publicNetworkAccess, access => isDisabled(access) || isPerimeter(access));
  const limitsAccess = any(isClosed, denies);
  const passes = mapFact(publicNetworkAccess, access => {
    if (isPerimeter(access)) {
      const because =
        'a network security perimeter decides, and trusted access is not honoured where the perimeter is in enforced mode';
      return new Unknown(because);
    }
    return isDisabled(access) ? closed : bypassFact(settings);
  });
  return {
    limitsAccess,
    defaultAction: settings.defaultAction,
    bypass: settings.bypass,
    publicNetworkAccess,
    admitsTrustedServices: any(not(limitsAccess), passes),
    declaredAddresses: declared,
    addressesOutside: limitsAccess === false ? [] : outside(settings, declared, limitsAccess),
  };
}

/** Where an address is let in, it does not matter whether access is limited at all. */
function outside(
  settings: Settings,
  declared: readonly string[],
  limitsAccess: Fact<boolean>,
): Fact<readonly string[]> {
  return mapFact(settings.publicNetworkAccess, access => {
    if (isPerimeter(access)) return new Unknown('a network security perimeter decides which addresses are let in');
    if (isDisabled(access)) {
      return new Unknown(
        'public network access is disabled, so IP rules have no effect; operators can only come through private endpoints',
      );
    }
    const rules = settings.ipRules.flatMap(rule => (isUnknown(rule) ? [] : rule));
    const found = addressesOutside(declared, rules);
    if (found.length === 0) return found;
    const unread = rules.find(rule => !isAddress(rule));
    if (unread !== undefined) return new Unknown(`the IP rule "${unread}" is no address or range`);
    return settings.ipRules.find(isUnknown) ?? mapFact(limitsAccess, () => found);
  });
}
