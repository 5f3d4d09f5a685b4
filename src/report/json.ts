/** Draws a result as JSON, whole: whatever another report shows can be drawn from it again (`schemas/result.schema.json`). */

import type { Finding, Result } from '../model/finding.ts';
import { FORMAT, VERSION } from './from-json.ts';
import { jsonList, jsonText } from './json-text.ts';
import { isComplete, tally } from './tally.ts';

/** The chunks of the document, an item of each list a line. */
export function* json(result: Result): Generator<string> {
  const { tool, takenAt, cloud, scope, systems, rules, requirements, findings, wiring, gaps, behind, requests } =
    result;
  const { notices, baseline, plan, drift, history } = result;
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
  yield* jsonList(findings, textOfFindings());
  yield ',\n"wiring":';
  yield* jsonList(wiring);
  yield ',\n"gaps":';
  yield* jsonList(gaps);
  yield ',\n"behind":';
  yield* jsonList(behind);
  yield ',\n"notices":';
  yield* jsonList(notices);
  if (baseline !== undefined) {
    yield `,\n"baseline":{"takenAt":${jsonText(baseline.takenAt)},"fixed":`;
    yield* jsonList(baseline.fixed);
    yield '}';
  }
  if (plan !== undefined) yield `,\n"plan":${jsonText(plan)}`;
  if (drift !== undefined) {
    const { lock, changes, unread, unchanged, wiring: drawn } = drift;
    yield `,\n"drift":{"lock":${jsonText(lock)},"unchanged":${unchanged},"unread":${jsonText(unread)},"changes":`;
    yield* jsonList(changes);
    yield ',"wiring":';
    yield* jsonList(drawn);
    yield '}';
  }
  yield ',\n"history":';
  yield* jsonList(history);
  if (requests !== undefined) yield `,\n"requests":${jsonText(requests)}`;
  yield '}\n';
}

function summary(result: Result): object {
  const { systems, subscriptions, findings } = result;
  return { complete: isComplete(result), systems: systems.length, subscriptions, ...tally(findings) };
}

/**
 * Gives the text of a finding: its keys in one order, whoever made it; `JSON.stringify` leaves out the absent ones.
 * Findings of one system, which follow each other, share subjects and evidence, a third of the text: that is made once.
 */
function textOfFindings(): (finding: Finding) => string {
  let system: string | undefined;
  const texts = new Map<object, string>();
  const shared = (value: object): string => {
    const text = texts.get(value) ?? jsonText(value);
    if (system !== undefined) texts.set(value, text);
    return text;
  };
  return finding => {
    const { rule, requirement, subject, verdict, level, because, message, impact, evidence, fix, location } = finding;
    const { waived, baseline, gate } = finding;
    if (subject.system !== system) texts.clear();
    system = subject.system;
    const head = members({ rule, requirement });
    const says = members({ verdict, level, because, message, impact });
    const seen = evidence.map(shared).join(',');
    const rest = members({ fix, location, waived, baseline, gate });
    return `{${head},"subject":${shared(subject)},${says},"evidence":[${seen}],${rest}}`;
  };
}

/** The members of an object as JSON, without its braces. */
function members(object: object): string {
  return jsonText(object).slice(1, -1);
}
