/** Applies waivers to a result, and says which of them someone should look after. */

import type { Finding, Notice, Result, RuleSummary } from '../model/finding.ts';
import type { Waiver } from '../model/waiver.ts';
import { withNotices } from './notice.ts';
import { matchesSubject } from './subject-pattern.ts';

/** What came of a waiver in this run. */
type Use = {
  readonly waiver: Waiver;
  readonly isExpired: boolean;
  /** Findings of its rule on its subjects, whatever their verdict. */
  seen: number;
  unknown: number;
  failed: number;
  /** Failures that no waiver in force accepts. */
  open: number;
};

/**
 * A waived failure stays a failure, and says why and until when it is accepted. Only failures can be waived: an unknown is
 * no decision that anyone could accept. `today` is `YYYY-MM-DD` in UTC; a waiver holds on its last day.
 */
export function waive(result: Result, waivers: readonly Waiver[], today: string): Result {
  if (waivers.length === 0) return result;
  const rules = currentIds(result.rules);
  const uses = waivers.map(waiver => newUse(waiver, today));
  const byRule = Map.groupBy(uses, ({ waiver }) => rules.get(waiver.rule));
  const findings = result.findings.map(finding => judged(finding, byRule.get(finding.rule) ?? []));
  const notices = uses.flatMap(use => noticeOf(use, rules.has(use.waiver.rule), result));
  return withNotices({ ...result, findings }, notices);
}

/** The id that each rule has today, by that id and by those that it had before. */
export function currentIds(rules: readonly RuleSummary[]): ReadonlyMap<string, string> {
  const former = rules.flatMap(({ id, formerly }) => formerly.map(name => [name, id] as const));
  return new Map([...former, ...rules.map(({ id }) => [id, id] as const)]);
}

function newUse(waiver: Waiver, today: string): Use {
  return { waiver, isExpired: waiver.until < today, seen: 0, unknown: 0, failed: 0, open: 0 };
}

/** The finding as the waivers of its rule leave it. */
function judged(finding: Finding, uses: readonly Use[]): Finding {
  const mine = uses.filter(({ waiver }) => matchesSubject(waiver.subject, finding.subject.id));
  const lasting = mine.filter(({ isExpired }) => !isExpired).sort(longestFirst)[0];
  for (const use of mine) {
    use.seen += 1;
    if (finding.verdict === 'unknown') use.unknown += 1;
    if (finding.verdict === 'fail') use.failed += 1;
    if (finding.verdict === 'fail' && lasting === undefined) use.open += 1;
  }
  if (finding.verdict !== 'fail' || lasting === undefined) return finding;
  const { because, until, by, location } = lasting.waiver;
  return { ...finding, waived: { because, until, ...(by === undefined ? {} : { by }), location } };
}

function noticeOf(use: Use, isKnown: boolean, { gaps }: Result): Notice[] {
  const { waiver, isExpired, seen, unknown, failed, open } = use;
  const { rule, until, location } = waiver;
  const notice = (says: string): Notice[] => [{ says, location }];
  if (!isKnown)
    return notice(`This waiver names the rule "${rule}", which is not there: correct its id, or remove the waiver.`);
  if (isExpired) {
    return notice(
      open > 0
        ? `This waiver of ${rule} expired on ${until}, so ${open === 1 ? 'a failure counts' : `${open} failures count`} again: mend what failed, or agree on a new date.`
        : `This waiver of ${rule} expired on ${until}, and no failure needs it: remove it.`,
    );
  }
  if (failed > 0 || unknown > 0) return [];
  if (seen === 0 && gaps.length > 0) {
    return notice(
      `This waiver of ${rule} matches nothing that was seen; as Azure was not read whole, look again before you remove it.`,
    );
  }
  return notice(`This waiver of ${rule} matches no failure: remove it, or correct its subject.`);
}

function longestFirst(a: Use, b: Use): number {
  return a.waiver.until > b.waiver.until ? -1 : a.waiver.until < b.waiver.until ? 1 : 0;
}
