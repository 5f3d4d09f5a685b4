/** Draws a result as JUnit XML: a suite for each system, a case for each rule and subject. */

import type { Finding, Result } from '../model/finding.ts';
import { sayEvidence } from './evidence.ts';
import { bySystem, type Group, KINDS, SHARED } from './groups.ts';
import { name, printable, sentence, stopped } from './printable.ts';
import { sayWaived } from './review.ts';
import { type Tally, tally, total } from './tally.ts';

const WORDING = { ids: true, most: 10 };

/** The chunks of the document, a case each. Unknowns are errors: the check could not be made. */
export function* junit(result: Result): Generator<string> {
  // A case is named by what should be: a fault that passed would read wrongly.
  const says = new Map(result.requirements.map(requirement => [requirement.id, sentence(requirement.says)]));
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites name="midrift" ${numbers(tally(result.findings), result.findings.length)}>\n`;
  for (const group of bySystem(result)) yield* suite(group, result.takenAt, says);
  yield '</testsuites>\n';
}

function* suite({ system, findings }: Group, takenAt: string, says: ReadonlyMap<string, string>): Generator<string> {
  const title = system === undefined ? SHARED : `${name(system.name)} (${KINDS[system.kind]})`;
  yield `  <testsuite name="${xml(title)}" ${numbers(tally(findings), findings.length)} timestamp="${xml(takenAt)}">\n`;
  if (system !== undefined) yield `    <properties><property name="id" value="${xml(system.id)}"/></properties>\n`;
  for (const finding of findings)
    yield testcase(finding, says.get(finding.requirement) ?? sentence(finding.requirement));
  yield '  </testsuite>\n';
}

function numbers({ fail, waived, unknown, notApplicable }: Tally, tests: number): string {
  const skipped = notApplicable + total(waived);
  return `tests="${tests}" failures="${total(fail)}" errors="${total(unknown)}" skipped="${skipped}"`;
}

function testcase(finding: Finding, requirement: string): string {
  const { subject, location, verdict } = finding;
  const says = `${name(subject.name)}: ${requirement}`;
  const open = `    <testcase classname="${xml(finding.rule)}" name="${xml(says)}" file="${xml(location.file)}" line="${location.line}"`;
  return verdict === 'pass' ? `${open}/>\n` : `${open}>${outcome(finding)}</testcase>\n`;
}

function outcome(finding: Finding): string {
  const { verdict, level, message, because, waived } = finding;
  const why = sentence(because ?? 'a fact that it needs could not be read');
  if (verdict === 'not-applicable')
    return `<skipped message="${xml(because === undefined ? 'not applicable' : why)}"/>`;
  if (verdict === 'unknown') return `<error type="unknown" message="${xml(why)}">${xml(details(finding))}</error>`;
  if (waived !== undefined)
    return `<skipped message="${xml(`waived: ${sayWaived(waived)}`)}">${xml(details(finding))}</skipped>`;
  return `<failure type="${level}" message="${xml(sentence(message))}">${xml(details(finding))}</failure>`;
}

function details({ message, impact, evidence, fix, subject, requirement, location }: Finding): string {
  return [
    stopped(sentence(message)),
    ...(impact === undefined ? [] : [`Impact: ${stopped(sentence(impact))}`]),
    `Subject: ${printable(subject.id)}`,
    ...evidence.flatMap(each => {
      const { says, details } = sayEvidence(each, WORDING);
      return [`Seen: ${says}`, ...details.map(detail => `  - ${detail}`)];
    }),
    ...(fix === undefined ? [] : [`Fix: ${stopped(sentence(fix.say))}`]),
    ...(fix?.az === undefined ? [] : [`Run: ${printable(fix.az)}`]),
    `Requirement: ${name(requirement)}`,
    `At: ${name(location.file, 300)}:${location.line}:${location.column}`,
  ].join('\n');
}

const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Most text, and soon seen to be. */
const PLAIN = /^[\w .,:;/#()-]*$/;

/** Text for content and attributes, without what XML 1.0 does not allow (section 2.2): such characters read as their codes. */
function xml(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .split('\n')
    .map(printable)
    .join('\n')
    .replace(/[&<>"']/g, character => ENTITIES[character]!);
}
