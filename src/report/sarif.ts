/**
 * Draws a result as SARIF 2.1.0. For GitHub code scanning, failures are results. GitHub would show an unknown as an alert
 * like any other, so there unknowns and gaps are notifications of the run; one that is incomplete counts as unsuccessful.
 */

import type { Run, VersionControlDetails } from 'sarif';
import type { Result, Verdict } from '../model/finding.ts';
import { jsonOpen } from './json-text.ts';
import { estateCategory } from './sarif-category.ts';
import { fullBody } from './sarif-full.ts';
import { githubBody, rulesForGithub } from './sarif-github.ts';
import { type FileLines, SOURCE_ROOT } from './sarif-result.ts';
import { type IndexedRule, sarifRule } from './sarif-rule.ts';
import { relationships, supportedTaxonomies, taxonomies } from './sarif-taxonomy.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** `github`: what code scanning shows as alerts, within its limits; `full`: every finding, for archives and other tools. */
export type SarifProfile = 'github' | 'full';

/** What the result does not know. */
export type SarifOptions = FileLines & {
  /** `github` by default. */
  readonly profile?: SarifProfile;
  /** The tool's web page. */
  readonly home?: string;
  /** The repository that the findings' files are in. */
  readonly repository?: { readonly uri: string; readonly revision?: string; readonly branch?: string };
};

/** Verdicts that results may have. */
const VERDICTS: { readonly [profile in SarifProfile]: readonly Verdict[] } = {
  github: ['fail'],
  full: ['fail', 'unknown', 'pass', 'not-applicable'],
};

/** The chunks of the log, a result a line. */
export function* sarif(result: Result, options: SarifOptions = {}): Generator<string> {
  const { profile = 'github' } = options;
  const listed = profile === 'full' ? result.rules : rulesForGithub(result);
  const rules = new Map(listed.map((rule, index) => [rule.id, { rule, index }]));
  const head = `{"$schema":"${SCHEMA}","version":"2.1.0","runs":[${jsonOpen(run(result, rules, options))}`;
  yield head;
  yield* profile === 'full' ? fullBody(result, rules, options) : githubBody(result, rules, options, head);
  yield '}]}\n';
}

function run(
  { tool, requirements, takenAt, cloud, scope, plan }: Result,
  rules: ReadonlyMap<string, IndexedRule>,
  { home, repository, profile = 'github' }: SarifOptions,
): Omit<Run, 'results' | 'invocations'> {
  const says = new Map(requirements.map(requirement => [requirement.id, requirement]));
  const relations = relationships(requirements);
  return {
    tool: {
      driver: {
        name: tool.name,
        version: tool.version,
        semanticVersion: tool.version,
        ...(home !== undefined && { informationUri: home }),
        rules: [...rules.values()].map(({ rule }) => {
          const proof = { requirement: says.get(rule.requirement), relationship: relations.get(rule.requirement) };
          return sarifRule(rule, proof, VERDICTS[profile]);
        }),
        supportedTaxonomies: supportedTaxonomies(requirements),
      },
    },
    taxonomies: taxonomies(requirements),
    ...(repository !== undefined && { versionControlProvenance: [provenance(repository)] }),
    // Alerts of plans and of scans do not close each other.
    automationDetails: { id: `${tool.name}/${plan === undefined ? '' : 'gate-'}${estateCategory(cloud, scope)}/` },
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
