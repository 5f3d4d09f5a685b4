/** `midrift gate`: judges a plan before it is carried out. */

import { waive } from '../../comply/waive.ts';
import type { Finding, Result } from '../../model/finding.ts';
import { LEVELS } from '../../model/finding.ts';
import type { PlanReview } from '../../model/gate.ts';
import type { SarifProfile } from '../../report/sarif.ts';
import { isComplete } from '../../report/tally.ts';
import type { FailOn } from '../config.ts';
import { EXIT, type ExitCode } from '../failure.ts';
import { gated } from '../gate.ts';
import type { Io } from '../io.ts';
import { withoutDrift } from '../lock-path.ts';
import { plannedWanted } from '../planned-wanted.ts';
import { noticesOf, type PlanOptions, type Plans, readPlans, stepsOf } from '../plans.ts';
import { checkReports, type Wanted, writeReports } from '../reports.ts';
import { resultOf } from '../result.ts';
import { loadRuleSet } from '../rules.ts';
import { sarifOptions } from '../sarif-options.ts';
import { withoutFiles } from '../undeclared.ts';
import { configOf, type EstateOptions, progressOf, withSource } from './scan.ts';

export type GateOptions = EstateOptions &
  PlanOptions & {
    readonly report: readonly Wanted[];
    readonly rules: readonly string[];
    readonly failOn?: FailOn;
    /** What the plan did not cause counts as well. */
    readonly strict?: boolean;
    readonly sarifProfile: SarifProfile;
    readonly verbose?: boolean;
  };

export async function gate(files: readonly string[], options: GateOptions, io: Io): Promise<ExitCode> {
  const reports = checkReports(options.report);
  const config = await configOf(options);
  const plans = await readPlans(files, options, config, io);
  const settings = { before: withoutFiles(config, plans.cyclecloud), after: config.wiring };
  const rules = withoutDrift(await loadRuleSet([...config.rules, ...options.rules]));
  const progress = await progressOf(options, io);
  const steps = stepsOf(plans.plans);
  return withSource({ ...options, wanted: plannedWanted(steps) }, config, progress, io, async source => {
    const { after, findings, review } = await gated(source, steps, rules.rules, config, settings, progress);
    const drawn = resultOf(source.estate, { ...after, findings }, rules, source.requests());
    const plan = reviewOf(plans, review, options.offline ?? false);
    const waived = waive({ ...drawn, plan }, config.waivers, drawn.takenAt.slice(0, 10));
    // Whether a waiver is still needed, a scan says.
    const result: Result = { ...waived, gaps: [], notices: noticesOf(plans.plans) };
    const { verbose = false, sarifProfile: profile } = options;
    const known = sarifOptions(config, options.demo ?? false, io.env);
    const about = { ...known, lines: (file: string) => plans.lines(file) ?? known.lines?.(file), profile };
    await writeReports(result, reports, verbose, about, io);
    return exitCodeOf(result, options.failOn ?? config.failOn, options.strict ?? false);
  });
}

function reviewOf(
  { plans, cyclecloud }: Plans,
  review: Pick<PlanReview, 'removed' | 'mended' | 'open' | 'first'>,
  offline: boolean,
): PlanReview {
  return {
    files: [
      ...plans.map(({ file, kind }) => ({ file, kind })),
      ...cyclecloud.map(file => ({ file, kind: 'cyclecloud' as const })),
    ],
    offline,
    operations: stepsOf(plans).flatMap(step =>
      step.operations.map(({ does, id, address, locate }) => ({ does, id, address, location: locate() })),
    ),
    ...review,
  };
}

/** Failures that the plan makes block; so do unknowns that it makes where an error could hide. */
function exitCodeOf(result: Result, failOn: FailOn, strict: boolean): ExitCode {
  const blocks = ({ verdict, level, waived, gate }: Finding) =>
    verdict === 'fail' &&
    waived === undefined &&
    failOn !== 'never' &&
    LEVELS.indexOf(level) <= LEVELS.indexOf(failOn) &&
    (strict || gate === 'broken');
  if (result.findings.some(blocks)) return EXIT.findings;
  const isOpen = ({ verdict, level }: Finding) => verdict === 'unknown' && level === 'error';
  return isComplete(result) && !(strict && result.findings.some(isOpen)) ? EXIT.clean : EXIT.incomplete;
}
