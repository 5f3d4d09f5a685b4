/** The locker of a server: its storage account, its identity, and what that identity holds. */

import { type Fact, isUnknown, mapFact, Unknown } from '../model/fact.ts';
import type { Location } from '../model/finding.ts';
import type { Grant } from '../model/grant.ts';
import { REQUIRED_ROLES } from '../model/roles.ts';
import type { Facts } from '../subjects/subjects.ts';
import { undeclared } from './cyclecloud-account.ts';
import { unreadOf } from './cyclecloud-rights.ts';
import { attachedIdentity, type Server } from './cyclecloud-server.ts';
import { grantFacts } from './grant.ts';
import { isAttached, noIdentity } from './identity.ts';
import type { Lookup } from './lookup.ts';
import { lockerTarget } from './resources.ts';

const READER = REQUIRED_ROLES.find(({ name }) => name === 'Storage Blob Data Reader')!;

/** A locker as a record or the config declares it. */
export type LockerSettings = {
  readonly at: Location | undefined;
  readonly authMode: Fact<string>;
  readonly storageAccount: Fact<string>;
  readonly container: Fact<string>;
  /** As it is written; empty where none is. */
  readonly identity: Fact<string>;
};

export type Locker = {
  readonly locker: Facts<'Locker'>;
  readonly lockerIdentity: Facts<'Identity'>;
  readonly storage: Facts<'StorageAccount'>;
  readonly container: Facts<'Container'>;
};

export function lockerSettings(server: Server): LockerSettings {
  const { account, locker } = server.declared ?? {};
  if (account !== undefined) {
    const { lockerAuthMode, lockerIdentity, storageAccount, container, at } = account;
    const needed = (value: string | null, key: string) => value ?? new Unknown(`the account record has no ${key}`);
    return {
      at,
      authMode: needed(lockerAuthMode.value, 'LockerAuthMode'),
      storageAccount: needed(storageAccount.value, 'RMStorageAccount'),
      container: needed(container.value, 'RMStorageContainer'),
      identity: lockerIdentity.value ?? '',
    };
  }
  if (locker !== undefined) {
    return {
      at: locker.at,
      authMode: locker.identity === undefined ? 'SharedAccessKey' : 'ManagedIdentity',
      storageAccount: locker.storageAccount,
      container: locker.container ?? new Unknown('the config names no container of the locker'),
      identity: locker.identity ?? '',
    };
  }
  const unknown = new Unknown(undeclared(server, 'account record and no locker'));
  return { at: undefined, authMode: unknown, storageAccount: unknown, container: unknown, identity: unknown };
}

export function lockerOf(server: Server, settings: LockerSettings, lookup: Lookup): Locker {
  const { authMode, identity: text } = settings;
  const target = lockerTarget(settings.storageAccount, settings.container, lookup);
  const lockerIdentity = isUnknown(text)
    ? noIdentity(text)
    : text === ''
      ? noIdentity(false)
      : attachedIdentity(text, server.attached, lookup);
  const storageId = target.storage.id;
  const onStorage = (read: (principal: string, storage: string) => Fact<readonly Facts<'Grant'>[]>) =>
    mapFact(lockerIdentity.principalId, principal => mapFact(storageId, storage => read(principal, storage)));
  const locker: Facts<'Locker'> = {
    authMode,
    usesIdentity: mapFact(authMode, mode =>
      ['ManagedIdentity', 'SharedAccessKey'].includes(mode)
        ? mode === 'ManagedIdentity'
        : new Unknown(`"${mode}" is a LockerAuthMode that is not documented`),
    ),
    identityText: text,
    identityIsServers: isServers(text, server),
    widerGrants: onStorage((principal, storage) => widerGrants(principal, storage, lookup)),
    otherGrants: onStorage((principal, storage) => otherGrants(principal, storage, lookup)),
  };
  return { locker, lockerIdentity, ...target };
}

/** The places of what rules find fault with. */
export function lockerPlaces({ declared }: Server): { readonly [field: string]: Location } {
  const { account, locker } = declared ?? {};
  if (account === undefined) return locker === undefined ? {} : { 'locker.usesIdentity': locker.at };
  return {
    'locker.usesIdentity': account.lockerAuthMode.at,
    'lockerIdentity.exists': account.lockerIdentity.at,
    'locker.identityIsServers': account.lockerIdentity.at,
    'storage.exists': account.storageAccount.at,
    'storage.allowsSharedKey': account.storageAccount.at,
  };
}

function isServers(text: Fact<string>, { row, attached }: Server): Fact<boolean> {
  if (isUnknown(row)) return row;
  return mapFact(text, id => id !== '' && attached !== undefined && isAttached(id, attached));
}

/** What gives the reading of blobs in more than the account. */
function widerGrants(principal: string, storage: string, lookup: Lookup): Fact<readonly Facts<'Grant'>[]> {
  return mapFact(lookup.access.holding(principal, READER.permits), grants =>
    grants
      .filter(grant => grant.scopeKind !== 'resource' && lookup.access.covers(grant.scope, storage))
      .map(grant => grantFacts(grant, lookup)),
  );
}

/** Where it may read is the business of other rules. */
function otherGrants(principal: string, storage: string, lookup: Lookup): Fact<readonly Facts<'Grant'>[]> {
  const found = lookup.access.reaching(principal).filter(grant => !isReading(grant, storage, lookup));
  if (found.length > 0) return found.map(grant => grantFacts(grant, lookup));
  return unreadOf(principal, lookup) ?? [];
}

function isReading({ roleId, scope }: Grant, storage: string, lookup: Lookup): boolean {
  if (roleId !== READER.id || storage === '') return false;
  return lookup.access.covers(scope, storage) || lookup.access.covers(storage, scope);
}
