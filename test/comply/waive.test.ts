/** What waivers do to a result. */

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { waive } from '../../src/comply/waive.ts';
import type { Finding, Result } from '../../src/model/finding.ts';
import type { Waiver } from '../../src/model/waiver.ts';
import { A, B, C, finding, resultOf } from './small-result.ts';

const waivers = suite('waivers');

const TODAY = '2026-11-01';

const waiver = (more: Partial<Waiver> = {}): Waiver => ({
  rule: 'vault-open',
  subject: A,
  because: 'It is replaced in winter.',
  until: '2026-12-31',
  location: { file: 'midrift.yaml', line: 9, column: 5 },
  ...more,
});

const at = (line: number) => ({ location: { file: 'midrift.yaml', line, column: 5 } });

/** The subjects whose failures are waived, with the reason, and what the notices say. */
const seen = ({ findings, notices }: Result) => [
  findings.flatMap(({ subject, waived }) => (waived === undefined ? [] : [`${subject.name}: ${waived.because}`])),
  notices.map(({ says, location }) => `${location.line}: ${says}`),
];

const FAILED: readonly Finding[] = [finding(A, 'fail'), finding(B, 'fail'), finding(C, 'pass')];

waivers('a waived failure stays a failure, and says why, until when and by whom it is accepted', () => {
  const { findings } = waive(resultOf(FAILED), [waiver({ by: 'Ann' })], TODAY);

  assert.equal(findings, [
    {
      ...FAILED[0],
      waived: { because: 'It is replaced in winter.', until: '2026-12-31', by: 'Ann', ...at(9) },
    },
    FAILED[1],
    FAILED[2],
  ]);
});

waivers('without waivers a result stays as it is', () => {
  const result = resultOf(FAILED);

  assert.is(waive(result, [], TODAY), result);
});

const ACCEPTED = 'It is replaced in winter.';

type Case = readonly [name: string, waivers: readonly Waiver[], result: Result, accepted: string[], notices: string[]];

const CASES: readonly Case[] = [
  ['a pattern waives every subject that it names', [waiver({ subject: '*' })], resultOf(FAILED), ['A', 'B'], []],
  ['an id is compared without case', [waiver({ subject: A.toUpperCase() })], resultOf(FAILED), ['A'], []],
  ['a rule is known by its former name', [waiver({ rule: 'vault-oepn' })], resultOf(FAILED), ['A'], []],
  ['a waiver holds on its last day', [waiver({ until: TODAY })], resultOf(FAILED), ['A'], []],
  [
    'an expired waiver waives nothing, and is reported',
    [waiver({ until: '2026-10-31' })],
    resultOf(FAILED),
    [],
    [
      '9: This waiver of vault-open expired on 2026-10-31, so a failure counts again: mend what failed, or agree on a new date.',
    ],
  ],
  [
    'an expired waiver says how many failures count again',
    [waiver({ until: '2026-10-31', subject: '*' })],
    resultOf(FAILED),
    [],
    [
      '9: This waiver of vault-open expired on 2026-10-31, so 2 failures count again: mend what failed, or agree on a new date.',
    ],
  ],
  [
    'an expired waiver beside one in force is to be removed',
    [waiver({ until: '2026-10-31' }), waiver({ subject: '*', ...at(14) })],
    resultOf(FAILED),
    ['A', 'B'],
    ['9: This waiver of vault-open expired on 2026-10-31, and no failure needs it: remove it.'],
  ],
  [
    'a waiver of what passes is reported',
    [waiver({ subject: C })],
    resultOf(FAILED),
    [],
    ['9: This waiver of vault-open matches no failure: remove it, or correct its subject.'],
  ],
  [
    'a waiver of what is not there is reported',
    [waiver({ subject: '/subscriptions/none' })],
    resultOf(FAILED),
    [],
    ['9: This waiver of vault-open matches no failure: remove it, or correct its subject.'],
  ],
  [
    'where Azure was not read whole, what was not seen may be there',
    [waiver({ subject: '/subscriptions/none' })],
    resultOf(FAILED, { gaps: [{ source: 'resources', scope: '/', because: 'HTTP 403' }] }),
    [],
    [
      '9: This waiver of vault-open matches nothing that was seen; as Azure was not read whole, look again before you remove it.',
    ],
  ],
  [
    'a waiver of a rule that is not there is reported',
    [waiver({ rule: 'vault-shut' })],
    resultOf(FAILED),
    [],
    ['9: This waiver names the rule "vault-shut", which is not there: correct its id, or remove the waiver.'],
  ],
  [
    'an unknown cannot be waived, and its waiver may be needed later',
    [waiver()],
    resultOf([finding(A, 'unknown')]),
    [],
    [],
  ],
  [
    'notices come in the order of their lines',
    [waiver({ rule: 'y', ...at(20) }), waiver({ rule: 'x', ...at(3) })],
    resultOf([]),
    [],
    ['x', 'y'].map(
      (rule, index) =>
        `${[3, 20][index]}: This waiver names the rule "${rule}", which is not there: correct its id, or remove the waiver.`,
    ),
  ],
];

for (const [name, some, result, accepted, notices] of CASES) {
  waivers(name, () => {
    assert.equal(seen(waive(result, some, TODAY)), [accepted.map(each => `${each}: ${ACCEPTED}`), notices]);
  });
}

waivers('of several waivers the one that lasts longest speaks', () => {
  const short = waiver({ because: 'Short.', until: '2026-11-30' });
  const long = waiver({ because: 'Long.', subject: '*A', until: '2027-01-31' });

  assert.equal(
    [seen(waive(resultOf(FAILED), [short, long], TODAY)), seen(waive(resultOf(FAILED), [long, short], TODAY))],
    [
      [['A: Long.'], []],
      [['A: Long.'], []],
    ],
  );
});

waivers.run();
