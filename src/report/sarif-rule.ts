/** Describes a rule in SARIF, as GitHub code scanning shows it next to an alert. */

import type { ReportingDescriptor, ReportingDescriptorRelationship } from 'sarif';
import type { Level, Requirement, RuleSummary, Verdict } from '../model/finding.ts';
import { cut, printable, stopped } from './printable.ts';

/** A rule and its place in the list of rules. */
export type IndexedRule = { readonly rule: RuleSummary; readonly index: number };

/** The messages that results refer to besides their own text, for consumers that compare by message. */
export const MESSAGE: { readonly [verdict in Verdict]: string } = {
  fail: 'default',
  unknown: 'unknown',
  pass: 'pass',
  'not-applicable': 'notApplicable',
};

/** GitHub's limit for descriptions. */
const LONGEST = 1024;

/** What each verdict says of a rule's title, which names a fault. */
const SAYS: { readonly [verdict in Verdict]: (title: string) => string } = {
  fail: title => title,
  unknown: title => `Not known whether so: ${title}`,
  pass: title => `Not so: ${title}`,
  'not-applicable': title => `Does not apply: ${title}`,
};

const PROBLEM_SEVERITY: { readonly [level in Level]: string } = {
  error: 'error',
  warning: 'warning',
  note: 'recommendation',
};

/** What the rule proves, where the result knows it. */
export type Proof = {
  readonly requirement?: Requirement | undefined;
  readonly relationship?: ReportingDescriptorRelationship | undefined;
};

/** `verdicts` are those that results of this rule may have. */
export function sarifRule(
  rule: RuleSummary,
  { requirement, relationship }: Proof,
  verdicts: readonly Verdict[],
): ReportingDescriptor {
  const { id, title, level, see, formerly, subject, securitySeverity } = rule;
  return {
    id: sarifId(rule),
    name: pascalCase(id),
    ...(formerly.length > 0 && { deprecatedIds: [...formerly] }),
    shortDescription: { text: described(title) },
    fullDescription: { text: described(`${stopped(title)} ${rule.impact}`) },
    messageStrings: Object.fromEntries(
      verdicts.map(verdict => [MESSAGE[verdict], { text: `${SAYS[verdict](braced(printable(title)))} ('{0}').` }]),
    ),
    help: { text: helpText(rule, requirement), markdown: helpMarkdown(rule, requirement) },
    helpUri: see,
    defaultConfiguration: { level },
    ...(relationship !== undefined && { relationships: [relationship] }),
    properties: {
      tags: [...(securitySeverity === undefined ? [] : ['security']), rule.requirement, subject.split('.', 1)[0]!, id],
      precision: 'very-high',
      'problem.severity': PROBLEM_SEVERITY[level],
      ...(securitySeverity !== undefined && { 'security-severity': securitySeverity.toFixed(1) }),
    },
  };
}

/** SARIF's validator asks for capitals and digits (SARIF2009); a rule without a code keeps its id. */
export function sarifId({ id, code }: RuleSummary): string {
  return code ?? id;
}

function helpText({ impact, fix, see, requirement: id }: RuleSummary, requirement: Requirement | undefined): string {
  return [
    `Impact: ${stopped(impact)}`,
    ...(requirement === undefined ? [] : [`Requirement ${id}: ${stopped(requirement.says)}`]),
    `Fix: ${stopped(fix)}`,
    `See ${see}`,
  ]
    .map(printable)
    .join('\n');
}

function helpMarkdown(
  { title, impact, fix, see, requirement: id }: RuleSummary,
  requirement: Requirement | undefined,
): string {
  const source = requirement?.source;
  return [
    `## ${title}`,
    `**Impact:** ${stopped(impact)}`,
    ...(requirement === undefined ? [] : [`**Requirement ${id}:** ${stopped(requirement.says)}`]),
    ...(source === undefined ? [] : [`**Source:** [${source.document}, ${source.section}](${source.see})`]),
    `**Fix:** ${stopped(fix)}`,
    `[Read more](${see})`,
  ]
    .map(printable)
    .join('\n\n');
}

function described(text: string): string {
  return cut(stopped(printable(text)), LONGEST);
}

/** `nexus-vault-not-rbac` → `NexusVaultNotRbac`. */
function pascalCase(id: string): string {
  return id
    .split(/[^a-zA-Z0-9]+/)
    .map(word => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}

/** Braces that are no placeholders (SARIF 2.1.0, section 3.11.5). */
function braced(text: string): string {
  return text.replace(/[{}]/g, '$&$&');
}
