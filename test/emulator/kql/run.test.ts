import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from '../../../src/emulator/kql/parse.ts';
import { run } from '../../../src/emulator/kql/run.ts';
import { COLUMNS } from '../../../src/emulator/kql/tables.ts';
import type { Row } from '../../../src/model/estate.ts';
import { CONDITIONS, PIPELINES, ROWS } from './queries.ts';

const query = suite('the query language');

function rowsOf(text: string): readonly Row[] {
  return run(parse(text), ROWS, COLUMNS.resources!, new Date('2026-11-01T02:00:00Z')).rows;
}

for (const [condition, ids] of CONDITIONS) {
  query(`where ${condition} finds rows "${ids}"`, () => {
    const found = rowsOf(`resources | where ${condition}`);

    assert.is(found.map(({ id }) => String(id).at(-1)).join(''), ids);
  });
}

for (const [pipeline, expected] of PIPELINES) {
  query(`${pipeline} answers ${expected.length} rows`, () => {
    const found = rowsOf(`resources ${pipeline}`);

    assert.equal(found, expected);
  });
}

query('table names are read without case', () => {
  assert.is(rowsOf('Resources | take 2').length, 2);
});

query('rows without any operator come out as they are', () => {
  assert.equal(rowsOf('resources'), ROWS);
});

query.run();
