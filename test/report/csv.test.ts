/** The table that people open in a spreadsheet. */

import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Result } from '../../src/model/finding.ts';
import { csv } from '../../src/report/csv.ts';
import { printable } from '../../src/report/printable.ts';
import { matchesFile } from './golden.ts';
import { HOSTILE, HOSTILE_NAMES, NOTHING, RICH } from './result.ts';

const table = suite('csv report');

const drawn = (result: Result): string => [...csv(result)].join('');

/** Reads RFC 4220, strictly: every line ends in CRLF, every quote is doubled. */
function read(text: string): string[][] {
  const rows: string[][] = [[]];
  let rest = text;
  while (rest !== '') {
    const match = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest);
    if (match === null) throw new Error(`not a cell: ${rest.slice(0, 80)}`);
    const [whole, quoted, plain = '', end] = match;
    rows.at(-1)!.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
    rest = rest.slice(whole.length);
  }
  return rows.slice(0, -1);
}

/** The result with this as the name of its first finding's subject. */
function named(name: string): Result {
  const [first] = RICH.findings;
  return { ...RICH, findings: [{ ...first!, subject: { ...first!.subject, name } }] };
}

const subjectOf = (result: Result): string => read(drawn(result))[1]![6]!;

table('the rich result reads as in its file', () => matchesFile(drawn(RICH), 'rich.csv'));

table('nothing found is a table without lines', () => {
  assert.is(read(drawn(NOTHING)).length, 1);
});

table('every line has a cell for every column, whatever the names', () => {
  const rows = read(drawn(HOSTILE));

  assert.equal([...new Set(rows.map(({ length }) => length))], [23]);
});

table('hostile names come back, with what cannot be shown as its code', () => {
  const subjects = read(drawn(HOSTILE))
    .slice(1)
    .map(row => row[6]);

  assert.equal([...new Set(subjects)], HOSTILE_NAMES.map(printable));
});

const FORMULAS = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '＝1', '=HYPERLINK("https://evil.example")'];

for (const formula of FORMULAS) {
  table(`${JSON.stringify(formula)} is text, no formula`, () => {
    assert.is(subjectOf(named(formula)), `'${printable(formula)}`);
  });
}

table('any text comes back as it can be shown', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      assert.is(subjectOf(named(text)).replace(/^'/, ''), printable(text).replace(/^'/, ''));
    }),
  ),
);

table.run();
