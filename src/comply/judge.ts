/** Rules × subjects → findings. */

import type { Finding, Level, Location } from '../model/finding.ts';
import { type Ask, bind } from '../rules/instance.ts';
import type { Judgement, Rule } from '../rules/rule.ts';
import type { Subject } from '../subjects/subjects.ts';

export type JudgeOptions = {
  readonly ask: Ask;
  /** The place in the repository that a subject belongs to. */
  readonly locate: (subject: Subject) => Location;
};

/** Judges every subject by every rule of its kind. Sorted by system, level, rule and subject. */
export function judge(rules: readonly Rule[], subjects: readonly Subject[], options: JudgeOptions): Finding[] {
  const byKind = Map.groupBy(rules, ({ subject }) => subject);
  const findings = subjects.flatMap(subject => {
    const bound = bind(subject);
    const location = options.locate(subject);
    return (byKind.get(subject.kind) ?? []).map(rule =>
      finding(rule, subject, rule.judge(bound, options.ask), location),
    );
  });
  return inOrder(findings);
}

function finding(rule: Rule, subject: Subject, judgement: Judgement, location: Location): Finding {
  const { kind, id, name, system } = subject;
  const isFailure = judgement.verdict === 'fail';
  const place = placeOf(subject, judgement) ?? location;
  return {
    rule: rule.id,
    requirement: rule.requirement,
    subject: { kind, id, name, ...(system === undefined ? {} : { system }) },
    verdict: judgement.verdict,
    level: rule.level,
    ...(!isFailure && judgement.because !== undefined ? { because: judgement.because } : {}),
    message: isFailure ? judgement.message : rule.title,
    ...(isFailure ? { impact: judgement.impact, fix: judgement.fix } : {}),
    evidence: judgement.evidence,
    location: place,
  };
}

/** Where the last field that was looked at was read from. */
function placeOf({ places }: Subject, { evidence }: Judgement): Location | undefined {
  if (places === undefined) return undefined;
  const last = evidence.findLast(item => item.is === 'setting' && places[item.field] !== undefined);
  return last?.is === 'setting' ? places[last.field] : undefined;
}

const RANK: Record<Level, number> = { error: 0, warning: 1, note: 2 };

/** By system, level, rule and subject. What belongs to no system comes last. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  return findings
    .map(finding => {
      const { rule, level, subject } = finding;
      const system = subject.system?.toLowerCase() ?? '\uffff';
      return [`${system}\n${RANK[level]}\n${rule}\n${subject.id.toLowerCase()}`, finding] as const;
    })
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, finding]) => finding);
}
