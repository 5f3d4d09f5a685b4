/** Describes a rule in SARIF, as GitHub code scanning shows it next to an alert. */

import type { ReportingDescriptor } from 'sarif';
import type { Level, Requirement, RuleSummary } from '../model/finding.ts';
import { cut, printable, stopped } from './printable.ts';

/** A rule and its place in the list of rules. */
export type IndexedRule = { readonly rule: RuleSummary; readonly index: number };

/** The message that results refer to besides their own text, for consumers that compare by message. */
export const MESSAGE = 'default';

/** GitHub's limit for descriptions. */
const LONGEST = 1024;

const PROBLEM_SEVERITY: { readonly [level in Level]: string } = {
  error: 'error',
  warning: 'warning',
  note: 'recommendation',
};

/** `requirement` is the one that the rule proves, where the result knows it. */
export function sarifRule(rule: RuleSummary, requirement: Requirement | undefined): ReportingDescriptor {
  const { id, title, level, see, formerly, subject, securitySeverity } = rule;
  return {
    id: sarifId(rule),
    name: pascalCase(id),
    ...(formerly.length > 0 && { deprecatedIds: [...formerly] }),
    shortDescription: { text: described(title) },
    fullDescription: { text: described(`${stopped(title)} ${rule.impact}`) },
    messageStrings: { [MESSAGE]: { text: `${braced(printable(title))} ('{0}').` } },
    help: { text: helpText(rule, requirement), markdown: helpMarkdown(rule, requirement) },
    helpUri: see,
    defaultConfiguration: { level },
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
