/** Where the lock of a run is, and the rules of a run that has none. */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LOCK_FILE } from '../model/lock.ts';
import type { RuleSet } from '../rules/load.ts';
import type { Config } from './config.ts';
import { withoutKind } from './rules.ts';

export type LockOption = { readonly lock?: string; readonly demo?: boolean };

/** Where the lock is, or would be: where it was named, else beside the config. */
export function lockPath({ lock }: LockOption, config: Config): string {
  return lock ?? join(config.source === undefined ? '.' : dirname(config.source.file), LOCK_FILE);
}

/** Whether a run compares with a lock: one that was named, or the one beside the config; none of the demonstration's own. */
export function hasLock(options: LockOption, config: Config): boolean {
  return options.lock !== undefined || (!options.demo && existsSync(lockPath(options, config)));
}

/** The rules of a run that has nothing to compare with. */
export function withoutDrift(set: RuleSet): RuleSet {
  return withoutKind(set, 'drift.change');
}
