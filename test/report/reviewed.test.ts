/** Waivers, baselines and history in the reports. */

import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { annotations } from '../../src/report/annotations.ts';
import { csv } from '../../src/report/csv.ts';
import { json } from '../../src/report/json.ts';
import { junit } from '../../src/report/junit.ts';
import { markdown } from '../../src/report/markdown.ts';
import { tally } from '../../src/report/tally.ts';
import { text } from '../../src/report/text.ts';
import { matchesFile } from './golden.ts';
import { HOSTILE_REVIEWED, REVIEWED } from './reviewed.ts';

const reviewed = suite('reviewed results');

reviewed('the text shows what is waived, new, fixed and to look after', () =>
  matchesFile(text(REVIEWED, { width: 100, color: false }), 'reviewed.txt'),
);

const DRAWN = {
  'reviewed-markdown.txt': markdown,
  'reviewed.xml': junit,
  'reviewed.csv': csv,
  'reviewed-annotations.txt': annotations,
};

for (const [file, draw] of Object.entries(DRAWN)) {
  reviewed(`${file} shows what is waived as waived`, () => matchesFile([...draw(REVIEWED)].join(''), file));
}

reviewed('no decision that people write down can steer a terminal', () => {
  const drawn = text(HOSTILE_REVIEWED, { width: 100, color: false });

  assert.equal(drawn.replaceAll('\n', '').match(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu), null);
});

reviewed('waived failures are counted apart', () => {
  const { fail, waived } = tally(REVIEWED.findings);

  assert.equal(
    { fail, waived },
    { fail: { error: 2, warning: 1, note: 1 }, waived: { error: 1, warning: 0, note: 0 } },
  );
});

const schema = JSON.parse(await readFile(new URL('../../schemas/result.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

for (const [name, result] of Object.entries({ REVIEWED, HOSTILE_REVIEWED })) {
  reviewed(`the JSON of ${name} keeps to the schema`, () => {
    validate(JSON.parse([...json(result)].join('')));

    assert.equal(validate.errors ?? [], []);
  });
}

reviewed.run();
