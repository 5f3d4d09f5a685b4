/** A rule: one YAML file, and what it becomes when it is made ready. */

import type { Evidence, Fix, Level, RuleSummary } from '../model/finding.ts';
import type { SubjectKind } from '../subjects/subjects.ts';
import type { Ask, Bound } from './instance.ts';

/** A rule as its file has it. Texts may hold `{{ expression }}`. */
export type RuleFile = {
  readonly id: string;
  readonly code?: string;
  readonly formerly?: readonly string[];
  readonly requirement: string;
  readonly title: string;
  readonly subject: SubjectKind;
  readonly level: Level;
  readonly 'security-severity'?: number;
  /** Where it is false, the rule is not applicable. */
  readonly when?: string;
  /** Where it is false, the rule fails. */
  readonly require: string;
  readonly message: string;
  readonly impact: string;
  readonly fix: { readonly say: string; readonly az?: string };
  readonly see: string;
};

/** What a rule says of one subject. */
export type Judgement =
  | {
      readonly verdict: 'pass' | 'not-applicable' | 'unknown';
      readonly because?: string;
      readonly evidence: readonly Evidence[];
    }
  | {
      readonly verdict: 'fail';
      readonly evidence: readonly Evidence[];
      readonly message: string;
      readonly impact: string;
      readonly fix: Fix;
    };

/** A rule made ready. */
export type Rule = RuleSummary & {
  readonly subject: SubjectKind;
  /** Judges a subject of its kind. Throws `RuleBroken` where the rule itself fails, never for what the subject is. */
  judge(bound: Bound, ask: Ask): Judgement;
};

/** A rule that cannot be evaluated: a fault of the rule, not of what it judges. */
export class RuleBroken extends Error {
  override readonly name = 'RuleBroken';
}
