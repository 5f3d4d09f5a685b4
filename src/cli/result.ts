/** Puts together the one value that every report draws, and decides how the run ends. */

import type { Estate } from '../estate/estate.ts';
import type { Finding, Gap, Requests, Result, RuleSummary } from '../model/finding.ts';
import { LEVELS } from '../model/finding.ts';
import { isComplete } from '../report/tally.ts';
import type { RuleSet } from '../rules/load.ts';
import type { Rule } from '../rules/rule.ts';
import { chart } from '../wiring/chart/chart.ts';
import type { Audit } from './audit.ts';
import type { FailOn } from './config.ts';
import { EXIT, type ExitCode } from './failure.ts';
import { VERSION } from './version.ts';

/** `requests` is absent where a snapshot was read. */
export function resultOf(estate: Estate, audit: Audit, { rules, requirements }: RuleSet, requests?: Requests): Result {
  const { takenAt, cloud, scope } = estate.header;
  return {
    tool: { name: 'midrift', version: VERSION },
    takenAt,
    cloud,
    scope: { managementGroups: scope.managementGroups ?? [], subscriptions: scope.subscriptions ?? [] },
    systems: audit.systems,
    rules: rules.map(summary),
    requirements,
    findings: audit.findings,
    wiring: chart(audit.systems, audit.subjects, audit.findings),
    gaps: gapsOf(estate),
    behind: behind(estate, audit.findings),
    notices: audit.notices ?? [],
    ...(audit.drift === undefined ? {} : { drift: audit.drift }),
    history: [],
    subscriptions: estate.coverage.filter(({ source, status }) => source === 'resources' && status === 'complete')
      .length,
    ...(requests === undefined ? {} : { requests }),
  };
}

/**
 * 2 is decided where it is met: a wrong command, file or rule ends the run. Waived failures do not count; with `onlyNew`,
 * neither do those of the baseline.
 */
export function exitCodeOf(result: Result, failOn: FailOn, onlyNew = false): ExitCode {
  const counts = ({ verdict, level, waived, baseline }: Finding) =>
    verdict === 'fail' &&
    waived === undefined &&
    failOn !== 'never' &&
    LEVELS.indexOf(level) <= LEVELS.indexOf(failOn) &&
    !(onlyNew && baseline === 'unchanged');
  if (result.findings.some(counts)) return EXIT.findings;
  return isComplete(result) ? EXIT.clean : EXIT.incomplete;
}

function gapsOf(estate: Estate): Gap[] {
  return estate.coverage.flatMap(({ source, scope, status, because }) =>
    status === 'partial' || status === 'denied'
      ? [{ source, scope, because: because ?? `the read was ${status}` }]
      : [],
  );
}

function behind(estate: Estate, findings: readonly Finding[]): string[] {
  const identities = [...estate.rows('arm/userassignedidentities')]
    .map(row => String(row.id))
    .filter(id => estate.row('resources', id) === undefined)
    .map(id => `${id} exists`);
  return [...new Set([...identities, ...lateGrants(findings)])].sort();
}

function* lateGrants(findings: readonly Finding[]): Generator<string> {
  for (const { evidence } of findings) {
    for (const item of evidence) {
      if (item.is !== 'access') continue;
      for (const { behindResourceGraph, roleName, scope } of item.answer.grants)
        if (behindResourceGraph) yield `${item.who} has ${roleName} at ${scope}`;
    }
  }
}

function summary({ judge: _, ...rule }: Rule): RuleSummary {
  return rule;
}
