/** `midrift report`: draws other reports of a saved result. */

import type { SarifProfile } from '../../report/sarif.ts';
import { NO_CONFIG } from '../config.ts';
import { EXIT, type ExitCode } from '../failure.ts';
import type { Io } from '../io.ts';
import { checkReports, type Wanted, writeReports } from '../reports.ts';
import { sarifOptions } from '../sarif-options.ts';
import { readResult } from '../saved-result.ts';

export type ReportOptions = {
  readonly report: readonly Wanted[];
  readonly sarifProfile: SarifProfile;
  readonly verbose?: boolean;
};

/** Nothing is judged again: the waivers, the baseline and the history are those of the run that wrote the file. */
export async function report(file: string, options: ReportOptions, io: Io): Promise<ExitCode> {
  const reports = checkReports(options.report);
  const result = await readResult(file);
  const about = { ...sarifOptions(NO_CONFIG, false, io.env), profile: options.sarifProfile };
  await writeReports(result, reports, options.verbose ?? false, about, io);
  return EXIT.clean;
}
