/** Draws a result for the terminal: what is wrong, why it matters, what was seen, and how to mend it, cluster by cluster. */

import { type Finding, LEVELS, type Result, type RuleSummary, type System } from '../model/finding.ts';
import type { Wording } from './evidence.ts';
import { alike, bySystem, KINDS, ordered, SHARED } from './groups.ts';
import { LEVEL_STYLE, paragraph, type Sheet } from './paper.ts';
import { count, name } from './printable.ts';
import { type Tally, tally, total } from './tally.ts';
import { endingLines } from './text-ending.ts';
import { findingLines, waivedLines } from './text-finding.ts';
import { gateLines } from './text-gate.ts';

/** `verbose`: passed and not applicable checks too, all grants, and whole ids. */
export type TextOptions = Sheet & { readonly verbose?: boolean };

/** The report for people at a terminal, ending in a line end. */
export function text(result: Result, { width, color, verbose = false }: TextOptions): string {
  const sheet = { width, color };
  const rules = new Map(result.rules.map(rule => [rule.id, rule]));
  const wording: Wording = { ids: verbose, most: verbose ? Number.POSITIVE_INFINITY : 10 };
  if (result.plan !== undefined) return `${gateLines(sheet, result, result.plan, wording).join('\n')}\n`;
  const taken = `${result.takenAt.slice(0, 16).replace('T', ' ')} UTC`;
  const lines = paragraph(sheet, `midrift ${result.tool.version}: ${name(result.cloud)} as read on ${taken}`, {
    indent: 0,
    style: 'bold',
  });
  lines.push('');
  for (const { system, findings } of bySystem(result)) {
    const heading = headingOf(system);
    const numbers = tally(findings);
    if (!verbose && isHealthy(numbers)) {
      lines.push(...healthyLines(sheet, heading, numbers));
      continue;
    }
    if (lines.at(-1) !== '') lines.push('');
    lines.push(...paragraph(sheet, `${heading}: ${sayTally(numbers)}`, { indent: 0, style: 'bold' }));
    if (system !== undefined)
      lines.push(...paragraph(sheet, name(system.id, 1000), { indent: 0, style: 'dim', whole: true }));
    lines.push('');
    for (const [finding, ...others] of verbose
      ? ordered(findings).map(one => [one] as const)
      : alike(ordered(findings))) {
      const rule = rules.get(finding.rule);
      const { waived } = finding;
      const drawn =
        waived === undefined
          ? findingLines(sheet, finding, rule, wording, others)
          : waivedLines(sheet, finding, waived, rule);
      lines.push(...drawn, '');
    }
    if (verbose) lines.push(...quietLines(sheet, findings, rules));
  }
  if (lines.at(-1) !== '') lines.push('');
  lines.push(...endingLines(sheet, result));
  return `${lines.join('\n')}\n`;
}

function headingOf(system: System | undefined): string {
  return system === undefined ? SHARED : `${name(system.name)} (${KINDS[system.kind]})`;
}

function isHealthy({ fail, waived, unknown, pass }: Tally): boolean {
  return total(fail) + total(waived) + total(unknown) === 0 && pass > 0;
}

function healthyLines(sheet: Sheet, heading: string, numbers: Tally): string[] {
  return paragraph(sheet, `${heading}: ${sayTally(numbers)}`, {
    indent: 0,
    label: 'ok',
    column: 4,
    style: LEVEL_STYLE.ok,
  });
}

/** `2 errors, 1 unknown, 20 passed`, or that nothing was judged at all. */
function sayTally({ fail, waived, unknown, pass, notApplicable }: Tally): string {
  const parts = [
    ...LEVELS.filter(level => fail[level] > 0).map(level => count(fail[level], level)),
    ...(total(unknown) > 0 ? [`${total(unknown)} unknown`] : []),
    ...(total(waived) > 0 ? [`${total(waived)} waived`] : []),
    ...(pass > 0 ? [`${pass} passed`] : []),
    ...(notApplicable > 0 ? [`${notApplicable} not applicable`] : []),
  ];
  return pass + total(fail) + total(waived) + total(unknown) > 0
    ? parts.join(', ')
    : ['nothing was judged', ...parts].join(', ');
}

function quietLines(sheet: Sheet, findings: readonly Finding[], rules: ReadonlyMap<string, RuleSummary>): string[] {
  const lines = findings
    .filter(({ verdict }) => verdict === 'pass' || verdict === 'not-applicable')
    .flatMap(({ verdict, rule, subject, because }) => {
      const word = verdict === 'pass' ? 'passed' : 'not applicable';
      const why = because === undefined ? '' : `: ${name(because, 300)}`;
      const says = `${name(rule)} (${name(rules.get(rule)?.requirement ?? '')}) on ${name(subject.name)}${why}`;
      return paragraph(sheet, says, {
        indent: 2,
        label: word,
        column: 16,
        style: verdict === 'pass' ? 'green' : 'dim',
      });
    });
  return lines.length > 0 ? [...lines, ''] : [];
}
