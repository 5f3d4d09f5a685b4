/** What systems refer to, and the same things under the names that they have after a move. */

import type { LockedFact, LockPath, LockSection } from '../model/lock.ts';

/** Sections whose entries are there because a system refers to them. */
export const REFERRED: readonly LockSection[] = ['identities', 'storage', 'vaults', 'workspaces'];

/** Everything that the facts of systems name: ids of identities, and names of other resources. */
export function referencesIn(facts: Iterable<LockedFact>): Set<string> {
  const found = new Set<string>();
  for (const { path, value } of facts) {
    const [section, id, ...keys] = path;
    if (section !== 'nexus' && section !== 'cyclecloud') continue;
    for (const text of [...keys, ...value.split(' as ')]) {
      if (text === 'system-assigned') found.add(`${id}#system-assigned`);
      else found.add(text).add(text.split('/')[0]!);
    }
  }
  return found;
}

/** How a system would refer to an entry: identities by their ids, other resources by their names. */
export function referenceTo(section: LockSection, id: string): string {
  return section === 'identities' ? id : nameIn(id);
}

export function nameIn(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/** A fact as it would stand if everything that moved had been approved where it is now. */
export function moved({ path, value }: LockedFact, places: ReadonlyMap<string, string>): LockedFact {
  if (places.size === 0) return { path, value };
  const [section, id, ...keys] = path;
  const text = (one: string) =>
    one
      .split(' ')
      .map(word => place(word, places))
      .join(' ');
  return { path: [section, text(id), ...keys.map(text)] as unknown as LockPath, value: text(value) };
}

/** A word that is an id that moved, or one of something inside of it. */
function place(word: string, places: ReadonlyMap<string, string>): string {
  for (let end = word.length; end > 0; end = Math.max(word.lastIndexOf('/', end - 1), word.lastIndexOf('#', end - 1))) {
    const found = places.get(word.slice(0, end));
    if (found !== undefined) return found + word.slice(end);
  }
  return word;
}
