/** Compares a result with an earlier one: which failures are new, and which are mended. */

import type { Fixed } from '../model/baseline.ts';
import type { Finding, Notice, Result, SubjectSummary } from '../model/finding.ts';
import { foldId, subscriptionOf } from '../model/resource-id.ts';
import { withNotices } from './notice.ts';
import { currentIds } from './waive.ts';

/**
 * Failures are known again by their rule, whatever it was called before, and their subject. One that was waived in the
 * earlier run and is not waived any more counts as new. `name` is what a notice calls the earlier run's file.
 */
export function compareWith(earlier: Result, result: Result, name: string): Result {
  const ids = currentIds(result.rules);
  const keyOf = ({ rule, subject }: Finding) => `${ids.get(rule) ?? rule}\n${foldId(subject.id)}`;
  const failures = new Map(
    earlier.findings.filter(({ verdict }) => verdict === 'fail').map(each => [keyOf(each), each]),
  );
  const now = new Map(result.findings.map(finding => [keyOf(finding), finding]));
  const outcomes = [...failures].map(([key, failure]) => [failure, became(failure, now.get(key))] as const);
  const marked = (finding: Finding): Finding => {
    if (finding.verdict !== 'fail') return finding;
    const before = failures.get(keyOf(finding));
    const wasKnown = before !== undefined && (before.waived === undefined || finding.waived !== undefined);
    return { ...finding, baseline: wasKnown ? 'unchanged' : 'new' };
  };
  const baseline = {
    takenAt: earlier.takenAt,
    fixed: outcomes.flatMap(([failure, outcome]) =>
      isFixed(outcome) ? [fixed(failure, ids.get(failure.rule) ?? failure.rule, outcome)] : [],
    ),
  };
  const open = outcomes.filter(([, outcome]) => outcome === 'unjudged').length;
  return withNotices({ ...result, findings: result.findings.map(marked), baseline }, unjudged(open, name));

  function became(failure: Finding, finding: Finding | undefined): Outcome {
    if (finding !== undefined) return finding.verdict;
    return ids.has(failure.rule) && wouldBeSeen(failure.subject, earlier, result) ? 'gone' : 'unjudged';
  }
}

type Outcome = Finding['verdict'] | 'gone' | 'unjudged';

function isFixed(outcome: Outcome): outcome is Fixed['now'] {
  return outcome === 'pass' || outcome === 'not-applicable' || outcome === 'gone';
}

/**
 * Whether a subject that is not among the findings is certainly gone: the same was asked for, and whatever leads to the
 * subject was read whole. That is its system's subscription; for what several systems share, it may be any.
 */
function wouldBeSeen({ system }: SubjectSummary, earlier: Result, { scope, gaps }: Result): boolean {
  const asked = ({ managementGroups, subscriptions }: Result['scope']) =>
    JSON.stringify([managementGroups, subscriptions].map(ids => ids.map(each => each.toLowerCase()).sort()));
  const subscription = system === undefined ? undefined : subscriptionOf(system);
  const isElsewhere = (place: string) =>
    subscription !== undefined && ![undefined, subscription].includes(subscriptionOf(place));
  const misses = gaps.filter(gap => !gap.source.startsWith('graph/') && !isElsewhere(gap.scope));
  return asked(earlier.scope) === asked(scope) && misses.length === 0;
}

function fixed(failure: Finding, rule: string, now: Fixed['now']): Fixed {
  const { requirement, subject, level, message, location } = failure;
  return { rule, requirement, subject, level, message, location, now };
}

function unjudged(number: number, file: string): Notice[] {
  if (number === 0) return [];
  const failures = number === 1 ? 'A failure' : `${number} failures`;
  const says = `${failures} of this baseline could not be judged again, as the rule, the scope or the read differs: nobody knows whether they are mended.`;
  return [{ says, location: { file, line: 1, column: 1 } }];
}
