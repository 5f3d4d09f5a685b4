/** Holds the findings after a plan against those before it. */

import type { Fixed } from '../model/baseline.ts';
import type { Finding } from '../model/finding.ts';
import type { GateState } from '../model/gate.ts';
import { foldId } from '../model/resource-id.ts';

export type Compared = {
  /** The findings after the plan, failures and unknowns with their state. */
  readonly findings: readonly Finding[];
  readonly mended: readonly Fixed[];
  /** The systems of which anything is judged otherwise than before, or is there no more. */
  readonly touched: ReadonlySet<string>;
};

/**
 * Findings are known again by their rule and subject. Both lists come of the same rules. A failure whose subject is there no
 * more is mended, unless something that is not known may hide it: `isHiding` says so of what several systems share.
 */
export function compareAround(before: readonly Finding[], after: readonly Finding[], isHiding = false): Compared {
  const keyOf = ({ rule, subject }: Finding) => `${rule}\n${foldId(subject.id)}`;
  const earlier = new Map(before.map(finding => [keyOf(finding), finding]));
  const later = new Map(after.map(finding => [keyOf(finding), finding]));
  const touched = new Set<string>();
  const touch = ({ subject }: Finding) => touched.add(subject.system ?? subject.id);
  const findings = after.map(finding => {
    const was = earlier.get(keyOf(finding));
    if (differs(was, finding)) touch(finding);
    const gate = stateOf(finding, was);
    return gate === undefined ? finding : { ...finding, gate };
  });
  const placeOf = ({ rule, subject }: Finding) => `${rule}\n${subject.system ?? ''}`;
  const newFaults = new Set(findings.filter(({ gate }) => gate === 'broken' || gate === 'unknown').map(placeOf));
  const isGone = (finding: Finding) =>
    finding.subject.system === undefined ? !isHiding : !newFaults.has(placeOf(finding));
  const mended = before.flatMap(finding => {
    const now = later.get(keyOf(finding));
    if (now === undefined) touch(finding);
    const isMended = now === undefined ? isGone(finding) : ['pass', 'not-applicable'].includes(now.verdict);
    return finding.verdict === 'fail' && isMended ? [fixed(finding, now)] : [];
  });
  return { findings, mended, touched };
}

function stateOf({ verdict }: Finding, was: Finding | undefined): GateState | undefined {
  if (verdict === 'fail') return was?.verdict === 'fail' ? 'already-broken' : 'broken';
  if (verdict === 'unknown') return was?.verdict === 'unknown' ? 'already-unknown' : 'unknown';
  return undefined;
}

function differs(was: Finding | undefined, { verdict, message, because }: Finding): boolean {
  return was === undefined || was.verdict !== verdict || was.message !== message || was.because !== because;
}

function fixed(failure: Finding, now: Finding | undefined): Fixed {
  const { rule, requirement, subject, level, message, location } = failure;
  return {
    ...{ rule, requirement, subject, level, message, location },
    now: now === undefined ? 'gone' : now.verdict === 'pass' ? 'pass' : 'not-applicable',
  };
}
