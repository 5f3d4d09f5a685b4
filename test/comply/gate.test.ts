import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compareAround } from '../../src/comply/gate.ts';
import type { Verdict } from '../../src/model/finding.ts';
import { A, B, C, D, finding } from './small-result.ts';

const around = suite('findings around a plan');

const STATES: readonly (readonly [before: Verdict | undefined, after: Verdict, state: string | undefined])[] = [
  [undefined, 'fail', 'broken'],
  ['pass', 'fail', 'broken'],
  ['unknown', 'fail', 'broken'],
  ['not-applicable', 'fail', 'broken'],
  ['fail', 'fail', 'already-broken'],
  [undefined, 'unknown', 'unknown'],
  ['pass', 'unknown', 'unknown'],
  ['fail', 'unknown', 'unknown'],
  ['unknown', 'unknown', 'already-unknown'],
  ['fail', 'pass', undefined],
  ['pass', 'not-applicable', undefined],
];

for (const [was, is, state] of STATES) {
  around(`${was ?? 'nothing'} before and ${is} after is ${state ?? 'no fault'}`, () => {
    const { findings } = compareAround(was === undefined ? [] : [finding(A, was)], [finding(A, is)]);

    assert.equal(
      findings.map(({ gate }) => gate),
      [state],
    );
  });
}

around('a failure that passes, does not apply or is gone afterwards is mended; one that is not known is not', () => {
  const before = [A, B, C, D].map(id => finding(id, 'fail'));
  const after = [finding(A, 'pass'), finding(B, 'not-applicable'), finding(C, 'unknown')];

  assert.equal(
    compareAround(before, after).mended.map(({ subject, now }) => [subject.id, now]),
    [
      [A, 'pass'],
      [B, 'not-applicable'],
      [D, 'gone'],
    ],
  );
});

around('a failure that is gone is not mended where something unknown may hide it', () => {
  const [inSystem, shared] = [finding(A, 'fail'), finding(B, 'fail')];
  const ofNone = { ...shared, subject: { kind: 'wiring.grant', id: B, name: 'B' } };
  const standIn = finding(`${A}#open`, 'unknown', { subject: { ...inSystem.subject, id: `${A}#open` } });

  assert.equal(
    [
      compareAround([inSystem], [standIn]).mended.length,
      compareAround([ofNone], [], true).mended.length,
      compareAround([inSystem, ofNone], []).mended.length,
    ],
    [0, 0, 2],
  );
});

around('ids are known again in any case', () => {
  const { findings, mended } = compareAround([finding(A.toUpperCase(), 'fail')], [finding(A, 'fail')]);

  assert.equal([findings.map(({ gate }) => gate), mended], [['already-broken'], []]);
});

around('a system is touched where anything is judged otherwise, in words as well', () => {
  const before = [finding(A, 'fail'), finding(B, 'fail'), finding(C, 'pass'), finding(D, 'pass')];
  const after = [finding(A, 'fail'), finding(B, 'fail', { message: 'Vault is wide open' }), finding(C, 'fail')];

  assert.equal([...compareAround(before, after).touched].sort(), [B, C, D]);
});

around.run();
