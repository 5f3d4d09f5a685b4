/** What comes back from a JSON report. */

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fromJson } from '../../src/report/from-json.ts';
import { json } from '../../src/report/json.ts';
import { DRIFTED, HOSTILE_DRIFTED } from './drifted.ts';
import { HEALTHY, HOSTILE, NOTHING, RICH } from './result.ts';
import { HOSTILE_REVIEWED, REVIEWED } from './reviewed.ts';

const saved = suite('saved results');

const RESULTS = { RICH, HOSTILE, HEALTHY, NOTHING, REVIEWED, HOSTILE_REVIEWED, DRIFTED, HOSTILE_DRIFTED };

for (const [name, result] of Object.entries(RESULTS)) {
  saved(`${name} comes back as it was`, () => {
    assert.equal(fromJson(JSON.parse([...json(result)].join(''))), result);
  });
}

saved.run();
