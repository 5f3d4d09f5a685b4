/** The resources that settings name: storage accounts and containers, vaults, workspaces. */

import type { Row } from '../model/estate.ts';
import { type Fact, factOf, isUnknown, mapFact, Unknown } from '../model/fact.ts';
import { at, textAt } from '../model/json.ts';
import { parseResourceId } from '../model/resource-id.ts';
import { STORAGE_ACCOUNT, VAULT, WORKSPACE } from '../model/resource-types.ts';
import type { Facts } from '../subjects/subjects.ts';
import { type ContainerAddress, isOneOf, parseContainerUrl, parseVaultUri, withoutSecrets } from './endpoint.ts';
import { noFirewall, storageFirewall, vaultFirewall } from './firewall.ts';
import type { Found, Lookup } from './lookup.ts';
import { idOf, nameOf, withoutProperties } from './row.ts';

/** Where command output goes: the address, and the account and container behind it. */
export type CommandOutputTarget = {
  readonly url: Facts<'ContainerUrl'>;
  readonly storage: Facts<'StorageAccount'>;
  readonly container: Facts<'Container'>;
};

/** The container of a command output. What the service does where a setting names none is not documented. */
export function commandOutputTarget(text: Fact<string | undefined>, lookup: Lookup): CommandOutputTarget {
  const shown = mapFact<string | undefined, string>(text, known => withoutSecrets(known ?? '(none)'));
  const address = containerAddress(text, lookup);
  if (address.is !== 'valid') {
    const found: Found = address.is === 'unknown' ? new Unknown(address.because) : undefined;
    const fault = address.is === 'unknown' ? new Unknown(address.because) : address.fault;
    const isValid = address.is === 'unknown' ? new Unknown(address.because) : false;
    return {
      url: { text: shown, isValid, fault },
      storage: storage(shown, found, lookup),
      container: { id: mapFact(found, () => ''), name: shown, exists: mapFact(found, () => false) },
    };
  }
  const account = mapFact(lookup.byName(STORAGE_ACCOUNT, address.account), row => {
    if (row === undefined) return undefined;
    return mapFact(isAt(address.host, blobEndpoints(row), address.account), () => row);
  });
  return {
    url: { text: shown, isValid: true, fault: '' },
    storage: storage(address.account, account, lookup),
    container: container(address.container, account, lookup),
  };
}

function containerAddress(text: Fact<string | undefined>, lookup: Lookup): ContainerAddress {
  if (isUnknown(text)) return { is: 'unknown', because: text.because };
  if (text === undefined) return { is: 'unknown', because: unnamed('container') };
  return parseContainerUrl(text, lookup.settings.cloud);
}

/** The storage account and container of a locker, by their names. */
export function lockerTarget(
  account: Fact<string>,
  name: Fact<string>,
  lookup: Lookup,
): Omit<CommandOutputTarget, 'url'> {
  const found = mapFact<string, Row | undefined>(account, known => lookup.byName(STORAGE_ACCOUNT, known));
  return {
    storage: storage(isUnknown(account) ? '(none)' : account, found, lookup),
    container: isUnknown(name) ? { id: name, name: '(none)', exists: name } : container(name, found, lookup),
  };
}

function storage(name: Fact<string>, found: Found, lookup: Lookup): Facts<'StorageAccount'> {
  const declared = lookup.settings.operators.addresses;
  return {
    ...named(name, found),
    firewall: firewallOf(found, name, row => storageFirewall(row, declared)),
    // Absent or null means allowed ("Prevent Shared Key authorization for an Azure Storage account").
    allowsSharedKey: setting(found, row => at(row, 'properties', 'allowSharedKeyAccess') !== false),
  };
}

function container(name: string, account: Found, lookup: Lookup): Facts<'Container'> {
  const id = mapFact(account, row => (row === undefined ? '' : `${idOf(row)}/blobServices/default/containers/${name}`));
  const exists = mapFact(id, known => (known === '' ? false : lookup.estate.exists('arm/blobcontainers', known)));
  return { id, name, exists };
}

