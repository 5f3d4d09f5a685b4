/** What is new, unchanged and fixed since an earlier run. */

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compareWith } from '../../src/comply/baseline.ts';
import type { Finding, Result } from '../../src/model/finding.ts';
import { A, B, C, D, finding, resultOf, TWO } from './small-result.ts';

const baseline = suite('baseline');

const WAIVED = {
  waived: { because: 'Soon.', until: '2026-12-31', location: { file: 'midrift.yaml', line: 1, column: 1 } },
};

/** Each failure with its mark, each failure that was fixed with how, and what the notices say. */
const seen = ({ findings, baseline, notices }: Result) => ({
  marks: findings.flatMap(({ subject, baseline: mark }) => (mark === undefined ? [] : [`${subject.name} ${mark}`])),
  fixed: baseline?.fixed.map(({ subject, now }) => `${subject.name} ${now}`),
  notices: notices.map(({ says }) => says.split(' could ')[0]),
});

type Case = readonly [
  name: string,
  earlier: readonly Finding[] | Result,
  now: readonly Finding[] | Result,
  seen: { marks?: string[]; fixed?: string[]; notices?: string[] },
];

const failed = finding(A, 'fail');

const CASES: readonly Case[] = [
  ['a failure that was there is unchanged', [failed], [failed], { marks: ['A unchanged'] }],
  ['a failure that was not there is new', [finding(A, 'pass')], [failed], { marks: ['A new'] }],
  ['a failure that nobody could decide before is new', [finding(A, 'unknown')], [failed], { marks: ['A new'] }],
  ['only failures are marked', [], [finding(A, 'pass'), finding(B, 'unknown')], {}],
  [
    'it is known again in other case and under the former name of its rule',
    [finding(A.toUpperCase(), 'fail', { rule: 'vault-oepn' })],
    [failed],
    { marks: ['A unchanged'] },
  ],
  [
    'a failure that was waived and is waived is unchanged',
    [{ ...failed, ...WAIVED }],
    [{ ...failed, ...WAIVED }],
    { marks: ['A unchanged'] },
  ],
  ['a failure whose waiver has ended is new', [{ ...failed, ...WAIVED }], [failed], { marks: ['A new'] }],
  ['a failure that is waived now is unchanged', [failed], [{ ...failed, ...WAIVED }], { marks: ['A unchanged'] }],
  ['a failure that passes now is fixed', [failed], [finding(A, 'pass')], { fixed: ['A pass'] }],
  [
    'one that does not apply any more is fixed',
    [failed],
    [finding(A, 'not-applicable')],
    { fixed: ['A not-applicable'] },
  ],
  ['one that is undecided now is not fixed', [failed], [finding(A, 'unknown')], {}],
  ['one whose subject is gone is fixed', [failed], [], { fixed: ['A gone'] }],
  [
    'where the subscription was not read, nobody knows whether a subject is gone',
    [failed, finding(C, 'fail')],
    resultOf([], { gaps: [{ source: 'resources', scope: TWO, because: 'HTTP 403' }] }),
    { fixed: ['A gone'], notices: ['A failure of this baseline'] },
  ],
  [
    'what several systems share may hang on any subscription',
    [finding(A, 'fail', { subject: { kind: 'wiring.identity', id: A, name: 'A' } })],
    resultOf([], { gaps: [{ source: 'resources', scope: TWO, because: 'HTTP 403' }] }),
    { notices: ['A failure of this baseline'] },
  ],
  [
    'Microsoft Graph makes no subject come or go',
    [failed],
    resultOf([], { gaps: [{ source: 'graph/memberships', scope: '/', because: 'not asked' }] }),
    { fixed: ['A gone'] },
  ],
  [
    'what was asked for then and not now is not gone',
    [failed, finding(D, 'fail')],
    resultOf([], { scope: { managementGroups: [], subscriptions: [TWO] } }),
    { notices: ['2 failures of this baseline'] },
  ],
  [
    'a rule that is not run any more fixes nothing',
    [finding(A, 'fail', { rule: 'vault-shut' })],
    [],
    { notices: ['A failure of this baseline'] },
  ],
];

const whole = (some: readonly Finding[] | Result): Result => ('findings' in some ? some : resultOf(some));

for (const [name, earlier, now, expected] of CASES) {
  baseline(name, () => {
    const result = compareWith(whole(earlier), whole(now), 'previous.json');

    assert.equal(seen(result), { marks: [], fixed: [], notices: [], ...expected });
  });
}

baseline(
  'it tells when it was taken, and each fixed failure by what it was, under the name that its rule has now',
  () => {
    const earlier = resultOf([finding(A, 'fail', { rule: 'vault-oepn' })], { takenAt: '2026-10-01T00:00:00.000Z' });

    const result = compareWith(earlier, resultOf([finding(A, 'pass')]), 'previous.json');

    const { rule, requirement, subject, level, message, location } = failed;
    assert.equal(result.baseline, {
      takenAt: '2026-10-01T00:00:00.000Z',
      fixed: [{ rule, requirement, subject, level, message, location, now: 'pass' }],
    });
  },
);

baseline.run();
