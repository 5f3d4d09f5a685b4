/** What declared CycleCloud servers make worth asking Azure for. */

import type { CycleCloudWanted } from '../azure/collect.ts';
import { isUnknown } from '../model/fact.ts';
import type { DeclaredServer } from '../wiring/settings.ts';

export function cycleCloudWanted(servers: readonly DeclaredServer[]): CycleCloudWanted {
  return {
    servers: servers.map(({ vm }) => vm),
    identities: servers.flatMap(({ account, locker, templates }) => [
      ...optional(account?.lockerIdentity.value ?? locker?.identity),
      ...templates.flatMap(({ nodes }) => nodes).flatMap(({ identities }) => known(identities.values)),
    ]),
    lockers: servers.flatMap(lockerOf),
    scopes: servers.map(({ scope }) => scope),
    roleNames: servers.flatMap(({ roles }) => roles.flatMap(({ name }) => optional(name.value))),
  };
}

function lockerOf({ account, locker }: DeclaredServer): CycleCloudWanted['lockers'] {
  const name = account === undefined ? locker?.storageAccount : account.storageAccount.value;
  const container = account === undefined ? locker?.container : account.container.value;
  if (name === undefined || name === null) return [];
  return [{ account: name, ...(container === undefined || container === null ? {} : { container }) }];
}

function known(values: DeclaredServer['templates'][number]['nodes'][number]['identities']['values']): string[] {
  return values.flatMap(({ value }) => (isUnknown(value) ? [] : [value]));
}

function optional(value: string | null | undefined): string[] {
  return value === null || value === undefined ? [] : [value];
}
