/** Draws a result for the terminal: what is wrong, why it matters, what was seen, and how to mend it, cluster by cluster. */

import { type Finding, LEVELS, type Result, type RuleSummary, type System } from '../model/finding.ts';
import { foldId } from '../model/resource-id.ts';
import type { Wording } from './evidence.ts';
import { LEVEL_STYLE, paragraph, type Sheet, styled } from './paper.ts';
import { count, name } from './printable.ts';
import { type Tally, tally, total } from './tally.ts';
import { endingLines } from './text-ending.ts';
import { findingLines } from './text-finding.ts';

/** `verbose`: passed and not applicable checks too, all grants, and whole ids. */
export type TextOptions = Sheet & { readonly verbose?: boolean };

const KINDS: { readonly [kind in System['kind']]: string } = { nexus: 'Nexus cluster', cyclecloud: 'CycleCloud' };

/** The report for people at a terminal, ending in a line end. */
export function text(result: Result, { width, color, verbose = false }: TextOptions): string {
  const sheet = { width, color };
  const rules = new Map(result.rules.map(rule => [rule.id, rule]));
  const wording: Wording = { ids: verbose, most: verbose ? Number.POSITIVE_INFINITY : 10 };
  const taken = `${result.takenAt.slice(0, 16).replace('T', ' ')} UTC`;
  const lines = paragraph(sheet, `midrift ${result.tool.version}: ${name(result.cloud)} as read on ${taken}`, {
    indent: 0,
    style: 'bold',
  });
  lines.push('');
  for (const { heading, findings } of groups(result)) {
    const numbers = tally(findings);
    if (!verbose && isHealthy(numbers)) {
      lines.push(healthyLine(sheet, heading, numbers));
      continue;
    }
    if (lines.at(-1) !== '') lines.push('');
    lines.push(...paragraph(sheet, `${heading.of}: ${sayTally(numbers)}`, { indent: 0, style: 'bold' }));
    if (heading.id !== undefined)
      lines.push(...paragraph(sheet, name(heading.id, 1000), { indent: 0, style: 'dim', whole: true }));
    lines.push('');
    for (const [finding, ...alike] of verbose
      ? ordered(findings).map(one => [one] as const)
      : grouped(ordered(findings)))
      lines.push(...findingLines(sheet, finding, rules.get(finding.rule), wording, alike), '');
    if (verbose) lines.push(...quietLines(sheet, findings, rules));
  }
  if (lines.at(-1) !== '') lines.push('');
  lines.push(...endingLines(sheet, result));
  return `${lines.join('\n')}\n`;
}

type Heading = { readonly of: string; readonly id?: string };
type Group = { readonly heading: Heading; readonly findings: Finding[] };

/** Findings by system; the ones that belong to no single system come last. */
function groups(result: Result): Group[] {
  const bySystem = new Map<string, Group>(
    result.systems.map(system => [
      system.id,
      { heading: { of: `${name(system.name)} (${KINDS[system.kind]})`, id: system.id }, findings: [] },
    ]),
  );
  const shared: Group = { heading: { of: 'Shared by several systems' }, findings: [] };
  for (const finding of result.findings) (bySystem.get(finding.subject.system ?? '') ?? shared).findings.push(finding);
  return [...bySystem.values(), ...(shared.findings.length > 0 ? [shared] : [])];
}

/** Failures, then unknowns, each most severe first. */
function ordered(findings: readonly Finding[]): Finding[] {
  return (['fail', 'unknown'] as const).flatMap(verdict =>
    LEVELS.flatMap(level => findings.filter(finding => finding.verdict === verdict && finding.level === level)),
  );
}

/** Unknowns of one rule for one reason are said once, for all their subjects. */
function grouped(findings: readonly Finding[]): (readonly [Finding, ...Finding[]])[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const { verdict, rule, because, subject } = finding;
    const key = verdict === 'unknown' ? `${rule}\n${because}` : `${rule}\n${foldId(subject.id)}\n`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
}

function isHealthy({ fail, unknown, pass }: Tally): boolean {
  return total(fail) + total(unknown) === 0 && pass > 0;
}

function healthyLine(sheet: Sheet, { of }: Heading, numbers: Tally): string {
  return `${styled(sheet, LEVEL_STYLE.ok, 'ok')}  ${of}: ${sayTally(numbers)}`;
}

/** `2 errors, 1 unknown, 20 passed`, or that nothing was judged at all. */
function sayTally({ fail, unknown, pass, notApplicable }: Tally): string {
  const parts = [
    ...LEVELS.filter(level => fail[level] > 0).map(level => count(fail[level], level)),
    ...(total(unknown) > 0 ? [`${total(unknown)} unknown`] : []),
    ...(pass > 0 ? [`${pass} passed`] : []),
    ...(notApplicable > 0 ? [`${notApplicable} not applicable`] : []),
  ];
  return pass + total(fail) + total(unknown) > 0 ? parts.join(', ') : ['nothing was judged', ...parts].join(', ');
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
