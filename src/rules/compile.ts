/** From a rule's file to a rule made ready, or all its problems at once. */

import type { Evidence, Location, RuleSummary } from '../model/finding.ts';
import type { Problem } from '../sources/problem.ts';
import type { Fault } from './fault.ts';
import type { bind } from './instance.ts';
import { compile, type Expression, evaluate } from './language.ts';
import { type Judgement, type Rule, RuleBroken, type RuleFile } from './rule.ts';
import { compileTemplate, type Template } from './template.ts';

/** Where a character of one of the rule's texts stands. */
export type Locate = (path: readonly string[], offset: number) => Location;

/** Makes a rule ready. The file must have passed the schema; `make` makes its expressions. */
export function compileRule(file: RuleFile, locate: Locate, make: typeof compile = compile): Rule | readonly Problem[] {
  const problems: Problem[] = [];
  const accept = <T extends object>(made: T | Fault | readonly Fault[], ...path: string[]): T | undefined => {
    const faults = Array.isArray(made) ? (made as readonly Fault[]) : 'says' in made ? [made as Fault] : [];
    for (const { says, offset } of faults)
      problems.push({ ...locate(path, offset), says: `"${path.join('.')}": ${says}` });
    return faults.length > 0 ? undefined : (made as T);
  };
  const condition = (text: string, key: string) => accept(make(text, file.subject, ['bool']), key);
  const template = (text: string, ...path: string[]) => accept(compileTemplate(text, file.subject, make), ...path);

  const when = file.when === undefined ? undefined : condition(file.when, 'when');
  const require = condition(file.require, 'require');
  const message = template(file.message, 'message');
  const impact = template(file.impact, 'impact');
  const say = template(file.fix.say, 'fix', 'say');
  const az = file.fix.az === undefined ? undefined : template(file.fix.az, 'fix', 'az');
  if (problems.length > 0) return problems;

  const ready = { when, require: require!, message: message!, impact: impact!, say: say!, az };
  return { ...summarise(file), subject: file.subject, judge: (bound, ask) => judge(file.id, ready, bound, ask) };
}

function summarise(file: RuleFile): RuleSummary {
  const severity = file['security-severity'];
  return {
    id: file.id,
    ...(file.code === undefined ? {} : { code: file.code }),
    formerly: file.formerly ?? [],
    requirement: file.requirement,
    title: file.title,
    subject: file.subject,
    level: file.level,
    ...(severity === undefined ? {} : { securitySeverity: severity }),
    impact: withoutExpressions(file.impact),
    fix: withoutExpressions(file.fix.say),
    see: file.see,
  };
}

/** A text of the rule itself, in which no subject stands yet: `the {{ vault.name }}` reads `the <vault.name>`. */
function withoutExpressions(text: string): string {
  return text.replaceAll(/\{\{\s*(.*?)\s*\}\}/g, '<$1>');
}

type Ready = {
  readonly when: Expression | undefined;
  readonly require: Expression;
  readonly message: Template;
  readonly impact: Template;
  readonly say: Template;
  readonly az: Template | undefined;
};

function judge(id: string, rule: Ready, bound: ReturnType<typeof bind>, ask: Parameters<Rule['judge']>[1]): Judgement {
  try {
    // Both conditions may look at a thing: it is kept once.
    const seen = new Map<string, Evidence>();
    const when = rule.when === undefined ? undefined : evaluate(rule.when, bound, ask, seen);
    if (when?.is === 'unknown') return { verdict: 'unknown', because: when.because, evidence: [...seen.values()] };
    if (when?.value === false) {
      return { verdict: 'not-applicable', because: `${rule.when!.text} is false`, evidence: [...seen.values()] };
    }
    const require = evaluate(rule.require, bound, ask, seen);
    const evidence = [...seen.values()];
    if (require.is === 'unknown') return { verdict: 'unknown', because: require.because, evidence };
    if (require.value === true) return { verdict: 'pass', evidence };
    const az = rule.az?.fill(bound, ask, { quote: true, whole: true });
    return {
      verdict: 'fail',
      evidence,
      message: rule.message.fill(bound, ask)!,
      impact: rule.impact.fill(bound, ask)!,
      fix: { say: rule.say.fill(bound, ask)!, ...(az === undefined ? {} : { az }) },
    };
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new RuleBroken(`rule ${id} could not be evaluated: ${why}`, { cause: error });
  }
}