/** Every blob endpoint that an account shows, those of its routing preferences as well. */
function blobEndpoints(account: Row): Fact<string>[] {
  return [[], ['microsoftEndpoints'], ['internetEndpoints']]
    .map(path => factOf(() => textAt(account, 'properties', 'primaryEndpoints', ...path, 'blob') ?? ''))
    .filter(endpoint => endpoint !== '');
}

/** Whether a host is one of the endpoints; one that is not known yet matters only where no other is the host. */
function isAt(host: string, endpoints: readonly Fact<string>[], account: string): Fact<true> {
  const known = endpoints.flatMap(endpoint => (isUnknown(endpoint) ? [] : endpoint));
  const isOne = isOneOf(host, known, account);
  return isOne === true && known.length > 0 ? true : (endpoints.find(isUnknown) ?? isOne);
}

/** The vault of a secret archive. */
export function vaultTarget(uri: Fact<string | undefined>, lookup: Lookup): Facts<'Vault'> {
  const absent = isUnknown(uri) ? uri : uri === undefined ? new Unknown(unnamed('vault')) : undefined;
  const address = parseVaultUri(typeof uri === 'string' ? uri : '', lookup.settings.cloud);
  const shown = mapFact<string | undefined, string>(uri, known => withoutSecrets(known ?? '(none)'));
  const declared = lookup.settings.operators.addresses;
  const name = address.is === 'valid' ? address.vault : shown;
  const found: Found =
    address.is === 'invalid'
      ? absent
      : mapFact(lookup.byName(VAULT, address.vault), row => {
          const endpoint = textAt(row, 'properties', 'vaultUri');
          return mapFact(isOneOf(address.host, endpoint === undefined ? [] : [endpoint], address.vault), () => row);
        });
  return {
    ...named(name, found),
    uri: shown,
    uriIsValid: absent ?? address.is === 'valid',
    uriFault: absent ?? (address.is === 'valid' ? '' : address.fault),
    // Absent or null means access policies on every vault that was not created through 2026-02-01 or later, and those say true.
    usesRbac: setting(found, row => at(row, 'properties', 'enableRbacAuthorization') === true),
    firewall: firewallOf(found, name, row => vaultFirewall(row, declared)),
  };
}

/** The workspace of an analytics output. */
export function workspaceTarget(id: Fact<string | undefined>, lookup: Lookup): Facts<'Workspace'> {
  if (isUnknown(id)) return named(id, id);
  if (id === undefined) return named('(none)', new Unknown(unnamed('workspace')));
  const parsed = parseResourceId(id);
  const found: Found = parsed?.type === WORKSPACE ? lookup.byId(id) : undefined;
  return named(parsed?.name ?? id, found);
}

function unnamed(what: string): string {
  return `the setting names no ${what}, and no document says what the service does then`;
}

function firewallOf(found: Found, name: Fact<string>, read: (row: Row) => Facts<'Firewall'>): Facts<'Firewall'> {
  if (isUnknown(found)) return noFirewall(found.because);
  if (found === undefined) return noFirewall(`${name as string} does not exist`);
  const without = withoutProperties(found);
  return without === undefined ? read(found) : noFirewall(without.because);
}

/** What a resource is set to: that something is absent is known only where its row has properties. */
function setting(found: Found, read: (row: Row | undefined) => boolean): Fact<boolean> {
  return mapFact(found, row => (row === undefined ? undefined : withoutProperties(row)) ?? read(row));
}

/** The fields that every resource has. Those of one that does not exist are empty. */
function named(name: Fact<string>, found: Found) {
  const part = (read: (id: string) => string): Fact<string> =>
    mapFact(found, row => (row === undefined ? '' : read(idOf(row))));
  return {
    id: part(id => id),
    name: isUnknown(found) || found === undefined ? name : (nameOf(found) ?? name),
    resourceGroup: part(id => parseResourceId(id)?.resourceGroup ?? ''),
    subscriptionId: part(id => parseResourceId(id)?.subscriptionId ?? ''),
    exists: mapFact(found, row => row !== undefined),
  };
}
