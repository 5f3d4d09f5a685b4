/** The account record of a server, held against the identities that the server has. */

import { type Fact, isUnknown, mapFact, Unknown } from '../model/fact.ts';
import type { Account } from '../sources/cyclecloud/account.ts';
import type { Facts } from '../subjects/subjects.ts';
import { byClientId, type Server } from './cyclecloud-server.ts';
import type { Lookup } from './lookup.ts';

export function accountFacts(account: Account, server: Server, lookup: Lookup): Facts<'Account'> {
  const { authType, clientId, name, hasSecret } = account;
  return {
    name: name.value ?? '',
    authType: authType.value,
    usesManagedIdentity: mapFact(authType.value, type =>
      ['ManagedIdentity', 'Secret'].includes(type)
        ? type === 'ManagedIdentity'
        : new Unknown(`"${type}" is a way to sign in that is not documented`),
    ),
    hasSecret: hasSecret.value,
    clientId: clientId.value ?? '',
    namesServerIdentity: namesServerIdentity(clientId.value, server, lookup),
  };
}

/** The places of what rules find fault with. */
export function accountPlaces({ authType, hasSecret, clientId }: Account) {
  return {
    'account.usesManagedIdentity': authType.at,
    'account.hasSecret': hasSecret.at,
    'account.namesServerIdentity': clientId.at,
  };
}

/** A server whose record nobody declared. */
export function noAccount(server: Server): Facts<'Account'> {
  const unknown = new Unknown(undeclared(server, 'account record'));
  return {
    name: unknown,
    authType: unknown,
    usesManagedIdentity: unknown,
    hasSecret: unknown,
    clientId: unknown,
    namesServerIdentity: unknown,
  };
}

/** That the config says nothing, and what to do. */
export function undeclared({ facts }: Server, what: string): string {
  return `the config declares no ${what} of ${facts.name as string}; add it under cyclecloud.servers`;
}

function namesServerIdentity(clientId: string | null, { row, attached }: Server, lookup: Lookup): Fact<boolean> {
  if (isUnknown(row)) return row;
  if (attached === undefined) return new Unknown('the server does not exist, so it has no identity');
  if (clientId === null) return attached.systemAssigned;
  return mapFact(byClientId(clientId, attached, lookup), id => id !== false);
}
