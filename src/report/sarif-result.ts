/** Draws a failure as a SARIF result. */

import { createHash } from 'node:crypto';
import type {
  LogicalLocation,
  PhysicalLocation,
  Location as SarifLocation,
  Result as SarifResult,
  Suppression,
} from 'sarif';
import type { Fixed } from '../model/baseline.ts';
import type { Finding, Location, SubjectSummary } from '../model/finding.ts';
import type { GateState } from '../model/gate.ts';
import { foldId } from '../model/resource-id.ts';
import type { Waived } from '../model/waiver.ts';
import { type Statement, sayEvidence } from './evidence.ts';
import { portalLink } from './portal.ts';
import { cut, name, printable, sentence, stopped } from './printable.ts';
import { sayWaived } from './review.ts';
import { type IndexedRule, MESSAGE, sarifId } from './sarif-rule.ts';

/** A wall of text helps nobody; the JSON and HTML reports have all the evidence. */
const LONGEST_EVIDENCE = 2000;

/** The name of the repository's root in SARIF. */
export const SOURCE_ROOT = '%SRCROOT%';

/** Where the text of files comes from. */
export type FileLines = {
  /**
   * The lines of a file, for snippets. Only of files that may be published with the report, as the config and the lock
   * may: templates and parameters may hold the very secrets that a finding is about.
   */
  readonly lines?: (file: string) => readonly string[] | undefined;
};

/** What results need to know besides their finding. */
export type ResultOptions = FileLines & { readonly cloud: string };

/** `of` is the finding's rule, where the result knows it. */
export function sarifResult(finding: Finding, of: IndexedRule | undefined, options: ResultOptions): SarifResult {
  const { verdict, waived, gate } = finding;
  const baseline = finding.baseline ?? (gate === undefined ? undefined : BASELINE[gate]);
  return {
    ruleId: of === undefined ? finding.rule : sarifId(of.rule),
    ...(of !== undefined && { ruleIndex: of.index }),
    ...(verdict === 'fail' ? { level: finding.level } : { kind: KIND[verdict], level: 'none' }),
    message: {
      text: noLinks(verdict === 'fail' ? messageText(finding) : otherText(finding, verdict)),
      ...(of !== undefined && { id: MESSAGE[verdict], arguments: [name(finding.subject.name)] }),
    },
    locations: [sarifLocation(finding, options)],
    partialFingerprints: { primaryLocationLineHash: fingerprint(finding, of) },
    ...(baseline !== undefined && { baselineState: baseline }),
    ...(waived !== undefined && { suppressions: [suppression(waived)] }),
  };
}

const BASELINE: { readonly [state in GateState]: 'new' | 'unchanged' } = {
  broken: 'new',
  unknown: 'new',
  'already-broken': 'unchanged',
  'already-unknown': 'unchanged',
};

/** A failure of the baseline, or of before a plan, that is none any more. */
export function absentResult(
  { now: _, ...fixed }: Fixed,
  of: IndexedRule | undefined,
  options: ResultOptions,
): SarifResult {
  return { ...sarifResult({ ...fixed, verdict: 'fail', evidence: [] }, of, options), baselineState: 'absent' };
}

/** An open result is one that the tool could not decide (SARIF 2.1.0, section 3.27.9). */
const KIND = { unknown: 'open', pass: 'pass', 'not-applicable': 'notApplicable' } as const;

const SAYS = { unknown: 'Not known whether so', pass: 'Not so', 'not-applicable': 'Does not apply' } as const;

function otherText({ message, because }: Finding, verdict: keyof typeof SAYS): string {
  const why = because === undefined ? '' : `\nBecause: ${stopped(sentence(because))}`;
  return `${stopped(`${SAYS[verdict]}: ${sentence(message)}`)}${why}`;
}

function suppression(waived: Waived): Suppression {
  return {
    kind: 'external',
    status: 'accepted',
    justification: sayWaived(waived),
    location: { physicalLocation: physicalLocation(waived.location, undefined) },
  };
}

