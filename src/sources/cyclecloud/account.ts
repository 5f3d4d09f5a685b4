/** Reads an account record, as `cyclecloud account create -f` takes it; the secret that it may hold stays behind. */

import type { Row } from '../../model/estate.ts';
import { type Fact, Unknown } from '../../model/fact.ts';
import type { Location } from '../../model/finding.ts';
import type { Problem } from '../problem.ts';
import { type JsonObject, keyOf, type Located, readObject, readText } from './json.ts';
import { isLiteralSecret } from './secret-names.ts';

/**
 * An account of CycleCloud with a subscription. A value that the record lacks is `null`, at the record's own place.
 * Two forms of the record are public: one says `AuthType` and `AzureRMClientId`, the one that CycleCloud Workspace for
 * Slurm writes says `AzureRMUseManagedIdentity` and `AzureRMApplicationId`.
 */
export type Account = {
  readonly at: Location;
  readonly name: Located<string | null>;
  readonly subscriptionId: Located<string | null>;
  /** `ManagedIdentity`, `Secret` (an application that signs in with one), or another `AuthType` as it is spelt. */
  readonly authType: Located<Fact<string>>;
  /** Of the application or of a user-assigned identity; `null` for the server's system-assigned identity. */
  readonly clientId: Located<string | null>;
  readonly tenantId: Located<string | null>;
  /** `ManagedIdentity`, `SharedAccessKey`, or as it is spelt. */
  readonly lockerAuthMode: Located<string | null>;
  /** The resource id of the identity that nodes get for the locker. */
  readonly lockerIdentity: Located<string | null>;
  readonly storageAccount: Located<string | null>;
  readonly container: Located<string | null>;
  /** A secret stands in the record itself, not a placeholder for one. */
  readonly hasSecret: Located<boolean>;
};

/** The account of a file, and what is wrong with it. */
export function parseAccount(
  text: string,
  file: string,
): { readonly account: Account | null; readonly problems: readonly Problem[] } {
  const { object, problems: faults } = readObject(text, file, 'CycleCloud account record');
  if (object === null) return { account: null, problems: faults };
  const problems: Problem[] = [];
  const read = (...names: readonly string[]) => readText(object, problems, ...names);
  const hasSecret = readHasSecret(object);
  const account: Account = {
    at: object.source.locate(object.path),
    name: read('Name'),
    subscriptionId: read('AzureRMSubscriptionId', 'ProviderId'),
    authType: readAuthType(object, problems),
    clientId: read('AzureRMClientId', 'AzureRMApplicationId'),
    tenantId: read('AzureRMTenantId'),
    lockerAuthMode: canonical(read('LockerAuthMode'), ['ManagedIdentity', 'SharedAccessKey']),
    lockerIdentity: read('LockerIdentity'),
    storageAccount: read('RMStorageAccount'),
    container: read('RMStorageContainer'),
    hasSecret,
  };
  return { account, problems };
}

const SECRET = 'AzureRMApplicationSecret';

function readHasSecret(object: JsonObject): Located<boolean> {
  const key = keyOf(object, SECRET);
  const value = key === undefined ? null : object.value[key]!;
  return {
    value: value !== null && isLiteralSecret(String(value), 'password'),
    at: object.source.locate(key === undefined ? object.path : [...object.path, key]),
  };
}

function readAuthType(object: JsonObject, problems: Problem[]): Located<Fact<string>> {
  const authType = canonical(readText(object, problems, 'AuthType'), ['ManagedIdentity', 'Secret']);
  const flagKey = keyOf(object, 'AzureRMUseManagedIdentity');
  const flagAt = object.source.locate(flagKey === undefined ? object.path : [...object.path, flagKey]);
  const flag = flagKey === undefined ? undefined : flagOf(object.value, flagKey);
  if (flag === null) problems.push({ ...flagAt, says: `"${flagKey}" is neither true nor false; write one of them` });
  if (authType.value === null) {
    if (typeof flag === 'boolean') return { value: flag ? 'ManagedIdentity' : 'Secret', at: flagAt };
    const secret = readText(object, problems, SECRET);
    if (secret.value !== null) return { value: 'Secret', at: secret.at };
    return { value: new Unknown('the record has neither AuthType nor AzureRMUseManagedIdentity'), at: authType.at };
  }
  if (typeof flag === 'boolean' && flag !== (authType.value === 'ManagedIdentity')) {
    const because = `AuthType ${authType.value} and ${flagKey} ${flag} contradict each other`;
    return { value: new Unknown(because), at: authType.at };
  }
  return { value: authType.value, at: authType.at };
}

/** A flag, written as a boolean or as its name; `undefined` for `null`, `null` for anything else. */
function flagOf(record: Row, key: string): boolean | undefined | null {
  const value = record[key];
  if (value === null || typeof value === 'boolean') return value ?? undefined;
  const text = typeof value === 'string' ? value.trim().toLowerCase() : undefined;
  return text === 'true' ? true : text === 'false' ? false : null;
}

function canonical(read: Located<string | null>, spellings: readonly string[]): Located<string | null> {
  const known = spellings.find(spelling => spelling.toLowerCase() === read.value?.toLowerCase());
  return known === undefined ? read : { value: known, at: read.at };
}
