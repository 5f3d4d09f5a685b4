/** `midrift snapshot`: collects an estate into a file, for scans without Azure. */

import { wholeId } from '../../drift/short.ts';
import { writeSnapshot } from '../../estate/snapshot.ts';
import type { LockPath } from '../../model/lock.ts';
import { gapLines } from '../../report/gaps.ts';
import { count } from '../../report/printable.ts';
import { approvalOf } from '../../wiring/approval/approval.ts';
import { type LockFile, lockFileOf, recordedIn } from '../drifting.ts';
import { EXIT, type ExitCode } from '../failure.ts';
import type { Io } from '../io.ts';
import { resultOf } from '../result.ts';
import { loadRuleSet } from '../rules.ts';
import { auditAndConfirm, configOf, type EstateOptions, progressOf, withSource } from './scan.ts';

/**
 * Findings are confirmed as in a scan, so that a scan of the file comes to the same verdicts, and whoever changed the wiring
 * lately is asked for, so that its drift can be explained.
 */
export async function snapshot(file: string, options: EstateOptions, io: Io): Promise<ExitCode> {
  const config = await configOf(options);
  const lock = await lockFileOf(options, config);
  const rules = await loadRuleSet(config.rules);
  const progress = await progressOf(options, io);
  return withSource(options, config, progress, io, async source => {
    const audited = await auditAndConfirm(source, rules, config, progress);
    const ids = recordedIn([...approvalOf(audited.subjects, source.estate).facts, ...approvedIn(lock)]);
    const { explain } = source;
    if (explain !== undefined && ids.length > 0)
      await progress.step('Asking who changed what is wired', () => explain(ids));
    await writeSnapshot(source.estate, file);
    const { gaps, systems } = resultOf(source.estate, audited, rules);
    io.stderr(`wrote ${file}: ${count(systems.length, 'system')}, ${count(gaps.length, 'gap')}`);
    for (const line of gapLines(gaps)) io.stderr(`  ${line}`);
    const isIncomplete = gaps.some(gap => !gap.source.startsWith('graph/'));
    return isIncomplete && !options.demo ? EXIT.incomplete : EXIT.clean;
  });
}

/** What the lock beside the config approves, and may be there no more: who deleted it is only known by its id. */
function approvedIn(file: LockFile | undefined): { readonly path: LockPath; readonly resource: string }[] {
  if (file === undefined) return [];
  const { facts, subscriptions } = file.lock;
  return facts.map(({ path }) => ({ path, resource: wholeId(path[1], path[0], subscriptions).split('#')[0]! }));
}
