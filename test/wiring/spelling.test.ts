import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { loadRuleSet } from '../../src/cli/rules.ts';
import type { Row } from '../../src/model/estate.ts';
import { auditOf, ROWS, respelled, type TableRow, tosses, verdicts } from './demo.ts';

const spelling = suite('spelling and order');

const { rules: RULES } = await loadRuleSet([]);
const AUDIT = auditOf(ROWS, RULES);
const VERDICTS = new Set(verdicts(AUDIT.findings));

/** The verdicts that rows come to beside the expected ones, and the expected ones that they do not come to. */
function difference(rows: readonly TableRow[]): string[] {
  const found = new Set(verdicts(auditOf(rows, RULES).findings));
  return [
    ...[...found].filter(verdict => !VERDICTS.has(verdict)).map(verdict => `+ ${verdict}`),
    ...[...VERDICTS].filter(verdict => !found.has(verdict)).map(verdict => `- ${verdict}`),
  ];
}

function spelledAnew(flip: () => boolean): TableRow[] {
  return ROWS.map(({ table, row }) => ({ table, row: respelled(row, flip) as Row }));
}

spelling('there is enough to tell apart: every verdict occurs', () => {
  const count = Map.groupBy(AUDIT.findings, ({ verdict }) => verdict);

  assert.equal([...count.keys()].sort(), ['fail', 'not-applicable', 'pass', 'unknown']);
});

spelling('ids, types, names, enumerations and keys in any case come to the same verdicts', () => {
  fc.assert(
    fc.property(tosses, flip => {
      assert.equal(difference(spelledAnew(flip)), []);
    }),
    { numRuns: 8, seed: 11 },
  );
});

spelling('all capitals come to the same verdicts, and so do all small letters', () => {
  assert.equal([difference(spelledAnew(() => true)), difference(spelledAnew(() => false))], [[], []]);
});

spelling('rows in any order come to the same systems, subjects and findings, word by word', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...ROWS], { minLength: ROWS.length }), rows => {
      assert.equal(auditOf(rows, RULES), AUDIT);
    }),
    { numRuns: 8, seed: 12 },
  );
});

spelling.run();
