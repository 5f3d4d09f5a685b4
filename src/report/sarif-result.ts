/** Draws a failure as a SARIF result. */

import { createHash } from 'node:crypto';
import type { PhysicalLocation, Location as SarifLocation, Result as SarifResult } from 'sarif';
import type { Finding, Location, SubjectSummary } from '../model/finding.ts';
import { foldId } from '../model/resource-id.ts';
import { type Statement, sayEvidence } from './evidence.ts';
import { cut, name, printable, sentence, stopped } from './printable.ts';
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

/** `of` is the finding's rule, where the result knows it. */
export function sarifResult(finding: Finding, of: IndexedRule | undefined, files: FileLines): SarifResult {
  return {
    ruleId: of === undefined ? finding.rule : sarifId(of.rule),
    ...(of !== undefined && { ruleIndex: of.index }),
    level: finding.level,
    message: {
      text: messageText(finding),
      ...(of !== undefined && { id: MESSAGE, arguments: [name(finding.subject.name)] }),
    },
    locations: [sarifLocation(finding, files)],
    partialFingerprints: { primaryLocationLineHash: fingerprint(finding, of) },
  };
}

/** The whole case in paragraphs: what, why it matters, what was seen, what to do. */
function messageText({ message, impact, evidence, fix }: Finding): string {
  const seen = evidence.map(each => condensed(sayEvidence(each, { ids: false, most: 5 })));
  const text = [
    stopped(sentence(message)),
    ...(impact === undefined ? [] : [stopped(sentence(impact))]),
    ...(seen.length > 0 ? [`Seen: ${cut(seen.join('; '), LONGEST_EVIDENCE)}.`] : []),
    ...(fix === undefined ? [] : [`Fix: ${stopped(sentence(fix.say))}`]),
    ...(fix?.az === undefined ? [] : [`Run: ${printable(fix.az)}`]),
  ].join('\n');
  return noLinks(text);
}

function condensed({ says, details }: Statement): string {
  return details.length === 0 ? says : `${says}: ${details.join(', ')}`;
}

/** SARIF messages may hold `[text](target)` links (2.1.0, section 3.11.6): a name from Azure must not become one. */
export function noLinks(text: string): string {
  return text.replaceAll('](', '] (');
}

/** The place in the repository, with the Azure resource as the logical location. */
function sarifLocation({ location, subject }: Finding, { lines }: FileLines): SarifLocation {
  return {
    physicalLocation: {
      artifactLocation: { uri: relativeUri(location.file), uriBaseId: SOURCE_ROOT },
      ...regions(location, lines?.(location.file)),
    },
    logicalLocations: [logicalLocation(subject)],
  };
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

/** The Azure resource, or the part of it, that a finding is about. */
export function logicalLocation(subject: SubjectSummary): NonNullable<SarifLocation['logicalLocations']>[number] {
  return { name: name(subject.name), fullyQualifiedName: printable(subject.id), kind: 'resource' };
}

function relativeUri(file: string): string {
  return file
    .replace(/^(?:\.\/)+/, '')
    .split('/')
    .map(segment => encodeURIComponent(segment.toWellFormed()))
    .join('/');
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
