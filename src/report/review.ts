/** Says in words what people decided about findings, and what became of those of an earlier run. */

import type { Baseline, Fixed } from '../model/baseline.ts';
import type { Result } from '../model/finding.ts';
import type { Waived } from '../model/waiver.ts';
import { name, sentence, stopped } from './printable.ts';

/** `It moves in March. Until 2027-03-31, by the platform team.` */
export function sayWaived({ because, until, by }: Waived): string {
  return `${stopped(sentence(because))} Until ${until}${by === undefined ? '' : `, by ${name(by)}`}.`;
}

const NOW: { readonly [now in Fixed['now']]: string } = {
  pass: 'passes now',
  'not-applicable': 'does not apply any more',
  gone: 'is not there any more',
};

/** A line for each failure of the baseline that is none any more. */
export function sayFixed({ fixed }: Baseline, rules: Result['rules']): string[] {
  const titles = new Map(rules.map(({ id, title }) => [id, title]));
  return fixed.map(
    ({ rule, subject, now }) => `${sentence(titles.get(rule) ?? rule)}: ${name(subject.name)} ${NOW[now]}`,
  );
}

/** `Since the baseline of 2026-10-01 08:00 UTC: 1 new, 3 unchanged, 2 fixed` */
export function sayBaseline({ takenAt, fixed }: Baseline, findings: Result['findings']): string {
  const count = (state: 'new' | 'unchanged') =>
    findings.filter(({ baseline, waived }) => baseline === state && waived === undefined).length;
  const when = name(takenAt.slice(0, 16).replace('T', ' '));
  return `Since the baseline of ${when} UTC: ${count('new')} new, ${count('unchanged')} unchanged, ${fixed.length} fixed`;
}
