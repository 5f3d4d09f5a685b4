/** What clusters are wired to, as far as their own settings say: what is worth asking Azure for. */

import type { Json, Row } from '../model/estate.ts';
import { at, listAt, prop, textAt } from '../model/json.ts';
import { foldId, parseResourceId } from '../model/resource-id.ts';
import { IDENTITY } from '../model/resource-types.ts';

/** Each list is sorted and without doubles. */
export type Wired = {
  /** Folded ids of identities, workspaces, and vaults that are named by id. */
  readonly ids: readonly string[];
  /** Names of storage accounts and vaults, lower case. */
  readonly accounts: readonly string[];
  readonly vaults: readonly string[];
  readonly containers: readonly { readonly account: string; readonly container: string }[];
};

/** What the config or a plan names besides. */
export type Named = {
  readonly ids?: Iterable<string>;
  /** Storage accounts, with the one container of each that matters, where there is one. */
  readonly lockers?: Iterable<{ readonly account: string; readonly container?: string }>;
};

/** What is named is asked for as well. What is no id or address is left out: the rules tell what is wrong with it. */
export function wiredBy(clusters: Iterable<Row>, { ids = [], lockers = [] }: Named = {}): Wired {
  const wanted = new Set([...ids].map(foldId));
  const accounts = new Set<string>();
  const vaults = new Set<string>();
  const containers = new Map<string, { account: string; container: string }>();
  for (const { account, container } of lockers) {
    if (!/^[a-z0-9]{3,24}$/i.test(account)) continue;
    accounts.add(account.toLowerCase());
    if (container === undefined || !/^[a-z0-9$-]{1,63}$/.test(container)) continue;
    containers.set(`${account.toLowerCase()}/${container}`, { account: account.toLowerCase(), container });
  }
  for (const cluster of clusters) {
    const properties = prop(cluster, 'properties');
    const command = prop(properties, 'commandOutputSettings');
    const analytics = prop(properties, 'analyticsOutputSettings');
    const archive = prop(properties, 'secretArchiveSettings');
    const outputs = [command, ...listAt(command, 'overrides')];
    for (const id of [
      ...attachedTo(cluster),
      ...[...outputs, analytics, archive].map(selected),
      textAt(analytics, 'analyticsWorkspaceId'),
      textAt(properties, 'analyticsWorkspaceId'),
      textAt(properties, 'secretArchive', 'keyVaultId'),
    ]) {
      if (id !== undefined && parseResourceId(id) !== undefined) wanted.add(foldId(id));
    }
    for (const output of outputs) {
      const found = containerOf(textAt(output, 'containerUrl'));
      if (found !== undefined) containers.set(`${found.account}/${found.container}`, found);
    }
    const vault = urlOf(textAt(archive, 'vaultUri'))?.hostname.split('.')[0];
    if (vault !== undefined && /^[a-z0-9-]{3,24}$/.test(vault)) vaults.add(vault);
  }
  const named = [...containers.keys()].sort().map(key => containers.get(key)!);
  return {
    ids: [...wanted].sort(),
    accounts: [...new Set([...accounts, ...named.map(({ account }) => account)])].sort(),
    vaults: [...vaults].sort(),
    containers: named,
  };
}

/** Ids of the user-assigned identities that are attached to a resource. */
export function attachedTo(resource: Row): string[] {
  return Object.keys(attachments(resource));
}

/** Object ids that act for these resources, folded and sorted: of the identities themselves, and as their bearers recorded them. */
export function principalsOf(resources: Iterable<Row>): string[] {
  const principals = new Set<string>();
  for (const resource of resources) {
    const own = isIdentity(resource) ? textAt(resource, 'properties', 'principalId') : undefined;
    const recorded = Object.values(attachments(resource)).map(attached => textAt(attached, 'principalId'));
    for (const id of [own, textAt(resource, 'identity', 'principalId'), ...recorded]) {
      if (id !== undefined) principals.add(id.toLowerCase());
    }
  }
  return [...principals].sort();
}

export function isIdentity(resource: Row): boolean {
  return textAt(resource, 'type')?.toLowerCase() === IDENTITY;
}

/** Whether an id is that of a user-assigned identity: of what else stands in its place there is nothing to ask. */
export function isIdentityId(id: string): boolean {
  return parseResourceId(id)?.type === IDENTITY;
}

function attachments(resource: Row): { readonly [id: string]: Json } {
  const map = at(resource, 'identity', 'userAssignedIdentities');
  return typeof map === 'object' && map !== null && !Array.isArray(map) ? (map as Row) : {};
}

function selected(setting: Json | undefined): string | undefined {
  return textAt(setting, 'associatedIdentity', 'userAssignedIdentityResourceId');
}

/** `https://<account>[-microsoftrouting|-internetrouting].<suffix>/<container>` ("Storage account overview", "Storage account endpoints"). */
function containerOf(address: string | undefined): { account: string; container: string } | undefined {
  const url = urlOf(address);
  const account = url?.hostname.split('.')[0]?.replace(/-(?:microsoft|internet)routing$/, '');
  const container = url?.pathname.split('/').find(segment => segment !== '');
  if (account === undefined || container === undefined || !/^[a-z0-9]{3,24}$/.test(account)) return undefined;
  return /^[a-z0-9$-]{1,63}$/.test(container) ? { account, container } : undefined;
}

function urlOf(text: string | undefined): URL | undefined {
  return text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
}
