/** Compares the deny assignments over wired resources with those that are approved. */

import type { LockedFact } from '../model/lock.ts';
import { type Entries, factsIn, keyOf, type ShortFact } from './facts.ts';
import type { Ledger, Sought } from './ledger.ts';
import { liesAt } from './scope.ts';

/** One that comes or goes only because what it bears on is wired now, or is no more, is no change of its own. */
export function compareDenials(was: Entries<Sought>, now: Entries<ShortFact>, ledger: Ledger): void {
  const made = new Map(factsIn(now, 'denials').map(fact => [keyOf(fact.path), fact]));
  for (const fact of factsIn(was, 'denials')) {
    const same = made.get(keyOf(fact.path));
    made.delete(keyOf(fact.path));
    const change = { topic: 'denial', path: fact.stands, before: fact.value } as const;
    if (same?.value === fact.value) ledger.keep('denial');
    else if (same !== undefined) ledger.add({ ...change, is: 'altered', after: same.value, now: same });
    else {
      const because = ledger.hidden(fact.path) ?? ledger.unread(fact.path) ?? leftBecause(fact, ledger);
      if (because !== undefined) ledger.leave(fact, because);
      else if (bears(fact, now.keys())) ledger.add({ ...change, is: 'removed', after: '' });
    }
  }
  for (const fact of made.values()) {
    if (!bears(fact, was.keys())) continue;
    ledger.add({ topic: 'denial', is: 'added', path: fact.path, before: '', after: fact.value, now: fact });
  }
}

/** Whether a wired resource lies at or below the scope of the deny assignment. */
function bears({ path: [, scope] }: LockedFact, entries: Iterable<string>): boolean {
  return [...entries].some(entry => liesAt(entry, scope));
}

/** Why it is not known whether what the deny assignment bears on is still wired. */
function leftBecause({ path: [, scope] }: LockedFact, { left }: Ledger): string | undefined {
  return [...left].find(([entry]) => liesAt(entry, scope))?.[1];
}
