/** Which facts a lock of an earlier version does not have: they are not approved, and so no drift. */

import { LOCK_VERSION, type LockPath } from '../model/lock.ts';

/** Parts of the file by the version that they came with. */
const SINCE: readonly (readonly [version: number, says: string, holds: (path: LockPath) => boolean])[] = [
  [2, 'virtual networks that firewalls admit', ([, , key]) => key === 'virtual networks'],
  [2, 'resource instances that firewalls admit', ([, , key]) => key === 'resource instances'],
  [2, 'conditions of roles', ([section]) => section === 'roles'],
  [2, 'deny assignments', ([section]) => section === 'denials'],
];

/** Whether a lock of the version speaks of what stands at the path. */
export function speaksOf(version: number, path: LockPath): boolean {
  return version === LOCK_VERSION || SINCE.every(([since, , holds]) => version >= since || !holds(path));
}

/** What a lock of the version does not speak of, in words; nothing of the newest. */
export function silentOn(version: number): readonly string[] {
  return SINCE.flatMap(([since, says]) => (version < since ? [says] : []));
}
