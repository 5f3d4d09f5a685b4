/** Scopes in the short form of a lock, and what lies in them. */

import type { LockSection } from '../model/lock.ts';
import { keyOf } from './facts.ts';
import { REFERRED } from './references.ts';

/** Scopes that are there because they are wired resources themselves. */
const WIRED_SCOPE = /^(?:storage|vault|workspace|identity|container) (.*)$/;

/** Whether a scope is a wired resource's own. */
export function isWired(scope: string): boolean {
  return WIRED_SCOPE.test(scope);
}

/** The entries of resources that a scope may be, or lie in. */
export function resourcesAt(scope: string): string[] {
  const [, target] = WIRED_SCOPE.exec(scope) ?? [];
  if (target === undefined) return [];
  const account = target.split('/').slice(0, 3).join('/');
  return REFERRED.flatMap(section => [keyOf([section, target]), keyOf([section, account])]);
}

/** Whether the entry of a resource is a scope, holds it, or lies in it; what lies in a management group is not known here, and taken to. */
export function liesAt(entry: string, scope: string): boolean {
  const [section, id] = entry.split('\n') as [LockSection, string];
  if (!REFERRED.includes(section)) return false;
  if (scope === 'tenant' || scope.startsWith('management group ')) return true;
  const [, wide] = /^(?:subscription|resource group) (.*)$/.exec(scope) ?? [];
  return wide === undefined ? resourcesAt(scope).includes(entry) : id.startsWith(`${wide}/`);
}
