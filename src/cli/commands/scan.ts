/** `midrift scan`: audits what is there today. */

import { existsSync } from 'node:fs';
import type { CredentialName } from '../../azure/credential.ts';
import { summarize } from '../../comply/summarize.ts';
import type { SarifProfile } from '../../report/sarif.ts';
import type { RuleSet } from '../../rules/load.ts';
import { type Audit, audit } from '../audit.ts';
import { CONFIG_FILE, type Config, type FailOn, NO_CONFIG, readConfig } from '../config.ts';
import { doubtsOf, isDoubtful, newDoubts } from '../doubts.ts';
import { EXIT, type ExitCode, Failure } from '../failure.ts';
import { appendHistory } from '../history.ts';
import type { Io } from '../io.ts';
import { hasLock, withoutDrift } from '../lock-path.ts';
import type { PlannedWanted } from '../planned-wanted.ts';
import { lineProgress, liveProgress, type Progress, SILENT } from '../progress.ts';
import { checkReports, type Wanted, writeReports } from '../reports.ts';
import { exitCodeOf, resultOf } from '../result.ts';
import { readPast, reviewed } from '../review.ts';
import { loadRuleSet, withoutUpdates } from '../rules.ts';
import { sarifOptions } from '../sarif-options.ts';
import { DEMO, liveSource, noSource, type Source, snapshotSource, withDemo } from '../source.ts';
import { waiversFor } from '../waivers.ts';

/** Where the facts come from, and how they are judged. */
export type EstateOptions = {
  readonly config?: string;
  readonly snapshot?: string;
  readonly demo?: boolean;
  readonly credential: CredentialName;
  readonly clientId?: string;
  readonly quiet?: boolean;
  /** Nothing is read: a plan is judged by itself. */
  readonly offline?: boolean;
};

export type ScanOptions = EstateOptions & {
  readonly report: readonly Wanted[];
  readonly rules: readonly string[];
  readonly failOn?: FailOn;
  /** A result of an earlier run. */
  readonly baseline?: string;
  readonly failOnNew?: boolean;
  /** The folder that keeps the sums of runs. */
  readonly history?: string;
  readonly sarifProfile: SarifProfile;
  /** The approved wiring, where it does not lie beside the config. */
  readonly lock?: string;
  readonly verbose?: boolean;
};

export async function scan(options: ScanOptions, io: Io): Promise<ExitCode> {
  const reports = checkReports(options.report);
  if (options.failOnNew && options.baseline === undefined)
    throw new Failure('--fail-on-new needs --baseline, to know what is new');
  const config = await configOf(options);
  const drifting = hasLock(options, config) ? await import('../drifting.ts') : undefined;
  const lock = await drifting?.lockFileOf(options, config);
  const known = await loadRuleSet([...config.rules, ...options.rules]);
  const today = withoutUpdates(known);
  const rules = lock === undefined ? withoutDrift(today) : today;
  const waivers = waiversFor(rules.rules, { waivers: config.waivers, known: known.rules });
  const past = await readPast(options);
  const progress = await progressOf(options, io);
  return withSource(options, config, progress, io, async source => {
    const judged = await auditAndConfirm(source, rules, config, progress);
    const audited =
      drifting === undefined || lock === undefined
        ? judged
        : await drifting.withDrift(lock, source, judged, rules.rules, config, progress);
    const fresh = resultOf(source.estate, audited, rules, source.requests());
    const result = reviewed(fresh, waivers, past);
    const { verbose = false, sarifProfile: profile, history } = options;
    const about = { ...sarifOptions(config, options.demo ?? false, io.env, lock), profile };
    try {
      await writeReports(result, reports, verbose, about, io);
    } finally {
      if (history !== undefined) await appendHistory(history, summarize(result));
    }
    // The demonstration is there to show failures: they do not make it fail.
    return options.demo ? EXIT.clean : exitCodeOf(result, options.failOn ?? config.failOn, options.failOnNew);
  });
}

/** The config that was named, that of the demonstration, the one in the working directory, or none. */
export async function configOf({ config, demo }: Pick<EstateOptions, 'config' | 'demo'>): Promise<Config> {
  if (config !== undefined) return readConfig(config);
  if (demo) return readConfig(DEMO.config, DEMO.configName);
  return existsSync(CONFIG_FILE) ? readConfig(CONFIG_FILE) : NO_CONFIG;
}

export async function progressOf({ quiet, snapshot, offline }: EstateOptions, io: Io): Promise<Progress> {
  if (quiet || offline || snapshot !== undefined) return SILENT;
  return io.stderrIsTerminal ? liveProgress() : lineProgress(io.stderr);
}

/** Gets the facts and works on them. */
export async function withSource<T>(
  options: EstateOptions & { readonly wanted?: PlannedWanted },
  config: Config,
  progress: Progress,
  io: Io,
  work: (source: Source) => Promise<T>,
): Promise<T> {
  const { snapshot, demo, offline, credential, clientId, wanted } = options;
  const chosen = Object.entries({ '--snapshot': snapshot !== undefined, '--demo': demo, '--offline': offline });
  const [one, other] = chosen.flatMap(([name, isChosen]) => (isChosen ? [name] : []));
  if (other !== undefined) throw new Failure(`${one} and ${other} exclude each other; leave one out`);
  if (snapshot !== undefined) return work(await snapshotSource(snapshot, config));
  const { signal, now } = io;
  const more = wanted === undefined ? {} : { wanted };
  if (demo) return withDemo({ config, progress, signal, ...more }, work);
  const takenAt = now().toISOString();
  if (offline) return work(await noSource(config, takenAt, wanted?.made ?? []));
  const client = clientId === undefined ? {} : { clientId };
  return work(
    await progress.step('Reading Azure', () =>
      liveSource({ config, credential, progress, takenAt, now, signal, ...client, ...more }),
    ),
  );
}

/** An identity that a direct read finds raises questions about its grants; what those raise is asked no more. */
const MOST_ROUNDS = 3;

/** Judges, and judges again once Azure was asked directly about what would be reported, until nothing new is in doubt. */
export async function auditAndConfirm(
  source: Source,
  { rules }: RuleSet,
  config: Config,
  progress: Progress,
): Promise<Audit> {
  const { estate, confirm } = source;
  let audited = audit(estate, rules, config);
  if (confirm === undefined) return audited;
  const asked = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const doubts = newDoubts(doubtsOf(audited.findings, audited.subjects), asked);
    if (!isDoubtful(doubts)) return audited;
    await progress.step('Confirming findings by direct reads', () => confirm(doubts));
    audited = audit(estate, rules, config);
  }
  return audited;
}
