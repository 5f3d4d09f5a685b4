/** Which facts a part of the wiring is made of, so that it can be approved alone. */

import { shortWiring } from '../drift/facts.ts';
import { wholeId } from '../drift/short.ts';
import type { Lock, LockedFact, WiredFacts } from '../model/lock.ts';
import { foldId } from '../model/resource-id.ts';
import { Failure } from './failure.ts';

/** Says of facts in the short form whether they are of the part: of that resource or scope, and the grants of its principal. */
export function approving(part: string, wired: WiredFacts, before: Lock | undefined): (fact: LockedFact) => boolean {
  const { aliases, facts } = shortWiring(wired, before?.subscriptions ?? new Map());
  const subscriptions = new Map([...aliases].map(([id, alias]) => [alias, id]));
  const wanted = part.startsWith('/') ? foldId(part) : part.toLowerCase();
  const isPart = ({ path: [section, id] }: LockedFact) =>
    [id, id.replace(/#.*/, ''), id.replace(/^(?:resource group|management group|\S+) /, '')].includes(wanted) ||
    wholeId(id, section, subscriptions).split('#')[0] === wanted;
  const parts = [...facts.values(), ...(before?.facts ?? [])].filter(isPart);
  if (parts.length === 0) {
    throw new Failure(
      `--only ${part} is nothing that is wired; expected a system, identity, resource or scope, by its id or as the lock has it`,
    );
  }
  const principals = new Set(parts.filter(({ path }) => path[2] === 'principal').map(({ value }) => value));
  const isGrant = (fact: LockedFact) =>
    fact.path[0] === 'grants' && (isPart(fact) || principals.has(fact.path[3] ?? ''));
  const roles = new Set([...facts.values()].filter(isGrant).map(({ path }) => path[2]));
  return fact => isPart(fact) || isGrant(fact) || (fact.path[0] === 'roles' && roles.has(fact.path[1]));
}
