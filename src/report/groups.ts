/** Arranges findings as every report shows them: by system, the worst first, the same unknown said once. */

import { type Finding, LEVELS, type Result, type System } from '../model/finding.ts';
import { foldId } from '../model/resource-id.ts';
import { once } from './once.ts';

export const KINDS: { readonly [kind in System['kind']]: string } = {
  nexus: 'Nexus cluster',
  cyclecloud: 'CycleCloud',
};

/** What the findings that belong to no single system stand under. */
export const SHARED = 'Shared by several systems';

/** A system and its findings; without a system, the findings that several share. */
export type Group = { readonly system?: System; readonly findings: readonly Finding[] };

/** Findings by system, in the order of the systems; the ones that belong to no single system come last. */
export const bySystem = once(({ systems, findings }: Pick<Result, 'systems' | 'findings'>): readonly Group[] => {
  const groups = new Map(systems.map(system => [system.id, { system, findings: [] as Finding[] }]));
  const shared: Finding[] = [];
  for (const finding of findings) (groups.get(finding.subject.system ?? '')?.findings ?? shared).push(finding);
  return [...groups.values(), ...(shared.length > 0 ? [{ findings: shared }] : [])];
});

/** Failures, then unknowns, then waived failures, each most severe first. */
export function ordered(findings: readonly Finding[]): Finding[] {
  const open = findings.filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown');
  const mostSevereFirst = (some: readonly Finding[]) =>
    LEVELS.flatMap(level => some.filter(finding => finding.level === level));
  return [
    open.filter(({ verdict, waived }) => verdict === 'fail' && waived === undefined),
    open.filter(({ verdict }) => verdict === 'unknown'),
    open.filter(({ verdict, waived }) => verdict === 'fail' && waived !== undefined),
  ].flatMap(mostSevereFirst);
}

/** Unknowns of one rule for one reason are said once, for all their subjects. */
export function alike(findings: readonly Finding[]): (readonly [Finding, ...Finding[]])[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const { verdict, rule, because, subject } = finding;
    const key = verdict === 'unknown' ? `${rule}\n${because}` : `${rule}\n${foldId(subject.id)}\n`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
}
