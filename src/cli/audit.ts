/** One audit of an estate: access indexed, wiring joined, rules judged. */

import { Access } from '../access/access.ts';
import { hold } from '../access/hold.ts';
import { judge } from '../comply/judge.ts';
import type { Estate } from '../estate/estate.ts';
import type { DriftReview } from '../model/drift-review.ts';
import type { Finding, Notice } from '../model/finding.ts';
import type { Rule } from '../rules/rule.ts';
import { type Wiring, wire } from '../wiring/wire.ts';
import type { Config } from './config.ts';
import { locator } from './locate.ts';

export type Audit = Wiring & {
  readonly findings: readonly Finding[];
  /** What differs from the lock; absent where there is none. */
  readonly drift?: DriftReview;
  readonly notices?: readonly Notice[];
};

export function audit(estate: Estate, rules: readonly Rule[], config: Config): Audit {
  const access = new Access(estate);
  const wiring = wire(estate, access, config.wiring);
  const findings = judge(rules, wiring.subjects, {
    ask: (principalId, role, scope) => hold(access, principalId, role, scope),
    locate: locator(config, estate),
  });
  return { ...wiring, findings };
}
