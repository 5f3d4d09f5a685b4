/** What an attribute of a resource will be once the plan has run, as far as it can be told beforehand. */

import type { Json } from '../../model/estate.ts';
import { principalOf, roleNamed } from '../../model/plan.ts';
import { CONTAINER, IDENTITY, ROLE_DEFINITION, STORAGE_ACCOUNT, VAULT } from '../../model/resource-types.ts';
import type { Path } from '../../sources/yaml.ts';
import { type Instance, look } from './instance.ts';
import { nameFrom } from './stand-in.ts';
import { isOf } from './types.ts';
import { textOf, walk } from './walk.ts';
import type { World } from './world.ts';

/**
 * The value of a referenced attribute, where it is of the kind that is wanted, else `undefined`. An empty path stands for whichever
 * attribute is of that kind: a plan does not tell what follows `resource[each.key]`.
 */
export type Want = (of: Instance, path: Path, world: World) => Json | undefined;

/** The id of a resource of these types, or of any. */
export function identifier(...types: readonly string[]): Want {
  return (of, path, world) => {
    const [attribute, ...rest] = path;
    if (rest.length > 0 || !idAttributes(of).includes(attribute)) return undefined;
    if (types.length > 0 && !isOf(of, ...types)) return undefined;
    const identified = world.identify(of);
    return identified.is === 'known' ? identified.id : undefined;
  };
}

function idAttributes(of: Instance): readonly (string | number | undefined)[] {
  if (of.type === 'azurerm_role_definition') return ['role_definition_resource_id', undefined];
  // A file system is a container; its id is its URL.
  if (of.type === 'azurerm_storage_data_lake_gen2_filesystem') return ['resource_manager_id'];
  if (of.type === 'azurerm_storage_container') {
    // Of a container that is made through its account's name the id is its URL (azurerm_storage_container, 4.x).
    return ['resource_manager_id', ...(isMadeByUrl(of) ? [] : ['id', undefined])];
  }
  return of.type === 'azapi_update_resource' || of.type === 'azapi_resource_action'
    ? ['resource_id', 'id', undefined]
    : ['id', undefined];
}

function isMadeByUrl(of: Instance): boolean {
  return textOf(of.after, 'storage_account_name') !== undefined;
}

/** The principal of a user-assigned identity, or of a resource's system-assigned one. */
export const principal: Want = (of, path, world) => {
  const text = path.join('.');
  const identified = world.identify(of);
  if (isOf(of, IDENTITY)) {
    const names = of.type === 'azapi_resource' ? ['output.properties.principalId', 'output', ''] : ['principal_id', ''];
    return names.includes(text) && identified.is === 'known' ? principalOf(identified.id) : undefined;
  }
  const ofSystem = ['identity.0.principal_id', 'identity.principal_id', 'identity', 'output.identity.principalId'];
  if (!ofSystem.includes(text)) return undefined;
  if (identified.is === 'known') return principalOf(identified.id);
  // Another resource's identity, and so nobody else's, though nothing here knows how Azure will call the resource.
  return of.type.startsWith('azurerm_') && world.isNew(of)
    ? principalOf(`/terraform/${nameFrom(of.address)}`)
    : undefined;
};

/** A role definition. */
export const role: Want = (of, path, world) => {
  if (of.resource.startsWith('data.') && isOf(of, ROLE_DEFINITION)) {
    const name = look(of, ['name']).value;
    const isId = ['', 'id', 'role_definition_id', 'role_definition_resource_id'].includes(path.join('.'));
    return isId && typeof name === 'string' ? roleNamed(name) : undefined;
  }
  return identifier(ROLE_DEFINITION)(of, path, world);
};

/** A key vault's address: `https://<name>.vault.azure.net/` in the public cloud. */
export const vaultUri: Want = (of, path, { cloud }) => {
  const names = of.type === 'azapi_resource' ? ['output.properties.vaultUri', 'output', ''] : ['vault_uri', ''];
  const name = look(of, ['name']).value;
  if (!isOf(of, VAULT) || !names.includes(path.join('.')) || typeof name !== 'string') return undefined;
  return `https://${name.toLowerCase()}.${cloud.vaultSuffix}/`;
};

/** The whole address of a container. */
export const containerUrl: Want = (of, path, world) => {
  const names = of.type === 'azurerm_storage_container' ? ['url', ...(isMadeByUrl(of) ? ['id'] : [])] : [];
  const identified = world.identify(of);
  if (!names.includes(path.join('.')) || identified.is !== 'known') return undefined;
  const match = /\/storageAccounts\/([^/]+)\/blobServices\/default\/containers\/([^/]+)$/i.exec(identified.id);
  return match === null ? undefined : `https://${match[1]}.${world.cloud.blobSuffixes[0]}/${match[2]}`;
};

/** A storage account's address for blobs, with a slash at its end. An account with a DNS zone endpoint gets its zone from Azure. */
export const blobEndpoint: Want = (of, path, { cloud }) => {
  const text = path.join('.');
  const isEndpoint =
    of.type === 'azapi_resource'
      ? ['output.properties.primaryEndpoints.blob', 'output'].includes(text)
      : ['primary_blob_endpoint', 'primary_blob_host'].includes(text);
  const zone = textOf(of.after, 'dns_endpoint_type') ?? textOf(walk(of.after, 'body', 'properties'), 'dnsEndpointType');
  const name = look(of, ['name']).value;
  if (!isOf(of, STORAGE_ACCOUNT) || !isEndpoint || typeof name !== 'string') return undefined;
  return zone === 'AzureDnsZone' ? undefined : `https://${name}.${cloud.blobSuffixes[0]}/`;
};

/** A container, by its id, for what is put together from its name. */
export const containerName: Want = (of, path, world) =>
  isOf(of, CONTAINER) && ['name', ''].includes(path.join('.'))
    ? identifier(CONTAINER)(of, of.type.startsWith('azurerm_') ? ['resource_manager_id'] : [], world)
    : undefined;
