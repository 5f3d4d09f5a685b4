/** Sums a run up for its history. */

import type { Finding, Result } from '../model/finding.ts';
import type { ByLevel, HistoryEntry } from '../model/history.ts';

/** The sums of a result. */
export function summarize({ takenAt, tool, systems, findings }: Result): HistoryEntry {
  const count = (isCounted: (finding: Finding) => boolean): ByLevel => {
    const sums = { error: 0, warning: 0, note: 0 };
    for (const finding of findings) if (isCounted(finding)) sums[finding.level] += 1;
    return sums;
  };
  return {
    takenAt,
    version: tool.version,
    systems: systems.length,
    failed: count(({ verdict, waived }) => verdict === 'fail' && waived === undefined),
    unknown: count(({ verdict }) => verdict === 'unknown'),
    passed: count(({ verdict }) => verdict === 'pass'),
    waived: count(({ verdict, waived }) => verdict === 'fail' && waived !== undefined),
  };
}
