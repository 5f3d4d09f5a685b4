/** Draws a result as Markdown for a job's summary on GitHub: what is broken, what it breaks, and how to mend it. */

import { type Finding, LEVELS, type Result, type RuleSummary } from '../model/finding.ts';
import { sayEvidence } from './evidence.ts';
import { GATE_WORD, sayGate } from './gate.ts';
import { alike, bySystem, type Group, KINDS, ordered, SHARED } from './groups.ts';
import { decisions, doubts, planned } from './markdown-lists.ts';
import { block, code, plain } from './markdown-text.ts';
import { mermaid } from './mermaid.ts';
import { place } from './places.ts';
import { count, name, printable, sentence, stopped } from './printable.ts';
import { sayBaseline } from './review.ts';
import { isComplete, tally, total } from './tally.ts';

/** GitHub takes 1 MiB of a step's summary (GitHub Docs, "Adding a job summary"); a little is left for the statement of the cut. */
const MOST_BYTES = 1024 * 1024 - 1024;
const MOST_ROWS = 200;

/** The chunks of the text, at most 1 MiB together; what is cut is said at the end. */
export function* markdown(result: Result): Generator<string> {
  let room = MOST_BYTES;
  let left = 0;
  for (const part of parts(result)) {
    // Once one finding is cut, so are all after it: they are less severe.
    const text = left > 0 ? '' : part.text();
    const size = Buffer.byteLength(text);
    if (left > 0 || size > room) {
      left += part.findings;
      room = 0;
      continue;
    }
    room -= size;
    yield text;
  }
  if (left > 0)
    yield `\n> **Cut:** ${count(left, 'more finding')} do not fit into the summary, which GitHub limits to 1 MiB. The other reports have them all.\n`;
}

type Part = { readonly text: () => string; readonly findings: number };

function* parts(result: Result): Generator<Part> {
  const rules = new Map(result.rules.map(rule => [rule.id, rule]));
  yield { text: () => opening(result), findings: 0 };
  yield { text: () => planned(result), findings: 0 };
  yield { text: () => doubts(result), findings: 0 };
  yield { text: () => decisions(result, rules), findings: 0 };
  const groups = bySystem(result);
  const open = groups.map(group => ({
    group,
    findings: ordered(group.findings).filter(({ waived }) => waived === undefined),
  }));
  const found = LEVELS.flatMap(level =>
    open.map(({ group, findings }) => ({ group, findings: findings.filter(each => each.level === level) })),
  );
  for (const verdict of ['fail', 'unknown'] as const) {
    let isFirst = true;
    for (const { group, findings } of found) {
      for (const same of alike(findings.filter(each => each.verdict === verdict))) {
        const heading = isFirst ? `\n### ${verdict === 'fail' ? 'Failed' : 'Not known'}\n` : '';
        isFirst = false;
        yield { text: () => heading + item(group, same, rules.get(same[0].rule)), findings: same.length };
      }
    }
  }
}

function opening(result: Result): string {
  const { fail, waived, unknown, pass, notApplicable } = tally(result.findings);
  const words = [
    ...LEVELS.filter(level => fail[level] > 0).map(level => count(fail[level], level)),
    ...(total(unknown) > 0 ? [`${total(unknown)} unknown`] : []),
    ...(total(waived) > 0 ? [`${total(waived)} waived`] : []),
    `${pass} passed`,
    `${notApplicable} not applicable`,
  ];
  const broken = result.systems.length === 0 ? 'nothing was judged' : words.join(', ');
  const chart = mermaid(result.wiring);
  return [
    `## midrift: ${result.plan === undefined ? broken : plain(sayGate(result, result.plan))}`,
    '',
    `${plain(name(result.cloud))}, as read on ${plain(result.takenAt.slice(0, 16).replace('T', ' '))} UTC.`,
    ...(result.baseline === undefined ? [] : ['', `${plain(sayBaseline(result.baseline, result.findings))}.`]),
    ...(isComplete(result)
      ? []
      : [
          '',
          '> **This result is incomplete:** something that an error could hide behind was not read or not decided.',
        ]),
    '',
    ...table(result),
    ...(chart === undefined ? [] : ['', '### What is broken or not known', '', block('mermaid', chart.text)]),
    ...(chart === undefined || chart.left === 0 ? [] : ['', `${count(chart.left, 'more system')} not drawn.`]),
    '',
  ].join('\n');
}

function table(result: Result): string[] {
  const groups = bySystem(result);
  if (groups.length === 0) return [];
  const rows = groups.slice(0, MOST_ROWS).map(({ system, findings }) => {
    const { fail, unknown, pass } = tally(findings);
    const says = system === undefined ? SHARED : `${plain(name(system.name))} (${KINDS[system.kind]})`;
    return `| ${says} | ${fail.error} | ${fail.warning} | ${fail.note} | ${total(unknown)} | ${pass} |`;
  });
  const rest = groups.length - rows.length;
  return [
    '| System | Errors | Warnings | Notes | Unknown | Passed |',
    '| :-- | --: | --: | --: | --: | --: |',
    ...rows,
    ...(rest > 0 ? ['', `${count(rest, 'more system')} not listed.`] : []),
  ];
}

function item(
  { system }: Group,
  [finding, ...others]: readonly [Finding, ...Finding[]],
  rule: RuleSummary | undefined,
): string {
  const { verdict, level, message, because, impact, fix, subject, evidence, requirement, gate } = finding;
  const title = sentence(rule?.title ?? finding.rule);
  const says = sentence(message);
  const unknown = verdict === 'unknown';
  const names = [finding, ...others].map(each => name(each.subject.name));
  const seen = others.length > 0 ? [] : evidence.map(each => sayEvidence(each, { ids: false, most: 5 }));
  const where = system === undefined ? SHARED : name(system.name);
  return [
    `\n#### ${unknown ? `Unknown, of level ${level}` : capital(level)}: ${plain(title)}${unknown ? '?' : ''}${gate === undefined ? '' : ` (${GATE_WORD[gate]})`}`,
    '',
    `${plain(where)} · ${plain(names.slice(0, 20).join(', '))}${names.length > 20 ? ` and ${names.length - 20} more` : ''} · ${plain(place(subject.id))} · ${code(name(finding.rule))} · ${plain(name(requirement))}`,
    ...(says === title ? [] : ['', plain(stopped(says))]),
    ...(unknown
      ? ['', `Not known because ${plain(stopped(sentence(because ?? 'a fact that it needs could not be read')))}`]
      : []),
    ...(impact === undefined ? [] : ['', `**${unknown ? 'If so' : 'Impact'}:** ${plain(stopped(sentence(impact)))}`]),
    ...(fix === undefined ? [] : ['', `**Fix:** ${plain(stopped(sentence(fix.say)))}`]),
    ...(fix?.az === undefined ? [] : ['', block('sh', printable(fix.az))]),
    ...(seen.length === 0
      ? []
      : [
          '',
          '<details><summary>What was seen</summary>',
          '',
          ...seen.flatMap(({ says, details }) => [
            `- ${plain(says)}`,
            ...details.map(detail => `  - ${plain(detail)}`),
          ]),
          '',
          '</details>',
        ]),
    '',
  ].join('\n');
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
