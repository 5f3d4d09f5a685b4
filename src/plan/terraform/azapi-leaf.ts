/** Single values of an azapi body that are known only after apply. */

import type { Json } from '../../model/estate.ts';
import { IDENTITY, VAULT, WORKSPACE } from '../../model/resource-types.ts';
import type { Path } from '../../sources/yaml.ts';
import type { Instance } from './instance.ts';
import { blobEndpoint, containerName, containerUrl, identifier, principal, role, vaultUri, type Want } from './want.ts';
import type { World } from './world.ts';

/** What can stand at a key. */
const LEAVES: ReadonlyMap<string, Want> = new Map(
  Object.entries({
    analyticsworkspaceid: identifier(WORKSPACE),
    containerurl: containerUrl,
    keyvaultid: identifier(VAULT),
    principalid: principal,
    roledefinitionid: role,
    userassignedidentityresourceid: identifier(IDENTITY),
    vaulturi: vaultUri,
  }),
);

/**
 * A plan lists the references of a body as a whole. What stands at a key is therefore known where exactly one of them is of its
 * kind, else it stays unknown, with the references that it may be.
 */
export function leafOf(of: Instance, world: World, path: Path): Json {
  const key = String(path.at(-1));
  const want = LEAVES.get(key.toLowerCase());
  if (want === undefined) return world.unknown(of, path, key);
  const found = want === containerUrl ? urlOf(of, world, path) : world.pick(of, path, want);
  return found ?? world.unknown(of, path, key, want === containerUrl ? endpointOrName : want);
}

/** A container's own URL; or its account's endpoint and its name, the only way in which the two make an address. */
function urlOf(of: Instance, world: World, path: Path): Json | undefined {
  const parts = world
    .sources(of, path)
    .map(source => (source.is === 'attribute' ? endpointOrName(source.of, source.path, world) : undefined));
  const whole = world.pick(of, path, containerUrl);
  const endpoint = world.pick(of, path, blobEndpoint);
  const container = world.pick(of, path, containerName);
  const [only, ...others] = new Set(parts.filter(part => part !== undefined));
  if (whole !== undefined) return others.length === 0 && only === whole ? whole : undefined;
  if (typeof endpoint !== 'string' || typeof container !== 'string') return undefined;
  const match = /\/storageAccounts\/([^/]+)\/blobServices\/default\/containers\/([^/]+)$/i.exec(container);
  return match !== null && endpoint.startsWith(`https://${match[1]}.`) ? `${endpoint}${match[2]}` : undefined;
}

const endpointOrName: Want = (of, path, world) =>
  containerUrl(of, path, world) ?? blobEndpoint(of, path, world) ?? containerName(of, path, world);
