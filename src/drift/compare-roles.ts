/** Compares the conditions that roles carry themselves. */

import type { LockedFact } from '../model/lock.ts';
import { type Entries, factsIn, type ShortFact } from './facts.ts';
import type { Ledger, Sought } from './ledger.ts';

/**
 * A grant whose only condition is its role's says itself when that comes or goes; one with a condition of its own does not,
 * so it is said of the role then.
 */
export function compareRoles(was: Entries<Sought>, now: Entries<ShortFact>, ledger: Ledger): void {
  const made = new Map(factsIn(now, 'roles').map(fact => [fact.path[1], fact]));
  for (const fact of factsIn(was, 'roles')) {
    const same = made.get(fact.path[1]);
    made.delete(fact.path[1]);
    if (same?.value === fact.value) ledger.keep('role condition');
    else if (same !== undefined) alter(fact, same.value, same, ledger);
    else if (isQuiet(fact, now)) alter(fact, 'none', undefined, ledger);
  }
  for (const fact of made.values()) {
    if (isQuiet(fact, was)) alter({ path: fact.path, value: 'none' }, fact.value, fact, ledger);
  }
}

function alter({ path, value }: LockedFact, after: string, now: ShortFact | undefined, ledger: Ledger): void {
  const made = now === undefined ? {} : { now };
  ledger.add({ topic: 'role condition', is: 'altered', path, before: value, after, ...made });
}

/** Whether the role is assigned with another condition, beside which its own does not show. */
function isQuiet({ path: [, role] }: LockedFact, entries: Entries): boolean {
  return factsIn(entries, 'grants').some(({ path, value }) => path[2] === role && value.startsWith('if '));
}
