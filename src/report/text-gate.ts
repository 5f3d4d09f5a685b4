/** Draws the judgement of a plan for the terminal: what it breaks, what it leaves open, what comes first, what it mends. */

import type { Finding, Result } from '../model/finding.ts';
import type { GateState, PlanReview } from '../model/gate.ts';
import type { Wording } from './evidence.ts';
import { gapLines } from './gaps.ts';
import { byGate, GATE_TITLE, sayGate, sayMended, sayOffline, sayPlan, sayRemoved } from './gate.ts';
import { alike, ordered } from './groups.ts';
import { paragraph, type Sheet } from './paper.ts';
import { placeText } from './places.ts';
import { name, sentence, stopped } from './printable.ts';
import { listed } from './text-ending.ts';
import { findingLines } from './text-finding.ts';

/** The lines of the report. `wording` as for a scan. */
export function gateLines(sheet: Sheet, result: Result, plan: PlanReview, wording: Wording): string[] {
  const offline = sayOffline(plan);
  const say = (words: string) => paragraph(sheet, words, { indent: 0 });
  return [
    ...paragraph(sheet, `midrift ${result.tool.version}: ${sayPlan(plan)}`, { indent: 0, style: 'bold' }),
    ...say(
      offline ?? `Judged on ${name(result.cloud)} as read on ${result.takenAt.slice(0, 16).replace('T', ' ')} UTC.`,
    ),
    '',
    ...whole(sheet, result, 'broken', wording),
    ...whole(sheet, result, 'unknown', wording),
    ...listed(
      sheet,
      'Not judged at all',
      plan.open.map(({ says, location }) => `${placeText(location)}: ${stopped(sentence(says))}`),
    ),
    ...plan.first.flatMap(({ cluster, steps }) => first(sheet, cluster, steps)),
    ...listed(sheet, 'Mended by this plan', sayMended(plan, result.rules)),
    ...listed(sheet, GATE_TITLE['already-broken'], brief(result, 'already-broken')),
    ...listed(sheet, GATE_TITLE['already-unknown'], brief(result, 'already-unknown')),
    ...listed(sheet, 'Not read whole', gapLines(result.gaps)),
    ...listed(
      sheet,
      'To look after',
      result.notices.map(({ says, location }) => `${placeText(location)}: ${sentence(says)}`),
    ),
    ...(result.findings.length === 0 && plan.open.length === 0 && plan.removed.length === 0
      ? say('This plan touches nothing of the wiring that is judged.')
      : say([sayGate(result, plan), ...optional(sayRemoved(plan))].join(' '))),
  ];
}

function whole(sheet: Sheet, { findings, rules }: Result, state: GateState, wording: Wording): string[] {
  const found = byGate(findings, state);
  if (found.length === 0) return [];
  const byId = new Map(rules.map(rule => [rule.id, rule]));
  const lines = alike(ordered(found)).flatMap(([finding, ...others]) => [
    ...findingLines(sheet, finding, byId.get(finding.rule), wording, others),
    '',
  ]);
  return [...paragraph(sheet, GATE_TITLE[state], { indent: 0, style: 'bold' }), '', ...lines];
}

/** What the plan did not cause is named, not explained: a scan does that. */
function brief({ findings, rules }: Result, state: GateState): string[] {
  const titles = new Map(rules.map(({ id, title }) => [id, title]));
  const line = ({ level, rule, subject, verdict }: Finding) => {
    const title = sentence(titles.get(rule) ?? rule);
    const says = verdict === 'unknown' ? `unknown, of level ${level}: ${title}?` : `${level}: ${title}:`;
    return `${says} ${name(subject.name)} (${name(rule)})`;
  };
  return ordered(byGate(findings, state)).map(line);
}

function first(sheet: Sheet, cluster: string, steps: readonly string[]): string[] {
  const width = `${steps.length}. `.length;
  return [
    ...paragraph(sheet, `To do first, before ${name(cluster)} is deployed`, { indent: 0, style: 'bold' }),
    '',
    ...steps.flatMap((step, index) =>
      paragraph(sheet, sentence(step), { indent: 2, label: `${index + 1}.`, column: width }),
    ),
    '',
  ];
}

function optional(text: string | undefined): string[] {
  return text === undefined ? [] : [text];
}
