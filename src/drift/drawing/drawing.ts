/** The wiring of systems as it was approved and as it is, for reports to draw: from the facts of the lock and those that are there. */

import type { DriftWiring } from '../../model/drift-review.ts';
import type { Comparison, Lock, WiredFacts } from '../../model/lock.ts';
import { keyOf, shortWiring } from '../facts.ts';
import { moved, nameIn, REFERRED } from '../references.ts';
import { wholeId } from '../short.ts';
import { speaksOf } from '../versions.ts';
import { type Ledger, merge } from './merge.ts';
import { drawOthers } from './others.ts';
import { Side, type Standing } from './side.ts';
import type { Sketch } from './sketch.ts';
import { type SystemSection, sketchOf } from './system.ts';

const SYSTEMS: readonly SystemSection[] = ['nexus', 'cyclecloud'];

/** A drawing of each system that a change shows in, by id. What has no place in a drawing is only among the changes. */
export function driftWiring(lock: Lock, wired: WiredFacts, comparison: Comparison): DriftWiring[] {
  if (comparison.changes.length === 0) return [];
  const { facts, aliases } = shortWiring(wired, lock.subscriptions);
  const places = placesOf(comparison);
  const was = new Side(lock.facts.map(fact => ({ ...moved(fact, places), stands: fact.path })));
  const spoken = [...facts.values()].filter(({ path }) => speaksOf(lock.version, path));
  const now = new Side(spoken.map(({ path, value }) => ({ path, value, stands: path })));
  const subscriptions = new Map([...lock.subscriptions, ...[...aliases].map(([id, alias]) => [alias, id] as const)]);
  const ledger = ledgerOf(comparison, places);
  const others = [
    [was, restless(was, ledger)],
    [now, restless(now, ledger)],
  ] as const;
  return SYSTEMS.flatMap(section =>
    idsOf(section, was, now).flatMap(id => {
      const [before, after] = others.map(([side, rest]) => {
        const sketch = sketchOf(side, section, id, subscriptions);
        drawOthers(sketch, side, rest, subscriptions);
        return sketch;
      }) as [Sketch, Sketch];
      const { nodes, links } = merge(before, after, ledger);
      const differs = [...nodes, ...links].some(({ is }) => is !== 'same' && is !== 'unread');
      return differs ? [{ system: wholeId(id, section, subscriptions), name: nameIn(id), nodes, links }] : [];
    }),
  );
}

function idsOf(section: SystemSection, ...sides: readonly Side[]): string[] {
  return [...new Set(sides.flatMap(side => side.in(section).map(({ path }) => path[1])))].sort();
}

/** Where things are now, by where they were. */
function placesOf({ changes }: Comparison): Map<string, string> {
  return new Map(changes.flatMap(({ is, before, after }) => (is === 'moved' ? [[before, after] as const] : [])));
}

/** What changes say of facts, and of whole entries where those are of resources. */
function ledgerOf({ changes, uncompared }: Comparison, places: ReadonlyMap<string, string>): Ledger {
  const found = new Map<string, number[]>();
  const add = (path: readonly string[], index: number) => {
    const list = found.get(keyOf(path));
    if (list === undefined) found.set(keyOf(path), [index]);
    else list.push(index);
  };
  for (const [index, { path, is, after }] of changes.entries()) {
    const [section, id, ...keys] = path;
    if (section === 'roles') add(['roles', id], index);
    else if (REFERRED.includes(section)) add([section, id], index);
    else add(path, index);
    if (is === 'widened' || is === 'narrowed') add(['grants', scopeIn(after), ...keys], index);
    if (is === 'moved') add([section, places.get(id)!], index);
  }
  const gone = changes.flatMap(({ is, path }, index) => (is === 'removed' && path.length === 2 ? [index] : []));
  const unread = uncompared.flatMap(({ paths }) => paths.map(keyOf));
  return { changes: found, gone: new Set(gone), unread: new Set(unread) };
}

/** `<scope> if …` */
function scopeIn(text: string): string {
  return text.replace(/ (?:if .*|a condition of the role)$/s, '');
}

/** Grants and deny assignments that changed: those of others have a place in a drawing only then. */
function restless(side: Side, { changes }: Ledger): Standing[] {
  return [...side.in('grants'), ...side.in('denials')].filter(({ stands }) => changes.has(keyOf(stands)));
}
