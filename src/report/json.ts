/** Draws a result as JSON, whole: whatever another report shows can be drawn from it again (`schemas/result.schema.json`). */

import type { Finding, Result } from '../model/finding.ts';
import { jsonList, jsonText } from './json-text.ts';
import { isComplete, tally } from './tally.ts';

const FORMAT = 'midrift-result';
const VERSION = 1;

/** The chunks of the document, an item of each list a line. */
export function* json(result: Result): Generator<string> {
  const { tool, takenAt, cloud, scope, systems, rules, requirements, findings, gaps, behind, requests } = result;
  yield `{"format":"${FORMAT}","version":${VERSION},\n"tool":${jsonText(tool)}`;
  yield `,\n"takenAt":${jsonText(takenAt)},\n"cloud":${jsonText(cloud)},\n"scope":${jsonText(scope)}`;
  yield ',\n"systems":';
  yield* jsonList(systems);
  yield `,\n"summary":${jsonText(summary(result))}`;
  yield ',\n"rules":';
  yield* jsonList(rules);
  yield ',\n"requirements":';
  yield* jsonList(requirements);
  yield ',\n"results":';
  yield* jsonList(inOrder(findings));
  yield ',\n"gaps":';
  yield* jsonList(gaps);
  yield ',\n"behind":';
  yield* jsonList(behind);
  if (requests !== undefined) yield `,\n"requests":${jsonText(requests)}`;
  yield '}\n';
}

function summary(result: Result): object {
  const { systems, subscriptions, findings } = result;
  return { complete: isComplete(result), systems: systems.length, subscriptions, ...tally(findings) };
}

/** Keys in one order, whoever made the finding; `JSON.stringify` leaves out the absent ones. */
function* inOrder(findings: Iterable<Finding>): Generator<object> {
  for (const {
    rule,
    requirement,
    subject,
    verdict,
    level,
    because,
    message,
    impact,
    evidence,
    fix,
    location,
  } of findings) {
    yield { rule, requirement, subject, verdict, level, because, message, impact, evidence, fix, location };
  }
}
