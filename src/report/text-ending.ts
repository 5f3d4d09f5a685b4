/** Draws the end of a text report: what was not read, what Resource Graph did not have yet, and the sums. */

import { LEVELS, type Requests, type Result } from '../model/finding.ts';
import { gapLines } from './gaps.ts';
import { LEVEL_STYLE, paragraph, type Sheet, styled } from './paper.ts';
import { placeText } from './places.ts';
import { count, sentence } from './printable.ts';
import { sayBaseline, sayFixed } from './review.ts';
import { isComplete, tally, total } from './tally.ts';

/** The lines after the last system. */
export function endingLines(sheet: Sheet, result: Result): string[] {
  const { baseline } = result;
  return [
    ...listed(sheet, 'Not read whole', gapLines(result.gaps)),
    ...listed(sheet, 'Resource Graph was behind', result.behind.map(sentence)),
    ...listed(sheet, 'Fixed since the baseline', baseline === undefined ? [] : sayFixed(baseline, result.rules)),
    ...listed(
      sheet,
      'To look after',
      result.notices.map(({ says, location }) => `${placeText(location)}: ${sentence(says)}`),
    ),
    ...summary(sheet, result),
  ];
}

/** A title and items below it; nothing where there are none. */
export function listed(sheet: Sheet, title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const lines = items.flatMap(item => paragraph(sheet, item, { indent: 2, label: '-', column: 2 }));
  return [...paragraph(sheet, title, { indent: 0, style: 'bold' }), '', ...lines, ''];
}

function summary(sheet: Sheet, result: Result): string[] {
  const { fail, waived, unknown, pass, notApplicable } = tally(result.findings);
  const isWaived = total(waived) > 0;
  const cell = (number: number): string => String(number).padStart(9);
  const say = (words: string): string[] => paragraph(sheet, words, { indent: 2 });
  return [
    styled(sheet, 'bold', 'Summary'),
    '',
    `  ${''.padEnd(8)}   failed  unknown${isWaived ? '   waived' : ''}`,
    ...LEVELS.map(level => {
      const word = styled(sheet, LEVEL_STYLE[level], level.padEnd(8));
      return `  ${word}${cell(fail[level])}${cell(unknown[level])}${isWaived ? cell(waived[level]) : ''}`;
    }),
    '',
    ...say(`${pass} passed, ${notApplicable} not applicable, by ${count(result.rules.length, 'rule')}`),
    ...(result.baseline === undefined ? [] : say(sayBaseline(result.baseline, result.findings))),
    ...(result.systems.length === 0 && result.drift !== undefined ? [] : say(sayRead(result))),
    ...(result.requests === undefined ? [] : say(sayRequests(result.requests))),
    ...say(conclusion(result, total(fail), total(unknown))),
  ];
}

function sayRead({ systems, subscriptions }: Result): string {
  const clusters = systems.filter(({ kind }) => kind === 'nexus').length;
  const parts = [count(clusters, 'Nexus cluster'), count(systems.length - clusters, 'CycleCloud server')];
  return `${parts.join(' and ')} in ${count(subscriptions, 'subscription')}`;
}

function sayRequests({ resourceGraphQueries, resourceGraphPages, arm, graph, throttled }: Requests): string {
  const parts = [
    `${count(resourceGraphQueries, 'Resource Graph query', 'Resource Graph queries')} (${count(resourceGraphPages, 'page')})`,
    count(arm, 'Resource Manager request'),
    count(graph, 'Microsoft Graph request'),
    ...(throttled > 0 ? [`${count(throttled, 'request')} put off by Azure's quotas`] : []),
  ];
  return parts.join(', ');
}

/** The last line says whether the numbers above can be relied on. */
function conclusion(result: Result, failed: number, unknown: number): string {
  if (result.systems.length === 0 && result.findings.length === 0) {
    return 'Nothing was judged: no cluster and no CycleCloud was found in what was read.';
  }
  if (result.findings.length === 0) return 'Nothing was judged: no rule looked at what was read.';
  const verdict = failed > 0 ? `${count(failed, 'check')} failed.` : 'No check failed.';
  if (unknown === 0 && result.gaps.length === 0) return verdict;
  const doubts = [
    ...(unknown > 0 ? [`${count(unknown, 'check')} could not be decided`] : []),
    ...(result.gaps.length > 0 ? [`${count(result.gaps.length, 'part')} of Azure could not be read whole`] : []),
  ].join(', and ');
  return `${verdict} ${doubts}${isComplete(result) ? '' : ': this result is incomplete'}.`;
}
