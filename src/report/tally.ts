/** Counts verdicts. */

import { type Finding, LEVELS, type Result } from '../model/finding.ts';
import type { ByLevel } from '../model/history.ts';
import { once } from './once.ts';

/** Numbers of findings by verdict; failures and unknowns by their level too. Waived failures are not among the failures. */
export type Tally = {
  readonly fail: ByLevel;
  readonly waived: ByLevel;
  readonly unknown: ByLevel;
  readonly pass: number;
  readonly notApplicable: number;
};

/** Counts some findings. */
export const tally = once((findings: readonly Finding[]): Tally => {
  const fail = { error: 0, warning: 0, note: 0 };
  const waived = { error: 0, warning: 0, note: 0 };
  const unknown = { error: 0, warning: 0, note: 0 };
  let pass = 0;
  let notApplicable = 0;
  for (const { verdict, level, waived: accepted } of findings) {
    if (verdict === 'fail' && accepted !== undefined) waived[level] += 1;
    else if (verdict === 'fail') fail[level] += 1;
    else if (verdict === 'unknown') unknown[level] += 1;
    else if (verdict === 'pass') pass += 1;
    else notApplicable += 1;
  }
  return { fail, waived, unknown, pass, notApplicable };
});

/** All levels together. */
export function total(byLevel: ByLevel): number {
  return LEVELS.reduce((sum, level) => sum + byLevel[level], 0);
}

/**
 * Whether everything that an error could hide behind was read and decided (otherwise the exit code is 3). A run that found
 * nothing to judge is not: nothing green may have looked at nothing.
 * Microsoft Graph is optional: what it left open matters only where it made a verdict unknown.
 * Of a plan that is judged, only what the plan itself left open counts.
 */
export function isComplete({ gaps, findings, plan }: Result): boolean {
  if (plan !== undefined) {
    return plan.open.length === 0 && !findings.some(({ gate, level }) => gate === 'unknown' && level === 'error');
  }
  return (
    findings.length > 0 &&
    gaps.every(({ source }) => source.startsWith('graph/')) &&
    tally(findings).unknown.error === 0
  );
}
