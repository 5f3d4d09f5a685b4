/** Sees a fresh result in the light of what people decided, and of earlier runs. */

import { compareWith } from '../comply/baseline.ts';
import { summarize } from '../comply/summarize.ts';
import { waive } from '../comply/waive.ts';
import type { Result } from '../model/finding.ts';
import type { HistoryEntry } from '../model/history.ts';
import type { Waiver } from '../model/waiver.ts';
import { placedAs } from './config.ts';
import { Failure } from './failure.ts';
import { readHistory, shownHistory } from './history.ts';
import { readFailures } from './saved-result.ts';

/** Earlier runs; what was not asked for is absent. */
export type Past = {
  readonly baseline?: { readonly result: Result; readonly file: string };
  readonly history?: readonly HistoryEntry[];
};

/** Reads what is asked for. Throws a `Failure` before anything else is done, as a scan may take minutes. */
export async function readPast(options: { readonly baseline?: string; readonly history?: string }): Promise<Past> {
  const { baseline, history } = options;
  return {
    ...(baseline === undefined ? {} : { baseline: { result: await readFailures(baseline), file: placedAs(baseline) } }),
    ...(history === undefined ? {} : { history: await readHistory(history) }),
  };
}

/**
 * The result with its waivers, the changes since the baseline, and the history up to this run. Waivers are judged by the day
 * on which the facts were read, so that a snapshot comes to the same result whenever it is scanned.
 */
export function reviewed(fresh: Result, waivers: readonly Waiver[], { baseline, history }: Past): Result {
  const waived = waive(fresh, waivers, fresh.takenAt.slice(0, 10));
  if (baseline !== undefined && baseline.result.cloud !== fresh.cloud) {
    throw new Failure(
      `--baseline ${baseline.file} is a result of ${baseline.result.cloud}, where this run is of ${fresh.cloud}; name one of the same cloud`,
    );
  }
  const compared = baseline === undefined ? waived : compareWith(baseline.result, waived, baseline.file);
  return history === undefined ? compared : { ...compared, history: shownHistory(history, summarize(compared)) };
}
