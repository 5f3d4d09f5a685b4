/** The addresses that cluster settings hold: of blob containers and of key vaults. */

import { CLOUDS, type Cloud } from '../model/cloud.ts';
import { type Fact, Unknown } from '../model/fact.ts';

/** An address taken apart, or what is wrong with it; unknown where it cannot be decided. */
export type ContainerAddress =
  | { readonly is: 'valid'; readonly host: string; readonly account: string; readonly container: string }
  | { readonly is: 'invalid'; readonly fault: string }
  | { readonly is: 'unknown'; readonly because: string };

export type VaultAddress =
  | { readonly is: 'valid'; readonly host: string; readonly vault: string }
  | { readonly is: 'invalid'; readonly fault: string };

/**
 * Reads `https://<account>.<blob suffix>/<container>`; a query string is left aside, as Azure's own examples carry
 * `?restype=container`. Names: storage-account-overview, "Storage account endpoints"; naming rules of containers:
 * Blob service REST API, "Naming and referencing containers".
 */
export function parseContainerUrl(text: string, cloud: Cloud): ContainerAddress {
  const url = parseHttps(text);
  if (typeof url === 'string') return { is: 'invalid', fault: url };
  const host = url.hostname.toLowerCase();
  const fault = foreign(host, cloud, ({ blobSuffixes }) => blobSuffixes);
  if (fault !== undefined) return { is: 'invalid', fault };
  const suffix = suffixOf(host, cloud.blobSuffixes);
  if (suffix === undefined) {
    const service = otherService(host);
    if (service !== undefined)
      return { is: 'invalid', fault: `${host} is the ${service} endpoint of a storage account, not its blob endpoint` };
    return {
      is: 'unknown',
      because: `${host} is no blob endpoint of ${cloud.name}; it may be a custom domain of a storage account`,
    };
  }
  const [label = '', ...zone] = host.slice(0, -suffix.length - 1).split('.');
  if (suffix === ZONED ? !/^z\d{2}$/.test(zone.join('.')) : zone.length > 0) {
    const fault =
      suffix === ZONED && zone.length === 0
        ? `it has no DNS zone, such as z07, before .${suffix}`
        : `it has more before .${suffix} than the name of an account`;
    return { is: 'invalid', fault: `${host} is no blob endpoint: ${fault}` };
  }
  if (label.endsWith('-secondary'))
    return { is: 'invalid', fault: `${host} is a secondary endpoint, which can only be read` };
  const account = label.replace(/-(?:microsoftrouting|internetrouting)$/, '');
  if (!/^[a-z0-9]{3,24}$/.test(account)) {
    return {
      is: 'invalid',
      fault: `"${label}" is no name of a storage account: 3 to 24 lower-case letters and digits`,
    };
  }
  const [container, ...rest] = url.pathname
    .split('/')
    .filter(segment => segment !== '')
    .map(decoded);
  if (container === undefined) return { is: 'invalid', fault: 'it names no container after the host' };
  if (rest.length > 0 || container !== withoutSecrets(container))
    return { is: 'invalid', fault: 'it has more after the container' };
  const isName = /^(?:\$root|\$web|\$logs|(?!.*--)[a-z0-9](?:[a-z0-9-]{1,61})[a-z0-9])$/.test(container);
  if (!isName) {
    return {
      is: 'invalid',
      fault: `"${container}" is no name of a container: 3 to 63 lower-case letters, digits and single hyphens`,
    };
  }
  return { is: 'valid', host, account, container };
}

/** Reads `https://<vault>.<vault suffix>/`, with or without the slash (key-vault/general/about-keys-secrets-certificates, "Vault name and object name"). */
export function parseVaultUri(text: string, cloud: Cloud): VaultAddress {
  const url = parseHttps(text);
  if (typeof url === 'string') return { is: 'invalid', fault: url };
  const host = url.hostname.toLowerCase();
  const fault = foreign(host, cloud, ({ vaultSuffix }) => [vaultSuffix]);
  if (fault !== undefined) return { is: 'invalid', fault };
  if (suffixOf(host, [cloud.vaultSuffix]) === undefined) {
    return {
      is: 'invalid',
      fault: `${host} is no key vault of ${cloud.name}: its address ends in .${cloud.vaultSuffix}`,
    };
  }
  const vault = host.slice(0, -cloud.vaultSuffix.length - 1);
  if (!/^[a-z](?!.*--)[a-z0-9-]{1,22}[a-z0-9]$/.test(vault)) {
    return { is: 'invalid', fault: `"${vault}" is no name of a key vault: 3 to 24 letters, digits and single hyphens` };
  }
  if (url.pathname !== '/') return { is: 'invalid', fault: 'it has more after the host' };
  return { is: 'valid', host, vault };
}

/** An address without what may be secret in it: a user's password, and the query string, in which a SAS token may stand, even where its `?` is encoded or forgotten. */
export function withoutSecrets(address: string): string {
  return address.replace(/(?:[?#&;]|%3f|%26).*$/is, '').replace(/^([a-z][a-z\d+.-]*:[/\\]*)?.*@/is, '$1');
}

/** Accounts with such endpoints have the DNS zone in their address, others never (storage-account-overview, "Azure DNS zone endpoints"). */
const ZONED = 'blob.storage.azure.net';

/** The service other than blobs whose endpoint of a storage account, in any cloud, a host is (storage-account-overview, "Storage account endpoints"). */
function otherService(host: string): string | undefined {
  for (const suffix of CLOUDS.flatMap(({ blobSuffixes }) => blobSuffixes)) {
    const domain = suffix.slice(suffix.indexOf('.'));
    const service = host.endsWith(domain) ? host.slice(0, -domain.length).split('.').at(-1)! : '';
    if (['dfs', 'file', 'queue', 'table', 'web'].includes(service)) return service;
  }
  return undefined;
}

/** Whether an address that Azure shows for a resource is the one that a setting has; unknown where Azure shows none. */
export function isOneOf(host: string, endpoints: readonly string[], resource: string): Fact<true> {
  if (endpoints.length === 0) return true;
  const hosts = endpoints.map(endpoint =>
    URL.canParse(endpoint) ? new URL(endpoint).hostname.toLowerCase() : endpoint,
  );
  if (hosts.includes(host)) return true;
  return new Unknown(`${host} is none of the addresses of ${resource}: ${[...new Set(hosts)].sort().join(', ')}`);
}

function parseHttps(text: string): URL | string {
  if (!URL.canParse(text)) return 'it is no URL';
  const url = new URL(text);
  if (url.protocol !== 'https:') return 'it does not start with https://';
  if (url.username !== '' || url.password !== '') return 'it carries a user name or password';
  // The URL standard lets `;`, `&` and `=` stand in a host: the rest of a token whose `?` was forgotten.
  if (!/^[\w.:[\]-]*$/.test(url.hostname)) return 'its host is no host name';
  if (url.port !== '') return `it names the port ${url.port}`;
  return url;
}

function foreign(host: string, cloud: Cloud, suffixes: (cloud: Cloud) => readonly string[]): string | undefined {
  if (suffixOf(host, suffixes(cloud)) !== undefined) return undefined;
  const other = CLOUDS.find(
    candidate => candidate.name !== cloud.name && suffixOf(host, suffixes(candidate)) !== undefined,
  );
  return other === undefined ? undefined : `${host} belongs to ${other.name}, not to ${cloud.name}`;
}

function suffixOf(host: string, suffixes: readonly string[]): string | undefined {
  return suffixes.find(suffix => host.endsWith(`.${suffix}`));
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
