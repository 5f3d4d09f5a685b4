/** Draws failures as SARIF results for GitHub code scanning, the most severe first, as many as it accepts. */

import type { Invocation, Notification } from 'sarif';
import { type Finding, LEVELS, type Result, type RuleSummary } from '../model/finding.ts';
import { foldId } from '../model/resource-id.ts';
import { GzipBudget } from './gzip-budget.ts';
import { jsonOpen, jsonText } from './json-text.ts';
import {
  cutNotification,
  gapNotification,
  inputNotification,
  unknownNotification,
  waivedNotification,
} from './sarif-notification.ts';
import { type FileLines, type ResultOptions, sarifResult } from './sarif-result.ts';
import type { IndexedRule } from './sarif-rule.ts';
import { isComplete, tally, total } from './tally.ts';

/** GitHub Docs, "SARIF support for code scanning", limits: of a run it keeps the 5,000 most severe results. */
const MOST_RESULTS = 5000;
/** More rules than this, and it rejects the file. */
const MOST_RULES = 25_000;
/** It takes 10 MB of gzip. What could not be told has its part of that, however many failures there are; the rest ends the file. */
const MOST_BYTES = { results: 8_000_000, notifications: 1_900_000 };

/** All rules, or those that failed where there are more than GitHub accepts. */
export function rulesForGithub({ rules, findings }: Pick<Result, 'rules' | 'findings'>): readonly RuleSummary[] {
  if (rules.length <= MOST_RULES) return rules;
  const failed = new Set(findings.filter(isOpenFailure).map(({ rule }) => rule));
  return rules.filter(({ id }) => failed.has(id)).slice(0, MOST_RULES);
}

/** The results and the invocation, as members of the run that follow its `head`. */
export function* githubBody(
  result: Result,
  rules: ReadonlyMap<string, IndexedRule>,
  files: FileLines,
  head: string,
): Generator<string> {
  const budget = new GzipBudget(MOST_BYTES.results);
  budget.take(head);
  const failures = mostSevereFirst(result.findings, rules);
  yield ',\n"results":[';
  const kept = yield* within(
    budget,
    results(failures.slice(0, MOST_RESULTS), rules, { ...files, cloud: result.cloud }),
  );
  const invocation: Invocation = { executionSuccessful: isComplete(result) };
  yield `\n],\n"invocations":[${jsonOpen(invocation)},"toolExecutionNotifications":[`;
  const cuts = [...cutRules(result.rules.length, rules.size), ...cutResults(failures.length, kept)];
  const said = yield* within(new GzipBudget(MOST_BYTES.notifications), notifications(result, rules, cuts));
  yield* cutShort(cuts.length + countNotifications(result), said);
  yield '\n]}]';
}

function* results(
  failures: readonly Finding[],
  rules: ReadonlyMap<string, IndexedRule>,
  options: ResultOptions,
): Generator<object> {
  for (const failure of failures) yield sarifResult(failure, rules.get(failure.rule), options);
}

/** The items as they are, while they fit; gives their number. */
function* within(budget: GzipBudget, items: Iterable<object>): Generator<string, number> {
  let kept = 0;
  for (const item of items) {
    const text = `${kept === 0 ? '\n' : ',\n'}${jsonText(item)}`;
    if (!budget.take(text)) break;
    yield text;
    kept += 1;
  }
  return kept;
}

/** What a plan did not cause has its alert from the scans already. */
function isOpenFailure({ verdict, waived, gate }: Finding): boolean {
  return verdict === 'fail' && waived === undefined && gate !== 'already-broken';
}

function mostSevereFirst(findings: readonly Finding[], rules: ReadonlyMap<string, IndexedRule>): Finding[] {
  return findings
    .filter(isOpenFailure)
    .map(finding => ({
      finding,
      level: LEVELS.indexOf(finding.level),
      severity: rules.get(finding.rule)?.rule.securitySeverity ?? 0,
      key: `${foldId(finding.subject.id)} ${finding.rule}`,
    }))
    .sort((a, b) => a.level - b.level || b.severity - a.severity || (a.key < b.key ? -1 : 1))
    .map(({ finding }) => finding);
}

function* notifications(
  { findings, notices, gaps, cloud, plan }: Result,
  rules: ReadonlyMap<string, IndexedRule>,
  cuts: readonly Notification[],
): Generator<Notification> {
  yield* cuts;
  yield* notices.map(inputNotification);
  for (const part of plan?.open ?? []) yield inputNotification(part);
  const waived = total(tally(findings).waived);
  if (waived > 0) yield waivedNotification(waived);
  for (const gap of gaps) yield gapNotification(gap);
  for (const finding of findings) {
    if (finding.verdict === 'unknown') yield unknownNotification(finding, rules.get(finding.rule), cloud);
  }
}

/** How many notifications there are besides those of cuts. */
function countNotifications({ findings, notices, gaps, plan }: Result): number {
  const { waived, unknown } = tally(findings);
  return notices.length + (plan?.open.length ?? 0) + gaps.length + total(unknown) + (total(waived) > 0 ? 1 : 0);
}

const SIZE = 'accepts 10 MB of gzip at most';

function cutRules(whole: number, kept: number): Notification[] {
  const limit = `accepts ${MOST_RULES} at most`;
  return kept < whole ? [cutNotification('rule', whole, kept, 'those without a failure', limit)] : [];
}

function cutResults(whole: number, kept: number): Notification[] {
  if (kept === whole) return [];
  const limit = kept === MOST_RESULTS ? `shows ${MOST_RESULTS} at most` : SIZE;
  return [cutNotification('failure', whole, kept, 'the least severe ones', limit)];
}

function* cutShort(whole: number, kept: number): Generator<string> {
  if (kept === whole) return;
  const cut = cutNotification('notification', whole, kept, 'the last ones', SIZE);
  yield `${kept === 0 ? '\n' : ',\n'}${jsonText(cut)}`;
}
