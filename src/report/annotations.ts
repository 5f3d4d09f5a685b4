/** Draws the worst findings as GitHub workflow commands, which the runner turns into annotations of the change. */

import { type Finding, LEVELS, type Level, type Location, type Notice, type Result } from '../model/finding.ts';
import { count, name, printable, sentence, stopped } from './printable.ts';

/** GitHub shows so many annotations of each level from one step (GitHub Docs, "Workflow commands", and the runner's own limit). */
const MOST = 10;

const COMMANDS: { readonly [level in Level]: string } = { error: 'error', warning: 'warning', note: 'notice' };

/** The lines. An unknown is never more than a warning: it is no failure. */
export function* annotations({ rules, findings: all, notices }: Result): Generator<string> {
  const titles = new Map(rules.map(({ id, title }) => [id, title]));
  // Of a plan, only what it causes: it is the change that is annotated.
  const findings = all.filter(
    ({ verdict, waived, gate }) =>
      (verdict === 'fail' || verdict === 'unknown') && waived === undefined && gate?.startsWith('already') !== true,
  );
  for (const level of LEVELS) {
    const own = (['fail', 'unknown'] as const).flatMap(verdict =>
      findings.filter(finding => finding.verdict === verdict && levelOf(finding) === level),
    );
    for (const finding of own.slice(0, MOST)) yield annotation(level, finding, titles.get(finding.rule));
    const rest = own.length - MOST;
    if (rest > 0)
      yield `midrift: ${count(rest, `more ${COMMANDS[level]}`)} not annotated, as GitHub shows ${MOST} of a level; the other reports have them all.\n`;
  }
  for (const notice of notices) yield warning(notice);
  const waived = all.filter(finding => finding.waived !== undefined).length;
  if (waived > 0) yield `midrift: ${count(waived, 'waived failure')} not annotated; the other reports have them all.\n`;
}

function warning({ says, location }: Notice): string {
  return `::warning ${placed(location)},title=midrift::${data(stopped(sentence(says)))}\n`;
}

function levelOf({ verdict, level }: Finding): Level | undefined {
  if (verdict === 'fail') return level;
  if (verdict === 'unknown') return level === 'error' ? 'warning' : 'note';
  return undefined;
}

function annotation(level: Level, finding: Finding, title: string | undefined): string {
  const { verdict, message, because, impact, fix, location, subject } = finding;
  const unknown = verdict === 'unknown';
  const heading = `${unknown ? 'Unknown: ' : ''}${sentence(title ?? finding.rule)}${unknown ? '?' : ''} (${name(finding.requirement)})`;
  const lines = [
    stopped(
      unknown
        ? `${name(subject.name)}: ${sentence(because ?? 'a fact that it needs could not be read')}`
        : sentence(message),
    ),
    ...(impact === undefined ? [] : [`${unknown ? 'If so: ' : ''}${stopped(sentence(impact))}`]),
    ...(fix === undefined ? [] : [`Fix: ${stopped(sentence(fix.say))}`]),
    ...(fix?.az === undefined ? [] : [printable(fix.az)]),
  ];
  return `::${COMMANDS[level]} ${placed(location)},title=${property(heading)}::${data(lines.join('\n'))}\n`;
}

function placed({ file, line, column }: Location): string {
  return `file=${property(printable(file))},line=${line},col=${column}`;
}

/** As the runner reads it back (actions/toolkit, packages/core, command.ts). */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
