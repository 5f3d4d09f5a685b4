/** `midrift lock`: approves the wiring as it is, in a file that people review. */

import { replaceFile } from '../../estate/replace-file.ts';
import type { Finding } from '../../model/finding.ts';
import { type Acceptance, LOCK_VERSION } from '../../model/lock.ts';
import { diff } from '../../report/diff.ts';
import { gapLines } from '../../report/gaps.ts';
import { count } from '../../report/printable.ts';
import { approvalOf } from '../../wiring/approval/approval.ts';
import { shownAs } from '../config.ts';
import { compareWiring, diffEntries } from '../drift.ts';
import { lockFileOf } from '../drifting.ts';
import { EXIT, type ExitCode, Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { approving } from '../lock-part.ts';
import { lockPath } from '../lock-path.ts';
import { lockIn, lockText } from '../lock-text.ts';
import { resultOf } from '../result.ts';
import { reviewed } from '../review.ts';
import { loadRuleSet } from '../rules.ts';
import { auditAndConfirm, configOf, type EstateOptions, progressOf, withSource } from './scan.ts';

export type LockOptions = EstateOptions & {
  readonly rules: readonly string[];
  readonly lock?: string;
  readonly yes?: boolean;
  /** Why error-level failures are accepted. */
  readonly acceptFailures?: string;
  /** The id of a resource, scope or system, or its short form in the lock. */
  readonly only?: string;
};

/** Nothing is written where the present lock cannot be read, failures stand that nobody accepts, or nobody agrees. */
export async function lock(options: LockOptions, io: Io): Promise<ExitCode> {
  const config = await configOf(options);
  if (options.demo && options.lock === undefined)
    throw new Failure('--demo needs --lock FILE, so that the lock of a sample does not become yours');
  if (options.acceptFailures?.trim() === '')
    throw new Failure('--accept-failures is empty; say in a sentence why they are accepted');
  const path = lockPath(options, config);
  const before = await lockFileOf({ ...options, ...(options.demo ? { demo: true } : {}) }, config).catch(error => {
    if (error instanceof Error && error.name === 'Unreadable' && error.message.endsWith('does not exist'))
      return undefined;
    throw error;
  });
  const rules = await loadRuleSet([...config.rules, ...options.rules]);
  const progress = await progressOf(options, io);
  return withSource(options, config, progress, io, async source => {
    const audited = await auditAndConfirm(source, rules, config, progress);
    const { estate } = source;
    const { findings, gaps } = reviewed(resultOf(estate, audited, rules), config.waivers, {});
    const accepted = acceptance(findings, options.acceptFailures);
    const wired = approvalOf(audited.subjects, estate);
    if (options.only !== undefined && before !== undefined && before.lock.version !== LOCK_VERSION) {
      throw new Failure(
        `${shownAs(path)} is of version ${before.lock.version}, which --only cannot bring to version ${LOCK_VERSION}; approve it whole once, without --only`,
      );
    }
    const approves = options.only === undefined ? undefined : approving(options.only, wired, before?.lock);
    const text = lockText(wired, config.cloud.name, {
      ...(before === undefined ? {} : { before }),
      ...(accepted === undefined ? {} : { accepted }),
      ...(approves === undefined ? {} : { approves }),
    });
    const file = shownAs(path);
    if (text === before?.text) {
      io.stdout(`${file} approves the wiring as it is already\n`);
      return EXIT.clean;
    }
    const { lock: next } = lockIn(text, file);
    if (before === undefined) {
      io.stderr(`${file} is new: ${count(next.facts.length, 'fact')} of ${count(audited.systems.length, 'system')}`);
    } else {
      // What an older version does not speak of is approved now, and shown as what is new.
      const comparison = compareWiring({ ...before.lock, version: LOCK_VERSION }, audited.subjects, estate);
      const shown = {
        ...comparison,
        changes: comparison.changes.filter(({ path: place }) => approves?.({ path: place, value: '' }) ?? true),
      };
      io.stderr(diff({ width: io.width, color: false }, diffEntries(shown, []), shown));
    }
    for (const line of gapLines(gaps)) io.stderr(`not read, so not approved: ${line}`);
    if (!options.yes && !(await agrees(io, `Approve this wiring in ${file}?`))) {
      io.stderr('nothing was written');
      return EXIT.findings;
    }
    await replaceFile(path, [text]);
    io.stdout(`${file}: ${count(next.facts.length, 'fact')} approved\n`);
    return EXIT.clean;
  });
}

function acceptance(findings: readonly Finding[], because: string | undefined): Acceptance | undefined {
  const standing = findings.filter(
    ({ verdict, level, waived }) => verdict === 'fail' && level === 'error' && waived === undefined,
  );
  if (standing.length === 0) return undefined;
  const failures = [...new Set(standing.map(({ rule, subject }) => `${rule}: ${subject.name}`))].sort();
  if (because !== undefined) return { because, failures };
  const shown = failures.slice(0, 10).map(failure => `  ${failure}`);
  const more = failures.length > shown.length ? [`  and ${failures.length - shown.length} more`] : [];
  throw new Failure(
    [
      `${count(failures.length, 'failure')} of level error ${failures.length === 1 ? 'stands' : 'stand'}:`,
      ...shown,
      ...more,
      'mend or waive them first, or say why they are approved all the same with --accept-failures',
    ].join('\n'),
    EXIT.findings,
  );
}

async function agrees({ confirm }: Io, question: string): Promise<boolean> {
  if (confirm === undefined) throw new Failure('nobody is there to agree; say --yes to write the lock all the same');
  return confirm(question);
}
