/** Compares a run with the lock: asks Azure directly about what would be reported, and who changed it. */

import { inOrder } from '../comply/judge.ts';
import { wholeId } from '../drift/short.ts';
import type { Change, Comparison, LockPath } from '../model/lock.ts';
import { foldId } from '../model/resource-id.ts';
import type { Rule } from '../rules/rule.ts';
import { readText } from '../sources/files.ts';
import { type Audit, audit } from './audit.ts';
import { type Config, placedAs, shownAs } from './config.ts';
import type { Doubts } from './doubts.ts';
import { compareWiring, judgeDrift, reviewOf } from './drift.ts';
import { Failure } from './failure.ts';
import { hasLock, type LockOption, lockPath } from './lock-path.ts';
import { type LockText, lockIn } from './lock-text.ts';
import type { Progress } from './progress.ts';
import type { Source } from './source.ts';

/** A lock, and where it lies. */
export type LockFile = LockText & { readonly path: string; readonly file: string };

/** One of 3,000 clusters has 6 MB; nobody keeps one of this size in a repository. */
const LARGEST_LOCK = 64 * 1024 * 1024;

/** The lock that was named, or the one beside the config; none for the demonstration unless it is named. */
export async function lockFileOf(options: LockOption, config: Config): Promise<LockFile | undefined> {
  const path = lockPath(options, config);
  if (!hasLock(options, config)) return undefined;
  const { text } = await readText(path, shownAs(path), LARGEST_LOCK);
  const read = lockIn(text, placedAs(path));
  if (read.lock.cloud !== config.cloud.name) {
    throw new Failure(
      `${shownAs(path)} approves a wiring of ${read.lock.cloud}, but the cloud of this run is ${config.cloud.name}; name another with --lock`,
    );
  }
  return { ...read, path, file: placedAs(path) };
}

export type Drifted = { readonly audited: Audit; readonly comparison: Comparison };

/** What Resource Graph does not show may only not be there yet, so whatever is gone is asked for directly, once. */
export async function drifted(
  { lock }: LockText,
  source: Source,
  audited: Audit,
  rules: readonly Rule[],
  config: Config,
  progress: Progress,
): Promise<Drifted> {
  const { estate, confirm, explain } = source;
  let latest = audited;
  let comparison = compareWiring(lock, audited.subjects, estate);
  if (comparison.changes.length === 0) return { audited, comparison };
  if (confirm !== undefined) {
    const doubts = doubtsOf(comparison.changes, lock.subscriptions);
    await progress.step('Confirming changes by direct reads', () => confirm(doubts));
    latest = audit(estate, rules, config);
    comparison = compareWiring(lock, latest.subjects, estate);
  }
  if (explain !== undefined && comparison.changes.length > 0) {
    const ids = recordedIn(comparison.changes);
    if (ids.length > 0) {
      await progress.step('Asking who made the changes', () => explain(ids));
      comparison = compareWiring(lock, latest.subjects, estate);
    }
  }
  return { audited: latest, comparison };
}

/** The audit with the findings about what differs from the lock. */
export async function withDrift(
  lock: LockFile,
  source: Source,
  audited: Audit,
  rules: readonly Rule[],
  config: Config,
  progress: Progress,
): Promise<Audit> {
  const { audited: latest, comparison } = await drifted(lock, source, audited, rules, config, progress);
  const found = judgeDrift(rules, comparison, { file: lock.file, line: 1, column: 1 });
  const review = reviewOf(lock, comparison, latest.subjects, source.estate);
  return { ...latest, ...review, findings: inOrder([...latest.findings, ...found]) };
}

/** The resources of facts whose history Resource Graph keeps: assignments and definitions say themselves who wrote them. */
export function recordedIn(facts: readonly { readonly path: LockPath; readonly resource: string }[]): string[] {
  const found = facts.filter(({ path: [section] }) => !['grants', 'roles', 'denials'].includes(section));
  return [...new Set(found.map(({ resource }) => foldId(resource)))].sort();
}

function doubtsOf(changes: readonly Change[], subscriptions: ReadonlyMap<string, string>): Doubts {
  const of = (section: string) => changes.filter(({ path }) => path[0] === section);
  const ids = (section: string) => of(section).map(({ resource }) => resource);
  const attached = of('nexus').flatMap(({ path }) =>
    path[2] === 'identities' && path[3] !== 'system-assigned' ? [path[3]!] : [],
  );
  return {
    clusters: ids('nexus'),
    machines: ids('cyclecloud'),
    identities: [...ids('identities'), ...attached.map(id => wholeId(id, 'identities', subscriptions))],
    questions: of('grants')
      .filter(({ is }) => is === 'removed')
      .map(({ path, resource }) => ({ principalId: path[3]!, scope: resource })),
    accounts: [],
    vaults: [],
  };
}
