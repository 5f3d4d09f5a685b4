/** Examines the files that a scan goes by: the config's own folders of rules, and the lock. */

import type { Check, Lack } from '../report/doctor/doctor.ts';
import { count } from '../report/printable.ts';
import type { RuleSet } from '../rules/load.ts';
import type { Config } from './config.ts';
import type { LockFile } from './drifting.ts';
import { Failure } from './failure.ts';
import { hasLock, type LockOption, withoutDrift } from './lock-path.ts';
import { loadRuleSet, withoutUpdates } from './rules.ts';

export type Files = {
  readonly checks: readonly Check[];
  readonly lacks: readonly Lack[];
  /** Those of a scan; without the config's own where these are wrong. */
  readonly rules: RuleSet;
  readonly lock?: LockFile;
};

/** A config that is wrong has ended the run before. */
export async function examineFiles(options: LockOption, config: Config): Promise<Files> {
  const own = await examined('Rules', () => loadRuleSet(config.rules));
  const today = withoutUpdates('lack' in own ? await loadRuleSet([]) : own.value);
  const locked = hasLock(options, config)
    ? await examined('Lock', async () => (await import('./drifting.ts')).lockFileOf(options, config))
    : { value: undefined };
  const lock = 'lack' in locked ? undefined : locked.value;
  const rules = lock === undefined ? withoutDrift(today) : today;
  return {
    checks: [
      configCheck(config),
      'lack' in own
        ? { is: 'wrong', what: 'Rules', says: '' }
        : { is: 'works', what: 'Rules', says: sayRules(rules, config) },
      lockCheck(locked),
    ],
    lacks: [own, locked].flatMap(one => ('lack' in one ? one.lack : [])),
    rules,
    ...(lock === undefined ? {} : { lock }),
  };
}

type Examined<T> = { readonly value: T } | { readonly lack: Lack };

async function examined<T>(what: string, read: () => Promise<T>): Promise<Examined<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    const isTheirs = error instanceof Failure || (error instanceof Error && error.name === 'Unreadable');
    if (!isTheirs) throw error;
    const next = 'Mend it at the place that is named; a scan checks the same.';
    return { lack: { is: 'wrong', what, because: error.message.split('\n'), next, az: [] } };
  }
}

function configCheck({ source, file, wiring, waivers }: Config): Check {
  const what = 'Config';
  if (source === undefined)
    return { is: 'not needed', what, says: `there is no ${file}, so all that the credential sees is audited` };
  const parts = [
    ...(wiring.cyclecloud.length > 0 ? [count(wiring.cyclecloud.length, 'CycleCloud server')] : []),
    ...(waivers.length > 0 ? [count(waivers.length, 'waiver')] : []),
  ];
  return { is: 'works', what, says: [file, ...parts].join(', ') };
}

function sayRules({ rules }: RuleSet, config: Config): string {
  const folders = config.rules.length;
  return `${count(rules.length, 'rule')}${folders > 0 ? `, with those of ${count(folders, 'folder')} of yours` : ''}`;
}

function lockCheck(locked: Examined<LockFile | undefined>): Check {
  const what = 'Lock';
  if ('lack' in locked) return { is: 'wrong', what, says: '' };
  if (locked.value === undefined)
    return {
      is: 'not needed',
      what,
      says: 'none lies beside the config, so nothing is compared with what was approved',
    };
  const { file, lock } = locked.value;
  return { is: 'works', what, says: `${file}, ${count(lock.facts.length, 'fact')}` };
}
