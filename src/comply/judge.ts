/** Rules × subjects → findings. */

import type { Finding, Level, Location, SubjectSummary } from '../model/finding.ts';
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
    const summary = summaryOf(subject);
    return (byKind.get(subject.kind) ?? []).map(rule => {
      const judgement = rule.judge(bound, options.ask);
      return finding(rule, summary, judgement, placeOf(subject, judgement) ?? location);
    });
  });
  return inOrder(findings);
}

function summaryOf({ kind, id, name, system }: Subject): SubjectSummary {
  return { kind, id, name, ...(system === undefined ? {} : { system }) };
}

function finding(rule: Rule, subject: SubjectSummary, judgement: Judgement, location: Location): Finding {
  const { verdict, evidence } = judgement;
  const head = { rule: rule.id, requirement: rule.requirement, subject, verdict, level: rule.level };
  if (verdict === 'fail') {
    const { message, impact, fix } = judgement;
    return { ...head, message, impact, evidence, fix, location };
  }
  const rest = { message: rule.title, evidence, location };
  const { because } = judgement;
  return because === undefined ? { ...head, ...rest } : { ...head, because, ...rest };
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
  const bySystem = Map.groupBy(findings, ({ subject }) => subject.system?.toLowerCase() ?? '\uffff');
  return [...bySystem].sort(([a], [b]) => compare(a, b)).flatMap(([, own]) => own.sort(byRank));
}

function byRank(a: Finding, b: Finding): number {
  return (
    RANK[a.level] - RANK[b.level] ||
    compare(a.rule, b.rule) ||
    compare(a.subject.id.toLowerCase(), b.subject.id.toLowerCase())
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
