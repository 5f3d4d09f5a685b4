/** Plans in the reports. */

import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Result } from '../../src/model/finding.ts';
import { type Document, fromJson } from '../../src/report/from-json.ts';
import { html } from '../../src/report/html/html.ts';
import { json } from '../../src/report/json.ts';
import { markdown } from '../../src/report/markdown.ts';
import { type SarifProfile, sarif } from '../../src/report/sarif.ts';
import { isComplete } from '../../src/report/tally.ts';
import { text } from '../../src/report/text.ts';
import { GATED, HOSTILE_GATED, UNTOUCHED } from './gated.ts';
import { matchesFile } from './golden.ts';
import { RICH } from './result.ts';

const gated = suite('reports of a gate');

const PAPER = { width: 100, color: false };

gated(
  'the text says what the plan breaks first, then what it leaves open, what comes before it and what it mends',
  () => matchesFile(text(GATED, PAPER), 'gated.txt'),
);

gated('the text of a plan that touches nothing says so', () => matchesFile(text(UNTOUCHED, PAPER), 'untouched.txt'));

gated('the text asks what was not known before either, and says what was not read whole', () => {
  const drawn = text({ ...GATED, gaps: RICH.gaps, findings: unknowns('already-unknown') }, PAPER);

  assert.equal(
    drawn.split('\n').filter(line => line.startsWith('  - unknown') || line.includes('denyassignments')),
    [
      '  - unknown, of level error: Firewall of the vault keeps trusted services out? cluster-one secret',
      '  - arm/denyassignments at subscription 11111111-1111-1111-1111-111111111111: HTTP 403',
    ],
  );
});

gated('the Markdown says what the plan does', () => matchesFile([...markdown(GATED)].join(''), 'gated-markdown.txt'));

gated('no name in a plan can steer a terminal', () => {
  const drawn = text(HOSTILE_GATED, PAPER);

  assert.equal(drawn.replaceAll('\n', '').match(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu), null);
});

gated('no name in a plan becomes markup of the page', () => {
  const drawn = [...html(HOSTILE_GATED)].join('');
  const section = drawn.slice(drawn.indexOf('<section id="plan"'), drawn.indexOf('<section id="glance"'));

  assert.equal([section.includes('To do first'), section.match(/<(?:script|img|iframe)/gi)], [true, null]);
});

const schema = JSON.parse(await readFile(new URL('../../schemas/result.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

for (const [name, result] of Object.entries({ GATED, UNTOUCHED, HOSTILE_GATED })) {
  gated(`the JSON of ${name} keeps to the schema, and reads back as it was`, () => {
    const document = JSON.parse([...json(result)].join('')) as Document;
    validate(document);

    assert.equal([validate.errors ?? [], fromJson(document).plan], [[], result.plan]);
  });
}

const sarifOf = (result: Result, profile: SarifProfile) => {
  const [run] = JSON.parse([...sarif(result, { profile })].join('')).runs;
  const states = (run.results as { baselineState: string; level: string }[])
    .filter(({ baselineState }) => baselineState !== undefined)
    .map(({ baselineState }) => baselineState);
  return { category: run.automationDetails.id.replace(/[\da-f]{12}/, '…'), states: [...new Set(states)].sort() };
};

gated(
  'code scanning gets what the plan breaks, in a category of its own; the full log has older and mended faults too',
  () => {
    assert.equal(
      [sarifOf(GATED, 'github'), sarifOf(GATED, 'full').states],
      [{ category: 'midrift/gate-AzureCloud-…/', states: ['new'] }, ['absent', 'new', 'unchanged']],
    );
  },
);

const COMPLETE: readonly (readonly [name: string, result: Result, complete: boolean])[] = [
  ['a plan with a part that could not be judged', GATED, false],
  ['a plan that touches nothing', UNTOUCHED, true],
  ['an error that was unknown before', { ...UNTOUCHED, findings: unknowns('already-unknown') }, true],
  ['an error that is unknown because of the plan', { ...UNTOUCHED, findings: unknowns('unknown') }, false],
];

for (const [name, result, complete] of COMPLETE) {
  gated(`${name} ${complete ? 'is judged whole' : 'is not judged whole'}`, () => {
    assert.is(isComplete(result), complete);
  });
}

function unknowns(gate: 'unknown' | 'already-unknown') {
  return GATED.findings
    .filter(({ verdict }) => verdict === 'unknown')
    .map(each => ({ ...each, level: 'error' as const, gate }));
}

gated.run();
