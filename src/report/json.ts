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
 * Gives the text of a finding: its keys in one order, whoever made it, without the absent ones. Most text was there before:
 * findings of one rule share what the rule says, and those of one system, which follow each other, subjects and evidence.
 */
function textOfFindings(): (finding: Finding) => string {
  const ofRules = remembering();
  let ofSystem = remembering();
  let system: string | undefined;
  return finding => {
    const { rule, requirement, subject, verdict, level, because, message, impact, evidence, fix, location } = finding;
    const { waived, baseline, gate } = finding;
    // What several systems share has no end to it.
    if (subject.system === undefined || subject.system !== system) ofSystem = remembering();
    system = subject.system;
    const head = `"rule":${ofRules(rule)},"requirement":${ofRules(requirement)},"subject":${ofSystem(subject)}`;
    const said = verdict === 'fail' ? jsonText(message) : ofRules(message);
    const says = `"verdict":"${verdict}","level":"${level}"${member({ because })},"message":${said}${member({ impact })}`;
    const seen = evidence.map(ofSystem).join(',');
    const place = `${member({ fix })},"location":${ofSystem(location)}${member({ waived })}${member({ baseline })}${member({ gate })}`;
    return `{${head},${says},"evidence":[${seen}]${place}}`;
  };
}

/** Gives the JSON of values, and the same again for the same ones. */
function remembering(): (value: object | string) => string {
  const texts = new Map<object | string, string>();
  return value => {
    const known = texts.get(value);
    if (known !== undefined) return known;
    const text = jsonText(value);
    texts.set(value, text);
    return text;
  };
}

/** A member to follow others; nothing where its value is absent. */
function member(named: { readonly [name: string]: unknown }): string {
  for (const name in named) return named[name] === undefined ? '' : `,${jsonText(named).slice(1, -1)}`;
  return '';
}
