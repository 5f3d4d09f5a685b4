/** `midrift snapshot`: collects an estate into a file, for scans without Azure. */

import { writeSnapshot } from '../../estate/snapshot.ts';
import { count } from '../../report/printable.ts';
import { EXIT, type ExitCode } from '../failure.ts';
import type { Io } from '../io.ts';
import { resultOf } from '../result.ts';
import { loadRuleSet } from '../rules.ts';
import { auditAndConfirm, configOf, type EstateOptions, progressOf, withSource } from './scan.ts';

/** Findings are confirmed as in a scan, so that a scan of the file comes to the same verdicts. */
export async function snapshot(file: string, options: EstateOptions, io: Io): Promise<ExitCode> {
  const config = await configOf(options);
  const rules = await loadRuleSet(config.rules);
  const progress = await progressOf(options, io);
  return withSource(options, config, progress, io, async source => {
    const audited = await auditAndConfirm(source, rules, config, progress);
    await writeSnapshot(source.estate, file);
    const { gaps, systems } = resultOf(source.estate, audited, rules);
    io.stderr(`wrote ${file}: ${count(systems.length, 'system')}, ${count(gaps.length, 'gap')}`);
    for (const { source: table, scope, because } of gaps) io.stderr(`  ${table} at ${scope}: ${because}`);
    const isIncomplete = gaps.some(gap => !gap.source.startsWith('graph/'));
    return isIncomplete && !options.demo ? EXIT.incomplete : EXIT.clean;
  });
}
