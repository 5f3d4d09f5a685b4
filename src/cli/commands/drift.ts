/** `midrift drift`: compares the wiring with what was approved, or two snapshots with each other. */

import { LOCK_FILE } from '../../model/lock.ts';
import { diff } from '../../report/diff.ts';
import { gapLines } from '../../report/gaps.ts';
import { approvalOf } from '../../wiring/approval/approval.ts';
import { audit } from '../audit.ts';
import type { Config } from '../config.ts';
import { diffEntries, judgeDrift, reviewOf } from '../drift.ts';
import { type Drifted, drifted, type LockFile, lockFileOf } from '../drifting.ts';
import { EXIT, type ExitCode, Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { lockPath } from '../lock-path.ts';
import { lockIn, lockText } from '../lock-text.ts';
import { checkReports, type Wanted, writeReports } from '../reports.ts';
import { exitCodeOf, resultOf } from '../result.ts';
import { reviewed } from '../review.ts';
import { loadRuleSet } from '../rules.ts';
import { sarifOptions } from '../sarif-options.ts';
import { type Source, snapshotSource } from '../source.ts';
import { waiversFor } from '../waivers.ts';
import { auditAndConfirm, configOf, progressOf, type ScanOptions, withSource } from './scan.ts';

export type DriftOptions = Omit<ScanOptions, 'report' | 'baseline' | 'failOnNew' | 'history'> & {
  /** Instead of the diff. */
  readonly report: readonly Wanted[];
  /** Snapshots that are compared with each other. */
  readonly from?: string;
  readonly to?: string;
};

/** Any change ends it with 1 unless `--fail-on` says otherwise. */
export async function drift(options: DriftOptions, io: Io): Promise<ExitCode> {
  const reports = checkReports(options.report);
  const config = await configOf(options);
  const { rules, requirements } = await loadRuleSet([...config.rules, ...options.rules]);
  const ofDrift = rules.filter(({ subject }) => subject === 'drift.change');
  const lock = await approvedBy(options, config);
  const progress = await progressOf(options, io);
  const work = async (source: Source): Promise<ExitCode> => {
    const audited = await auditAndConfirm(source, { rules, requirements }, config, progress);
    const compared: Drifted = await drifted(lock, source, audited, rules, config, progress);
    const { comparison } = compared;
    const findings = judgeDrift(ofDrift, comparison, { file: lock.file, line: 1, column: 1 });
    const proved = new Set(ofDrift.map(({ requirement }) => requirement));
    const set = { rules: ofDrift, requirements: requirements.filter(({ id }) => proved.has(id)) };
    const review = reviewOf(lock, comparison, compared.audited.subjects, source.estate);
    // Of a system that is as approved there is nothing to say: it was not judged otherwise.
    const changed = new Set(findings.map(({ subject }) => subject.system));
    const systems = compared.audited.systems.filter(({ id }) => changed.has(id));
    const seen = { ...compared.audited, ...review, systems, findings };
    const fresh = resultOf(source.estate, seen, set, source.requests());
    const result = reviewed(fresh, waiversFor(ofDrift, { waivers: config.waivers, known: rules }), {});
    if (options.report.length === 0) {
      io.stdout(diff({ width: io.width, color: io.color }, diffEntries(comparison, result.findings), comparison));
      for (const { says } of review.notices) io.stderr(`${lock.file}: ${says}`);
      for (const line of gapLines(result.gaps)) io.stderr(`  ${line}`);
    } else {
      const about = { ...sarifOptions(config, options.demo ?? false, io.env, lock), profile: options.sarifProfile };
      await writeReports(result, reports, options.verbose ?? false, about, io);
    }
    return exitCodeOf(result, options.failOn ?? 'note');
  };
  if (options.to !== undefined) return work(await snapshotSource(options.to, config));
  return withSource(options, config, progress, io, work);
}

/** The lock, or the wiring of the snapshot that is compared from. */
async function approvedBy(options: DriftOptions, config: Config): Promise<LockFile> {
  const { from, to, snapshot, demo, lock } = options;
  if ((from === undefined) !== (to === undefined))
    throw new Failure('--from and --to belong together; name both snapshots, the earlier one with --from');
  if (from !== undefined) {
    if (snapshot !== undefined || demo || lock !== undefined)
      throw new Failure('--from and --to compare two snapshots; leave --snapshot, --demo and --lock out');
    const { estate } = await snapshotSource(from, config);
    const { subjects } = audit(estate, [], config);
    const read = lockIn(lockText(approvalOf(subjects, estate), config.cloud.name), from);
    const start = { file: from, line: 1, column: 1 };
    return { ...read, lock: { ...read.lock, locate: () => start }, path: from, file: from };
  }
  const found = await lockFileOf(options, config);
  if (found !== undefined) return found;
  throw new Failure(
    demo && lock === undefined
      ? `the demonstration has no ${LOCK_FILE}; write one with midrift lock --demo --lock FILE, and name it with --lock`
      : `${lockPath(options, config)} does not exist; midrift lock writes it`,
    EXIT.usage,
  );
}
