/** The sums of a run. */

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { summarize } from '../../src/comply/summarize.ts';
import { REVIEWED } from '../report/reviewed.ts';

const sums = suite('sums of a run');

sums('every verdict is counted by level, waived failures apart', () => {
  assert.equal(summarize(REVIEWED), {
    takenAt: '2026-10-02T08:00:00.000Z',
    version: '0.1.0',
    systems: 4,
    failed: { error: 2, warning: 1, note: 1 },
    unknown: { error: 1, warning: 0, note: 0 },
    passed: { error: 2, warning: 0, note: 0 },
    waived: { error: 1, warning: 0, note: 0 },
  });
});

sums.run();
