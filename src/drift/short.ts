/** Short forms of ids for a file that people read: `sub-nexus/rg-nexus/stedge`, `resource group sub-nexus/rg-nexus`. */

import type { LockSection } from '../model/lock.ts';
import { lastSegment, parseResourceId, scopeKind, subscriptionOf } from '../model/resource-id.ts';
import { CLUSTER, CONTAINER, IDENTITY, STORAGE_ACCOUNT, VAULT, VM, WORKSPACE } from '../model/resource-types.ts';

/** Names of subscriptions in the file, by their ids. */
export type Aliases = ReadonlyMap<string, string>;

/** What the ids of a section are the ids of. */
const SECTION_TYPES: Partial<Readonly<Record<LockSection, string>>> = {
  nexus: CLUSTER,
  cyclecloud: VM,
  identities: IDENTITY,
  storage: STORAGE_ACCOUNT,
  vaults: VAULT,
  workspaces: WORKSPACE,
};

/** Sections whose ids are scopes. */
const SCOPED: readonly LockSection[] = ['grants', 'denials'];

/** Words for types; a scope of another type is written with the whole of it. */
const TYPE_WORDS: readonly (readonly [word: string, type: string])[] = [
  ['cluster', CLUSTER],
  ['vm', VM],
  ['identity', IDENTITY],
  ['storage', STORAGE_ACCOUNT],
  ['container', CONTAINER],
  ['vault', VAULT],
  ['workspace', WORKSPACE],
];

/** The aliases of subscriptions: those that the file has already, else their names, else their ids. */
export function aliasesOf(
  ids: Iterable<string>,
  names: ReadonlyMap<string, string>,
  known: ReadonlyMap<string, string>,
): Map<string, string> {
  const aliases = new Map([...known].map(([alias, id]) => [id, alias]));
  const taken = new Set(known.keys());
  const wanted = [...new Set(ids)].filter(id => !aliases.has(id)).sort();
  const nameOf = (id: string) =>
    names
      .get(id)
      ?.toLowerCase()
      .replaceAll(/[^a-z0-9._-]+/g, '-') ?? id;
  const names_ = wanted.map(nameOf);
  for (const [index, id] of wanted.entries()) {
    const name = names_[index]!;
    const isOwn = !taken.has(name) && names_.filter(other => other === name).length === 1;
    const alias = isOwn && /^[a-z]/.test(name) ? name : id;
    aliases.set(id, alias);
    taken.add(alias);
  }
  return aliases;
}

/** A resource or scope in the short form; a scope says what it is, as anything may be one. */
export function shortId(id: string, section: LockSection, aliases: Aliases): string {
  return SCOPED.includes(section) ? shortScope(id, aliases) : shortResource(id, aliases);
}

/** Every id in a text in the short form. */
export function shortText(text: string, aliases: Aliases): string {
  if (!text.includes('/subscriptions/')) return text;
  return text.replaceAll(/\/subscriptions\/\S+/g, id => shortResource(id, aliases));
}

/** The id, folded, that a short form stands for. */
export function wholeId(short: string, section: LockSection, subscriptions: ReadonlyMap<string, string>): string {
  if (short.startsWith('/')) return short;
  const [, word, rest] = /^(management group|resource group|subscription|\S+) (.+)$/.exec(short) ?? [];
  const whole = (path: string, type?: string) => wholeResource(path, type, subscriptions);
  if (section === 'roles') return '/';
  if (!SCOPED.includes(section)) return whole(short, SECTION_TYPES[section]);
  if (word === undefined) return '/';
  if (word === 'management group') return `/providers/microsoft.management/managementgroups/${rest}`;
  if (word === 'subscription' || word === 'resource group') return whole(rest!);
  return whole(rest!, TYPE_WORDS.find(([one]) => one === word)?.[1] ?? word);
}

function shortScope(id: string, aliases: Aliases): string {
  const kind = scopeKind(id);
  if (kind === 'tenant') return 'tenant';
  if (kind === 'management group') return `management group ${lastSegment(id)}`;
  if (kind !== 'resource') return `${kind} ${shortResource(id, aliases)}`;
  const type = parseResourceId(id)?.type;
  if (type === undefined) return id;
  return `${TYPE_WORDS.find(([, one]) => one === type)?.[0] ?? type} ${shortResource(id, aliases)}`;
}

/** `subscription/resource group/names`, with whatever follows a `#`. */
function shortResource(id: string, aliases: Aliases): string {
  const [path, fragment] = id.split('#') as [string, string?];
  const subscription = subscriptionOf(path);
  if (subscription === undefined) return id;
  const alias = aliases.get(subscription) ?? subscription;
  const parsed = parseResourceId(path);
  const group = /^\/subscriptions\/[^/]+\/resourcegroups\/([^/]+)$/i.exec(path)?.[1];
  const isSubscription = scopeKind(path) === 'subscription';
  if (parsed === undefined && group === undefined && !isSubscription) return id;
  const rest = parsed === undefined ? (group ?? []) : [parsed.resourceGroup, ...parsed.names];
  return `${[alias, ...[rest].flat()].join('/')}${fragment === undefined ? '' : `#${fragment}`}`.toLowerCase();
}

function wholeResource(short: string, type: string | undefined, subscriptions: ReadonlyMap<string, string>): string {
  const [path, fragment] = short.split('#') as [string, string?];
  const [alias, group, ...names] = path.split('/') as [string, string?, ...string[]];
  const subscription = `/subscriptions/${subscriptions.get(alias) ?? alias}`;
  if (group === undefined) return subscription;
  const place = `${subscription}/resourcegroups/${group}`;
  if (type === undefined || names.length === 0) return place;
  const [provider, ...types] = type.split('/');
  const segments = names.flatMap((name, index) => [types[index] ?? '', name]);
  return `${place}/providers/${provider}/${segments.join('/')}${fragment === undefined ? '' : `#${fragment}`}`;
}
