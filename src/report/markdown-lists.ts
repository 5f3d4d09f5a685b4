/** Draws the lists of a job's summary: what was not read, and what people decided. */

import type { Result, RuleSummary } from '../model/finding.ts';
import { gapLines } from './gaps.ts';
import { sayMended, sayOffline, sayPlan, sayRemoved } from './gate.ts';
import { code, plain } from './markdown-text.ts';
import { placeText } from './places.ts';
import { name, sentence } from './printable.ts';
import { sayFixed, sayWaived } from './review.ts';

const MOST_ROWS = 200;

function items(title: string, all: readonly string[]): string[] {
  if (all.length === 0) return [];
  const rest = all.length - MOST_ROWS;
  return [
    `\n### ${title}\n`,
    ...all.slice(0, MOST_ROWS).map(each => `- ${each}`),
    ...(rest > 0 ? [`- and ${rest} more`] : []),
  ];
}

/** What people accepted, what was mended since the baseline, and what they should look after. */
export function decisions(
  { findings, baseline, rules: all, notices }: Result,
  rules: ReadonlyMap<string, RuleSummary>,
): string {
  const waived = findings.flatMap(({ rule, subject, level, waived: how }) => {
    const title = sentence(rules.get(rule)?.title ?? rule);
    return how === undefined
      ? []
      : [`${level}: ${plain(title)}: ${plain(name(subject.name))}. ${plain(sayWaived(how))}`];
  });
  return [
    ...items(
      'To look after',
      notices.map(({ says, location }) => `${code(placeText(location))}: ${plain(sentence(says))}`),
    ),
    ...items('Fixed since the baseline', baseline === undefined ? [] : sayFixed(baseline, all).map(plain)),
    ...items('Waived', waived),
    '',
  ].join('\n');
}

/** What a plan does to the wiring, and what comes first; empty in a scan. */
export function planned({ plan, rules }: Result): string {
  if (plan === undefined) return '';
  const offline = sayOffline(plan);
  return [
    '',
    `${plain(sentence(sayPlan(plan)))}. ${plain(sayRemoved(plan) ?? '')}`.trimEnd(),
    ...(offline === undefined ? [] : ['', plain(offline)]),
    ...items(
      'Not judged at all',
      plan.open.map(({ says, location }) => `${code(placeText(location))}: ${plain(sentence(says))}`),
    ),
    ...plan.first.flatMap(({ cluster, steps }) => [
      `\n### To do first, before ${plain(name(cluster))} is deployed\n`,
      ...steps.map((step, index) => `${index + 1}. ${plain(sentence(step))}`),
    ]),
    ...items('Mended by this plan', sayMended(plan, rules).map(plain)),
    '',
  ].join('\n');
}

/** What was not read whole, or not yet where it was looked for. */
export function doubts({ gaps, behind }: Result): string {
  return [
    ...items('Not read whole', gapLines(gaps).map(plain)),
    ...items(
      'Resource Graph was behind',
      behind.map(each => plain(sentence(each))),
    ),
    '',
  ].join('\n');
}
