/** A cluster's settings as the Azure CLI spells them, in the shape of the resource. */

import type { Json, Row } from '../../../model/estate.ts';
import { unknownValue, whyUnknown } from '../../../model/json.ts';
import { meant } from '../../../sources/meant.ts';
import type { Arg } from '../az-command.ts';
import type { Body } from '../body.ts';
import { bodyValue, fillHoles, isHole } from '../hole.ts';
import { partialValue, shorthand, simpleValue } from '../shorthand.ts';
import type { Site } from '../site.ts';

/** Keys without dashes and capitals, and where their values stand in the resource. */
type Keys = { readonly [key: string]: readonly string[] };

const IDENTITY: Keys = {
  'identity-type': ['associatedIdentity', 'identityType'],
  'identity-resource-id': ['associatedIdentity', 'userAssignedIdentityResourceId'],
  'user-assigned-identity-resource-id': ['associatedIdentity', 'userAssignedIdentityResourceId'],
  'associated-identity': ['associatedIdentity'],
};

const OVERRIDE: Keys = { ...IDENTITY, 'command-output-type': ['commandOutputType'], 'container-url': ['containerUrl'] };

type Setting = { readonly options: readonly string[]; readonly property: string; readonly keys: Keys };

/** Options of `az networkcloud cluster create` and `update` (Azure CLI extension networkcloud). */
export const SETTINGS: readonly Setting[] = [
  {
    options: ['--command-output-settings', '--co-settings'],
    property: 'commandOutputSettings',
    keys: { ...IDENTITY, 'container-url': ['containerUrl'], overrides: ['overrides'] },
  },
  {
    options: ['--analytics-output-settings', '--ao-settings'],
    property: 'analyticsOutputSettings',
    keys: { ...IDENTITY, 'analytics-workspace-id': ['analyticsWorkspaceId'] },
  },
  {
    options: ['--secret-archive-settings', '--sa-settings'],
    property: 'secretArchiveSettings',
    keys: { ...IDENTITY, 'vault-uri': ['vaultUri'] },
  },
  {
    options: ['--secret-archive'],
    property: 'secretArchive',
    keys: { 'key-vault-id': ['keyVaultId'], 'use-key-vault': ['useKeyVault'] },
  },
  {
    options: ['--cluster-service-principal', '--cluster-sp'],
    property: 'clusterServicePrincipal',
    // The password is not taken over.
    keys: {
      'application-id': ['applicationId'],
      'principal-id': ['principalId'],
      'tenant-id': ['tenantId'],
      password: [],
    },
  },
];

/** Puts what the values of one setting's option say into the body. */
export function addSetting({ options, property, keys }: Setting, values: readonly Arg[], body: Body, site: Site): void {
  const reading = { option: options[0]!, site };
  for (const arg of values) {
    const raw = rawValue(arg, reading.option, site);
    addParts(['properties', property], isPlain(raw) ? inShape(raw, keys, { ...reading, arg }) : raw, body, arg);
  }
}

function addParts(path: readonly string[], value: Json, body: Body, arg: Arg): void {
  if (!isPlain(value)) body.set(path, value, arg.at);
  else for (const [key, item] of Object.entries(value)) addParts([...path, key], item, body, arg);
}

/** An object that is known as one. */
function isPlain(value: Json): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && whyUnknown(value) === undefined;
}

/** What an argument says, with the Azure CLI's own keys. */
function rawValue(arg: Arg, option: string, site: Site): Json {
  const partial = isHole(arg.text) ? undefined : partialValue(arg.text);
  if (partial === undefined) return compound(arg.text.trim(), `the value of ${option}`, arg, site);
  const { path, value } = partial;
  if (path.some(step => typeof step === 'number')) {
    const list = String(path.find(step => typeof step === 'string'));
    return { [list]: unknownValue(`${option} changes one of its ${list}, and not all of them are known`) };
  }
  const last = fold(String(path.at(-1)));
  const isCompound = last === 'overrides' || last === 'associatedidentity';
  const leaf = isCompound ? compound(value, `the value of ${path.join('.')} in ${option}`, arg, site) : simple(value);
  return path.reduceRight<Json>((inner, key) => ({ [key]: inner }), leaf);
}

function compound(text: string, what: string, arg: Arg, site: Site): Json {
  if (isHole(text)) return bodyValue(text);
  if (text === 'null') return null;
  const read = shorthand(text);
  if (typeof read === 'object') return fillHoles(read);
  throw site.fail(`${what} is no object: expected key=value, {key:value} or JSON`, arg.at);
}

function simple(text: string): Json {
  const value = simpleValue(text);
  return value === null ? null : bodyValue(value);
}

type Reading = { readonly option: string; readonly arg: Arg; readonly site: Site };

/** An object with the Azure CLI's keys, or the resource's own, in the shape of the resource. */
function inShape(value: Json, keys: Keys, reading: Reading): Json {
  if (Array.isArray(value)) return value.map(item => inShape(item, keys, reading));
  if (!isPlain(value)) return value;
  let shaped: Row = {};
  for (const [key, item] of Object.entries(value)) {
    const path = keyOf(key, keys);
    if (path === undefined)
      throw reading.site.fail(
        `${reading.option} has no key "${key}"; ${meant(key, Object.keys(keys))}`,
        reading.arg.at,
      );
    const [outer, inner] = path;
    if (outer === undefined) continue;
    if (inner !== undefined) shaped = { ...shaped, [outer]: { ...(shaped[outer] as Row), [inner]: item } };
    else if (outer === 'associatedIdentity' && isPlain(item)) {
      const selector = inShape(item, IDENTITY, reading) as Row;
      shaped = {
        ...shaped,
        associatedIdentity: { ...(shaped.associatedIdentity as Row), ...(selector.associatedIdentity as Row) },
      };
    } else shaped = { ...shaped, [outer]: outer === 'overrides' ? inShape(item, OVERRIDE, reading) : item };
  }
  return shaped;
}

function keyOf(key: string, keys: Keys): readonly string[] | undefined {
  return Object.entries(keys).find(([name]) => fold(name) === fold(key))?.[1];
}

function fold(key: string): string {
  return key.replaceAll(/[-_]/g, '').toLowerCase();
}
