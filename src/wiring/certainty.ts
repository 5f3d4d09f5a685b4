/** Reasoning with facts of which some are not known: what is certain in spite of them. */

import { type Fact, isUnknown, mapFact } from '../model/fact.ts';

/** Whether all hold: certainly not where one does not, whatever the others are. */
export function all(...facts: readonly Fact<boolean>[]): Fact<boolean> {
  return facts.find(fact => fact === false) ?? facts.find(isUnknown) ?? true;
}

/** Whether any holds: certainly where one does, whatever the others are. */
export function any(...facts: readonly Fact<boolean>[]): Fact<boolean> {
  return facts.find(fact => fact === true) ?? facts.find(isUnknown) ?? false;
}

export function not(fact: Fact<boolean>): Fact<boolean> {
  return mapFact(fact, value => !value);
}

/** The items that certainly count; where there are none and some may count, why that is not known. */
export function counted<T>(items: readonly T[], counts: (item: T) => Fact<boolean>): Fact<readonly T[]> {
  const judged = items.map(item => ({ item, counts: counts(item) }));
  const certain = judged.flatMap(one => (one.counts === true ? [one.item] : []));
  return certain.length > 0 ? certain : (judged.map(one => one.counts).find(isUnknown) ?? []);
}
