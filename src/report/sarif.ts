/**
 * Draws a result as SARIF 2.1.0 for GitHub code scanning. Failures are results. GitHub would show an unknown as an alert
 * like any other, so unknowns and gaps are notifications of the run; one that is incomplete counts as unsuccessful.
 */

import type { Invocation, Notification, Run, VersionControlDetails } from 'sarif';
import { type Finding, LEVELS, type Result } from '../model/finding.ts';
import { foldId } from '../model/resource-id.ts';
import { jsonList, jsonOpen } from './json-text.ts';
import { cutNotification, gapNotification, unknownNotification } from './sarif-notification.ts';
import { type FileLines, SOURCE_ROOT, sarifResult } from './sarif-result.ts';
import { type IndexedRule, sarifRule } from './sarif-rule.ts';
import { isComplete } from './tally.ts';

/** GitHub keeps the 5,000 most severe results of a run (GitHub Docs, "SARIF support for code scanning", limits). */
const MOST_RESULTS = 5000;

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** What the result does not know. */
export type SarifOptions = FileLines & {
  /** The tool's web page. */
  readonly home?: string;
  /** The repository that the findings' files are in. */
  readonly repository?: { readonly uri: string; readonly revision?: string; readonly branch?: string };
};

/** The chunks of the log, a result a line. */
export function* sarif(result: Result, options: SarifOptions = {}): Generator<string> {
  const rules = new Map(result.rules.map((rule, index) => [rule.id, { rule, index }]));
  const failures = mostSevereFirst(result.findings, rules);
  const invocation: Invocation = { executionSuccessful: isComplete(result) };
  yield `{"$schema":"${SCHEMA}","version":"2.1.0","runs":[${jsonOpen(run(result, options))}`;
  yield `,\n"invocations":[${jsonOpen(invocation)},"toolExecutionNotifications":`;
  yield* jsonList(notifications(result, rules, failures.length));
  yield '}],\n"results":';
  yield* jsonList(results(failures, rules, options));
  yield '}]}\n';
}

function run(
  { tool, rules, requirements, takenAt, cloud, scope }: Result,
  { home, repository }: SarifOptions,
): Omit<Run, 'results' | 'invocations'> {
  const says = new Map(requirements.map(requirement => [requirement.id, requirement]));
  return {
    tool: {
      driver: {
        name: tool.name,
        version: tool.version,
        semanticVersion: tool.version,
        ...(home !== undefined && { informationUri: home }),
        rules: rules.map(rule => sarifRule(rule, says.get(rule.requirement))),
      },
    },
    ...(repository !== undefined && { versionControlProvenance: [provenance(repository)] }),
    automationDetails: { id: `${tool.name}/` },
    columnKind: 'utf16CodeUnits',
    properties: { takenAt, cloud, scope },
  };
}

function provenance({ uri, revision, branch }: NonNullable<SarifOptions['repository']>): VersionControlDetails {
  return {
    repositoryUri: uri,
    ...(revision !== undefined && { revisionId: revision }),
    ...(branch !== undefined && { branch }),
    mappedTo: { uriBaseId: SOURCE_ROOT },
  };
}

function mostSevereFirst(findings: readonly Finding[], rules: ReadonlyMap<string, IndexedRule>): Finding[] {
  return findings
    .filter(({ verdict }) => verdict === 'fail')
    .map(finding => ({
      finding,
      level: LEVELS.indexOf(finding.level),
      severity: rules.get(finding.rule)?.rule.securitySeverity ?? 0,
      key: `${foldId(finding.subject.id)} ${finding.rule}`,
    }))
    .sort((a, b) => a.level - b.level || b.severity - a.severity || (a.key < b.key ? -1 : 1))
    .map(({ finding }) => finding);
}

function* results(
  failures: readonly Finding[],
  rules: ReadonlyMap<string, IndexedRule>,
  files: FileLines,
): Generator<object> {
  for (const finding of failures.slice(0, MOST_RESULTS)) yield sarifResult(finding, rules.get(finding.rule), files);
}

function* notifications(
  result: Result,
  rules: ReadonlyMap<string, IndexedRule>,
  failures: number,
): Generator<Notification> {
  if (failures > MOST_RESULTS) yield cutNotification(failures, MOST_RESULTS);
  for (const gap of result.gaps) yield gapNotification(gap);
  for (const finding of result.findings) {
    if (finding.verdict === 'unknown') yield unknownNotification(finding, rules.get(finding.rule));
  }
}
