/** Draws one failure or unknown for the terminal. */

import type { Evidence, Finding, RuleSummary } from '../model/finding.ts';
import type { Waived } from '../model/waiver.ts';
import { sayEvidence, type Wording } from './evidence.ts';
import { LEVEL_STYLE, paragraph, type Sheet, type Style } from './paper.ts';
import { place, placeText } from './places.ts';
import { name, printable, sentence } from './printable.ts';

const INDENT = 4;
const COLUMN = 9;
const LABEL: Style = 'dim';

/** The lines of a finding whose verdict is fail or unknown; `alike` are unknowns by the same rule for the same reason. */
export function findingLines(
  sheet: Sheet,
  finding: Finding,
  rule: RuleSummary | undefined,
  wording: Wording,
  alike: readonly Finding[] = [],
): string[] {
  const title = sentence(rule?.title ?? finding.rule);
  const message = sentence(finding.message);
  const unknown = finding.verdict === 'unknown';
  const word = unknown ? 'unknown' : finding.level;
  const { because, impact, fix, location, subject } = finding;
  const line = (label: string, text: string): string[] =>
    paragraph(sheet, text, { indent: INDENT, label, column: COLUMN, style: LABEL });
  // What is made to be copied is not wrapped.
  const whole = (label: string, text: string): string[] =>
    paragraph(sheet, text, { indent: INDENT, label, column: COLUMN, style: LABEL, whole: true });
  return [
    // An unknown shows the fault that could not be ruled out.
    ...paragraph(sheet, unknown ? `${title}?` : title, {
      indent: 2,
      label: word,
      column: word.length + 2,
      style: LEVEL_STYLE[word],
    }),
    ...(message === title ? [] : paragraph(sheet, message, { indent: INDENT })),
    ...(unknown ? line('Because', sentence(because ?? 'a fact that it needs could not be read')) : []),
    ...(impact === undefined ? [] : line(unknown ? 'If so' : 'Impact', sentence(impact))),
    ...(finding.baseline === 'new' ? line('New', 'since the baseline') : []),
    ...line('About', about(finding, alike)),
    ...(wording.ids ? whole('', name(subject.id, 1000)) : []),
    ...(alike.length > 0 ? [] : evidenceLines(finding, line, sheet, wording)),
    ...(fix === undefined ? [] : line('Fix', sentence(fix.say))),
    ...(fix?.az === undefined ? [] : whole('', printable(fix.az))),
    ...line(
      'Rule',
      `${name(finding.rule)} (${name(finding.requirement)}${unknown ? `, of level ${finding.level}` : ''})`,
    ),
    ...(rule === undefined ? [] : whole('See', printable(rule.see))),
    ...line('At', placeText(location)),
  ];
}

/** The lines of a failure that is accepted: who accepts it, why and until when, rather than what to do about it. */
export function waivedLines(sheet: Sheet, finding: Finding, waived: Waived, rule: RuleSummary | undefined): string[] {
  const { because, until, by, location } = waived;
  const line = (label: string, text: string): string[] =>
    paragraph(sheet, text, { indent: INDENT, label, column: COLUMN, style: LABEL });
  const title = sentence(rule?.title ?? finding.rule);
  return [
    ...paragraph(sheet, title, { indent: 2, label: 'waived', column: 8, style: LABEL }),
    ...line('Because', sentence(because)),
    ...line('Until', `${until}${by === undefined ? '' : `, by ${name(by)}`} (${placeText(location)})`),
    ...line('About', about(finding, [])),
    ...line('Rule', `${name(finding.rule)} (${name(finding.requirement)}, of level ${finding.level})`),
  ];
}

/** One subject with its place, or the names of all that are alike. */
function about({ subject }: Finding, alike: readonly Finding[]): string {
  if (alike.length === 0) return `${name(subject.name)} (${place(subject.id)})`;
  const names = [subject, ...alike.map(other => other.subject)].map(each => name(each.name));
  return `${names.length} in all: ${names.join(', ')}`;
}

function evidenceLines(
  { evidence }: Finding,
  line: (label: string, text: string) => string[],
  sheet: Sheet,
  wording: Wording,
): string[] {
  return evidence
    .filter(each => wording.ids || !goesWithoutSaying(each))
    .map(each => sayEvidence(each, wording))
    .flatMap(({ says, details }, index) => [
      ...line(index === 0 ? 'Seen' : '', says),
      ...details.flatMap(detail => paragraph(sheet, detail, { indent: INDENT + COLUMN, label: '-', column: 2 })),
    ]);
}

/** That something exists is seen in whatever else is said of it. */
function goesWithoutSaying(evidence: Evidence): boolean {
  return evidence.is === 'setting' && evidence.value === true && evidence.field.endsWith('.exists');
}
