/** Which of two operations of a template is made first, by what `dependsOn` and the nesting say. */

import type { Declaration } from './declaration.ts';
import type { Frame } from './frame.ts';
import type { Traced } from './operations.ts';
import { part } from './reading.ts';

export class Order {
  readonly #dependencies = new Map<Declaration, readonly Declaration[]>();

  /** Whether one is made after another: where their ways part, the one's deployment or resource depends on the other's. */
  waitsFor(one: Traced, other: Traced): boolean {
    const parting = one.trail.findIndex(({ declaration }, index) => declaration !== other.trail[index]?.declaration);
    const mine = one.trail[parting];
    const theirs = other.trail[parting];
    if (mine === undefined || theirs === undefined) return false;
    return this.#reaches(mine.frame, mine.declaration, theirs.declaration, new Set());
  }

  #reaches(frame: Frame, from: Declaration, to: Declaration, seen: Set<Declaration>): boolean {
    if (seen.has(from)) return false;
    seen.add(from);
    return this.#of(frame, from).some(next => next === to || this.#reaches(frame, next, to, seen));
  }

  #of(frame: Frame, declaration: Declaration): readonly Declaration[] {
    const known = this.#dependencies.get(declaration);
    if (known !== undefined) return known;
    const { item, path, evaluation } = declaration;
    const names = evaluation.value(part(item, 'dependsOn'), [...path, 'dependsOn']);
    const found = (Array.isArray(names) ? names : []).flatMap(name => {
      if (typeof name !== 'string') return [];
      const one = frame.find(name);
      return one === undefined ? frame.turns(name) : [one];
    });
    this.#dependencies.set(declaration, found);
    return found;
  }
}
