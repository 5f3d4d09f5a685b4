/** A CycleCloud server: its VM, and which of the VM's identities it acts as. */

import type { Row } from '../model/estate.ts';
import { type Fact, factOf, isUnknown, mapFact, Unknown } from '../model/fact.ts';
import { textAt } from '../model/json.ts';
import { foldId, parseResourceId } from '../model/resource-id.ts';
import { VM } from '../model/resource-types.ts';
import type { Account } from '../sources/cyclecloud/account.ts';
import type { Facts } from '../subjects/subjects.ts';
import { any } from './certainty.ts';
import {
  type AttachedIdentities,
  attachedIdentities,
  hasIdentity,
  isAttached,
  noIdentity,
  systemAssignedIdentity,
  userAssignedIdentity,
  userAssignedOpen,
} from './identity.ts';
import type { Found, Lookup } from './lookup.ts';
import { idOf, nameOf } from './row.ts';
import type { DeclaredServer } from './settings.ts';

/** The publisher of CycleCloud's marketplace images ("Install CycleCloud using Azure Marketplace"). */
const PUBLISHER = 'azurecyclecloud';

/** A server as Azure has it and as it is declared, either of which may be missing. */
export type Server = {
  readonly id: string;
  readonly row: Found;
  readonly declared: DeclaredServer | undefined;
  readonly facts: Facts<'Server'>;
  readonly attached: AttachedIdentities | undefined;
  /** The identity that it acts as. */
  readonly identity: Facts<'Identity'>;
};

/** The VMs that were made of a marketplace image of CycleCloud, and those that are declared; by folded id. */
export function serversOf(lookup: Lookup): Server[] {
  const ids = new Map<string, string>();
  for (const row of lookup.ofType(VM)) if (isServer(row) === true) ids.set(foldId(idOf(row)), idOf(row));
  const declared = new Map(lookup.settings.cyclecloud.map(server => [foldId(server.vm), server]));
  for (const [key, { vm }] of declared) if (!ids.has(key)) ids.set(key, vm);
  return [...ids.keys()].sort().map(key => serverOf(ids.get(key)!, declared.get(key), lookup));
}

/** A VM that may be a server; nothing else is known of it. */
export type OpenServer = { readonly row: Row; readonly because: Unknown };

/** The VMs of which it is not known whether they are servers, by folded id. `others` are declared, or certainly something else. */
export function openServers(lookup: Lookup, others: readonly string[]): OpenServer[] {
  const known = new Set(others.map(foldId));
  return lookup.ofType(VM).flatMap(row => {
    const is = isServer(row);
    if (!isUnknown(is) || known.has(foldId(idOf(row)))) return [];
    const name = nameOf(row) ?? idOf(row);
    return [{ row, because: new Unknown(`whether ${name} is a CycleCloud server is not known: ${is.because}`) }];
  });
}

/** The facts of a server of which no more than its row's id is known. */
export function unreadServer(row: Row, unread: Unknown): Facts<'Server'> {
  return {
    ...namedServer(idOf(row), row),
    exists: unread,
    identityType: unread,
    hasIdentity: unread,
    scope: unread,
    resourceGroupPerCluster: unread,
    assignsIdentities: unread,
  };
}

function namedServer(id: string, row: Row | undefined) {
  const parsed = parseResourceId(id);
  return {
    id: row === undefined ? id : idOf(row),
    name: (row === undefined ? undefined : nameOf(row)) ?? parsed?.name ?? id,
    resourceGroup: parsed?.resourceGroup ?? '',
    subscriptionId: parsed?.subscriptionId ?? '',
  };
}

/** A VM keeps the plan that it was bought by, and the image that it was made of. */
function isServer(vm: Row): Fact<boolean> {
  const isOurs = (...path: readonly string[]) => factOf(() => textAt(vm, ...path)?.toLowerCase() === PUBLISHER);
  return any(isOurs('plan', 'publisher'), isOurs('properties', 'storageProfile', 'imageReference', 'publisher'));
}

