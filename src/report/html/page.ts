/** What the parts of the page share: the result, arranged once. */

import type { Requirement, Result, RuleSummary } from '../../model/finding.ts';
import { foldId, subscriptionOf } from '../../model/resource-id.ts';
import type { SystemWiring } from '../../model/system-wiring.ts';
import { bySystem, type Group } from '../groups.ts';
import { type Tally, tally, total } from '../tally.ts';

/** A group of findings, counted. */
export type CountedGroup = Group & { readonly numbers: Tally };

export type Page = {
  readonly result: Result;
  readonly rules: ReadonlyMap<string, RuleSummary>;
  readonly titles: ReadonlyMap<string, string>;
  readonly requirements: ReadonlyMap<string, Requirement>;
  /** By the id of the system. */
  readonly wiring: ReadonlyMap<string, SystemWiring>;
  /** The worst system first; what several systems share last. */
  readonly groups: readonly CountedGroup[];
  /** The subscriptions that findings lie in, folded, sorted. */
  readonly subscriptions: readonly string[];
};

export function arrange(result: Result): Page {
  const groups = bySystem(result).map(group => ({ ...group, numbers: tally(group.findings) }));
  const found = result.findings.flatMap(({ verdict, subject }) =>
    verdict === 'fail' || verdict === 'unknown' ? (subscriptionOf(foldId(subject.id)) ?? []) : [],
  );
  return {
    result,
    rules: new Map(result.rules.map(rule => [rule.id, rule])),
    titles: new Map(result.rules.map(({ id, title }) => [id, title])),
    requirements: new Map(result.requirements.map(requirement => [requirement.id, requirement])),
    wiring: new Map(result.wiring.map(wiring => [wiring.system, wiring])),
    groups: [
      ...groups.filter(({ system }) => system !== undefined).sort((a, b) => badness(a) - badness(b)),
      ...groups.filter(({ system }) => system === undefined),
    ],
    subscriptions: [...new Set(found)].sort(),
  };
}

/** Whether nothing failed in a group, waived or not, and nothing is unknown. */
export function isQuiet({ numbers }: CountedGroup): boolean {
  return total(numbers.fail) + total(numbers.waived) + total(numbers.unknown) === 0;
}

function badness({ numbers: { fail, unknown, pass } }: CountedGroup): number {
  const steps = [fail.error, unknown.error, fail.warning, unknown.warning, fail.note, unknown.note];
  const first = steps.findIndex(number => number > 0);
  // A system of which nothing was judged is no healthy one.
  return first >= 0 ? first : pass > 0 ? steps.length + 1 : steps.length;
}