/** The whole case in paragraphs: what, why it matters, what was seen, what to do. */
function messageText({ message, impact, evidence, fix }: Finding): string {
  const seen = evidence.map(each => condensed(sayEvidence(each, { ids: false, most: 5 })));
  return [
    stopped(sentence(message)),
    ...(impact === undefined ? [] : [stopped(sentence(impact))]),
    ...(seen.length > 0 ? [`Seen: ${cut(seen.join('; '), LONGEST_EVIDENCE)}.`] : []),
    ...(fix === undefined ? [] : [`Fix: ${stopped(sentence(fix.say))}`]),
    ...(fix?.az === undefined ? [] : [`Run: ${printable(fix.az)}`]),
  ].join('\n');
}

function condensed({ says, details }: Statement): string {
  return details.length === 0 ? says : `${says}: ${details.join(', ')}`;
}

/** SARIF messages may hold `[text](target)` links (2.1.0, section 3.11.6): a name from Azure must not become one. */
export function noLinks(text: string): string {
  return text.replaceAll('](', '] (');
}

/** The place in the repository, with the Azure resource as the logical location. */
function sarifLocation({ location, subject }: Finding, { lines, cloud }: ResultOptions): SarifLocation {
  return {
    physicalLocation: physicalLocation(location, lines?.(location.file)),
    logicalLocations: [logicalLocation(subject, cloud)],
  };
}

/** A place in the repository; `lines` are those of its file, where they may be shown. */
export function physicalLocation(location: Location, lines: readonly string[] | undefined): PhysicalLocation {
  const artifactLocation = { uri: relativeUri(location.file), uriBaseId: SOURCE_ROOT };
  return { artifactLocation, ...regions(location, lines) };
}

/** GitHub asks for all four numbers of the region; without the text of the line it is one character. */
function regions(
  { line, column }: Location,
  lines: readonly string[] | undefined,
): Pick<PhysicalLocation, 'region' | 'contextRegion'> {
  const text = lines?.[line - 1];
  const end = text === undefined ? column + 1 : Math.max(text.trimEnd().length + 1, column + 1);
  const region = { startLine: line, startColumn: column, endLine: line, endColumn: end };
  if (lines === undefined || text === undefined) return { region };
  const first = Math.max(line - 1, 1);
  const last = Math.min(line + 1, lines.length);
  const context = lines.slice(first - 1, last).join('\n');
  return {
    region: { ...region, snippet: { text: text.slice(column - 1, end - 1) } },
    contextRegion: { startLine: first, endLine: last, snippet: { text: context } },
  };
}

/** The Azure resource, or the part of it, that a finding is about, with its page in the portal. */
export function logicalLocation(subject: SubjectSummary, cloud: string): LogicalLocation {
  const portal = portalLink(cloud, subject.id);
  return {
    name: name(subject.name),
    fullyQualifiedName: printable(subject.id),
    kind: 'resource',
    ...(portal !== undefined && { properties: { portal } }),
  };
}

function relativeUri(file: string): string {
  return (
    file
      // A result that people edited may name a place outside of the repository, with which GitHub refuses the whole file.
      .replace(/^(?:\.{0,2}\/)+/, '')
      .split('/')
      .map(segment => encodeURIComponent(segment.toWellFormed()))
      .join('/')
  );
}

/**
 * In the form of GitHub's own line hashes, but of the rule and the subject: it outlives edits of the file, other spellings
 * of the id and, through the first of its former ids, other names of the rule.
 */
function fingerprint({ rule, subject }: Finding, of: IndexedRule | undefined): string {
  const first = of?.rule.formerly[0] ?? rule;
  const hash = createHash('sha256')
    .update(`${first}\n${foldId(subject.id)}`)
    .digest('hex');
  return `${hash.slice(0, 16)}:1`;
}
