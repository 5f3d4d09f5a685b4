/** The JSON that programs read. */

import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Result } from '../../src/model/finding.ts';
import { json } from '../../src/report/json.ts';
import { DRIFTED, HOSTILE_DRIFTED } from './drifted.ts';
import { HEALTHY, HOSTILE, large, NOTHING, RICH } from './result.ts';

const document = suite('json report');

const drawn = (result: Result): string => [...json(result)].join('');

const RESULTS = {
  rich: RICH,
  hostile: HOSTILE,
  healthy: HEALTHY,
  nothing: NOTHING,
  drifted: DRIFTED,
  'hostile drifted': HOSTILE_DRIFTED,
};

const schema = JSON.parse(await readFile(new URL('../../schemas/result.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

for (const [name, result] of Object.entries(RESULTS)) {
  document(`the ${name} result keeps to the schema`, () => {
    validate(JSON.parse(drawn(result)));

    assert.equal(validate.errors ?? [], []);
  });

  document(`nothing of the ${name} result is lost`, () => {
    const { format, version, summary, results, ...rest } = JSON.parse(drawn(result));

    assert.equal({ ...rest, findings: results, subscriptions: summary.subscriptions }, result);
  });
}

document('the schema refuses what it does not know', () => {
  validate({ ...JSON.parse(drawn(RICH)), more: 1, cloud: 7 });

  assert.equal(
    validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`),
    [' must NOT have additional properties', '/cloud must be string'],
  );
});

document('the summary counts every verdict', () => {
  assert.equal(JSON.parse(drawn(RICH)).summary, {
    complete: false,
    systems: 4,
    subscriptions: 1,
    fail: { error: 3, warning: 1, note: 1 },
    waived: { error: 0, warning: 0, note: 0 },
    unknown: { error: 1, warning: 0, note: 0 },
    pass: 2,
    notApplicable: 1,
  });
});

document('no character can steer a terminal, end a script or turn text', () => {
  const unsafe = `${drawn(HOSTILE)}${drawn(HOSTILE_DRIFTED)}`.match(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<]/gu);

  assert.equal(
    unsafe?.filter(each => each !== '\n'),
    [],
  );
});

document('thirty thousand findings come in small chunks, as they are asked for', () => {
  let chunks = 0;
  let longest = 0;
  for (const chunk of json(large(30_000))) {
    chunks += 1;
    longest = Math.max(longest, chunk.length);
  }

  assert.equal([chunks > 30_000, longest < 10_000], [true, true]);
});

document.run();
