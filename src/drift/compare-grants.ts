/** Compares the role assignments of a lock with those that there are. */

import type { Difference, LockedFact, LockPath } from '../model/lock.ts';
import { type Entries, factsIn, keyOf, type ShortFact } from './facts.ts';
import type { Ledger, Sought } from './ledger.ts';
import { pairGrants } from './pair-grants.ts';
import { Principals } from './principals.ts';

/** A grant that comes or goes only because what it bears on is wired now, or is no more, is no change of its own. */
export function compareGrants(was: Entries<Sought>, now: Entries<ShortFact>, ledger: Ledger): void {
  const principals = new Principals(was, now);
  const ofIdentity = (path: LockPath) => keyOf([...path.slice(0, 3), principals.same(path[3]!)]);
  const made = new Map(factsIn(now, 'grants').map(fact => [ofIdentity(fact.path), fact]));
  const lost = factsIn(was, 'grants').filter(fact => {
    const topic = principals.topic(fact.path);
    const same = made.get(ofIdentity(fact.path));
    made.delete(ofIdentity(fact.path));
    if (same?.value === fact.value) ledger.keep(topic);
    else if (same !== undefined) addGrant('altered', fact, same, principals, ledger);
    if (same !== undefined) return false;
    const because = ledger.hidden(fact.path) ?? ledger.unread(fact.path) ?? leftBecause(fact.path, principals, ledger);
    if (because !== undefined) ledger.leave(fact, because, topic);
    return because === undefined;
  });
  for (const { is, was: gone, now: new_ } of pairGrants(lost, [...made.values()])) {
    const { path } = (gone ?? new_)!;
    const isItself =
      (is !== 'removed' || principals.bears(path, 'now', now)) &&
      (is !== 'added' || principals.bears(path, 'was', was));
    if (isItself) addGrant(is, gone, new_, principals, ledger);
  }
}

/** Why it is not known whether what the grant bears on is still wired. */
function leftBecause(path: LockPath, principals: Principals, { left }: Ledger): string | undefined {
  if (left.size === 0) return undefined;
  const entry = principals.entriesOf(path).find(each => left.has(each));
  return entry === undefined ? undefined : left.get(entry);
}

function addGrant(
  is: Difference,
  was: Sought | undefined,
  now: ShortFact | undefined,
  principals: Principals,
  ledger: Ledger,
): void {
  const path = was?.stands ?? now!.path;
  const called = principals.nameOf(path);
  const said = (fact: LockedFact | undefined) => {
    if (fact === undefined) return '';
    if (is !== 'widened' && is !== 'narrowed') return fact.value;
    return fact.value === 'unconditional' ? fact.path[1] : `${fact.path[1]} ${fact.value}`;
  };
  ledger.add({
    topic: principals.topic(path),
    is,
    path,
    before: said(was),
    after: said(now),
    ...(called === undefined ? {} : { called }),
    ...(now === undefined ? {} : { now }),
  });
}