function serverOf(id: string, declared: DeclaredServer | undefined, lookup: Lookup): Server {
  const row = lookup.named('arm/virtualmachines', id);
  const vm = isUnknown(row) ? undefined : row;
  const attached = vm === undefined ? undefined : attachedIdentities(vm);
  const parsed = parseResourceId(id);
  const part = <T>(read: (identities: AttachedIdentities) => Fact<T>): Fact<T> =>
    mapFact(row, () =>
      attached === undefined ? new Unknown(`${id} does not exist, so it has no identity`) : read(attached),
    );
  const facts: Facts<'Server'> = {
    ...namedServer(id, vm),
    exists: mapFact<Row | undefined, boolean>(row, found => found !== undefined),
    identityType: part(({ type }) => type),
    hasIdentity: part(hasIdentity),
    scope: declared?.scope ?? `/subscriptions/${parsed?.subscriptionId ?? ''}`,
    resourceGroupPerCluster: declared?.resourceGroupPerCluster ?? false,
    assignsIdentities: declared?.assignsIdentities ?? true,
  };
  const identity = identityOf(vm, row, attached, declared?.account, lookup);
  return { id: facts.id as string, row, declared, facts, attached, identity };
}

/**
 * The record's client id selects: blank the system-assigned identity, else a user-assigned one ("CycleCloud VM permissions
 * with managed identity"). Without a record the system-assigned identity is the default of the Add Subscription dialog.
 */
function identityOf(
  vm: Row | undefined,
  row: Found,
  attached: AttachedIdentities | undefined,
  account: Account | undefined,
  lookup: Lookup,
): Facts<'Identity'> {
  if (isUnknown(row)) return noIdentity(row);
  if (vm === undefined || attached === undefined) return noIdentity(false);
  const authType = account?.authType.value;
  if (isUnknown(authType)) return noIdentity(authType);
  if (authType !== undefined && authType !== 'ManagedIdentity') return noIdentity(false);
  const { systemAssigned } = attached;
  const clientId = account?.clientId.value;
  if (typeof clientId === 'string') {
    return mapIdentity(byClientId(clientId, attached, lookup), id => attachedIdentity(id, attached, lookup));
  }
  if (isUnknown(systemAssigned)) return noIdentity(systemAssigned);
  if (systemAssigned) return systemAssignedIdentity(vm, useOf(systemAssigned), lookup);
  if (account !== undefined) return noIdentity(false);
  const open = userAssignedOpen(attached);
  if (open !== undefined) return noIdentity(open);
  const [only, ...others] = [...attached.userAssigned.values()].map(({ id }) => id);
  if (only === undefined) return noIdentity(false);
  if (others.length === 0) return attachedIdentity(only, attached, lookup);
  const because = `the server has several user-assigned identities, and which of them it acts as stands in its account record; declare it in midrift.yaml as cyclecloud.servers[].account`;
  return noIdentity(new Unknown(because));
}

/** The attached identity of a client id; `false` where certainly none has it. */
export function byClientId(clientId: string, attached: AttachedIdentities, lookup: Lookup): Fact<string | false> {
  let unread: Unknown | undefined;
  for (const { id } of attached.userAssigned.values()) {
    const own = mapFact<Row | undefined, string>(
      lookup.fresh('arm/userassignedidentities', id),
      found => textAt(found, 'properties', 'clientId') ?? '',
    );
    if (isUnknown(own)) unread ??= new Unknown(`the client id of ${id} is not known: ${own.because}`);
    else if (own.toLowerCase() === clientId.toLowerCase()) return attached.unsure ?? id;
  }
  return unread ?? attached.unread ?? false;
}

function mapIdentity(found: Fact<string | false>, read: (id: string) => Facts<'Identity'>): Facts<'Identity'> {
  return isUnknown(found) || found === false ? noIdentity(found) : read(found);
}

/** A user-assigned identity as the server has it, or has not. */
export function attachedIdentity(
  id: string,
  attached: AttachedIdentities | undefined,
  lookup: Lookup,
): Facts<'Identity'> {
  const entry = attached?.userAssigned.get(foldId(id));
  const named = entry === undefined;
  const isOn = attached === undefined ? false : isAttached(id, attached);
  const recordedPrincipalId = entry?.principalId ?? attached?.unread ?? '';
  const use = { ...useOf(isOn), recordedPrincipalId, named };
  return userAssignedIdentity(entry?.id ?? id, use, lookup);
}

function useOf(attached: Fact<boolean>) {
  return { attached, usedBy: ['CycleCloud'], selected: true, recordedPrincipalId: '' };
}

/** The value of a resource's tag; Azure ignores the case of names. */
export function tagOf(resource: Row, name: string): string | undefined {
  return textAt(resource, 'tags', name);
}
