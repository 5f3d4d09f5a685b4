import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { pauseAfter } from '../../src/azure/meter.ts';

const meter = suite('meter');

type Case = readonly [
  what: string,
  status: number,
  remaining: string | undefined,
  resets: string | undefined,
  pause: number,
];

const cases: readonly Case[] = [
  ['requests are left: no pause', 200, '3', '00:00:05', 0],
  ['none is left: a pause until the quota is full again', 200, '0', '00:00:05', 5000],
  ['hours and minutes count', 200, '0', '01:02:03', 3_723_000],
  ['an answer 429 brings its own Retry-After: no second pause', 429, '0', '00:00:05', 0],
  ['no quota is told: no pause', 200, undefined, undefined, 0],
  ['a time that is none: no pause', 200, '0', 'soon', 0],
];

for (const [what, status, remaining, resets, pause] of cases) {
  meter(what, () => {
    const headers: Readonly<Record<string, string | undefined>> = {
      'x-ms-user-quota-remaining': remaining,
      'x-ms-user-quota-resets-after': resets,
    };

    assert.is(
      pauseAfter(status, name => headers[name]),
      pause,
    );
  });
}

meter.run();
