/** Draws every finding as a SARIF result, whatever its verdict, with waivers as suppressions and what was fixed as absent. */

import type { Invocation, Notification } from 'sarif';
import type { Result } from '../model/finding.ts';
import { jsonList, jsonOpen } from './json-text.ts';
import { gapNotification, inputNotification } from './sarif-notification.ts';
import { absentResult, type FileLines, sarifResult } from './sarif-result.ts';
import type { IndexedRule } from './sarif-rule.ts';
import { isComplete } from './tally.ts';

/** The results and the invocation, as members of the run that follow others. */
export function* fullBody(
  result: Result,
  rules: ReadonlyMap<string, IndexedRule>,
  files: FileLines,
): Generator<string> {
  const invocation: Invocation = { executionSuccessful: isComplete(result) };
  yield ',\n"results":';
  yield* jsonList(results(result, rules, files));
  yield `,\n"invocations":[${jsonOpen(invocation)},"toolExecutionNotifications":`;
  yield* jsonList(notifications(result));
  yield '}]';
}

function* results(
  { findings, baseline, plan, cloud }: Result,
  rules: ReadonlyMap<string, IndexedRule>,
  files: FileLines,
): Generator<object> {
  const options = { ...files, cloud };
  for (const finding of findings) yield sarifResult(finding, rules.get(finding.rule), options);
  for (const fixed of [...(baseline?.fixed ?? []), ...(plan?.mended ?? [])])
    yield absentResult(fixed, rules.get(fixed.rule), options);
}

function* notifications({ notices, gaps, plan }: Result): Generator<Notification> {
  yield* notices.map(inputNotification);
  yield* (plan?.open ?? []).map(inputNotification);
  yield* gaps.map(gapNotification);
}
