/** Adds notices to a result. */

import type { Notice, Result } from '../model/finding.ts';

/** The result with these notices too, all by their place. */
export function withNotices(result: Result, notices: readonly Notice[]): Result {
  return { ...result, notices: [...result.notices, ...notices].sort(byPlace) };
}

function byPlace({ location: a }: Notice, { location: b }: Notice): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
