import fc from 'fast-check';
import { wrapAnsi } from 'fast-wrap-ansi';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { paragraph } from '../../src/report/paper.ts';

const paper = suite('paper');

paper('plain words are wrapped as the library wraps all others', () => {
  const words = fc.array(
    fc.stringMatching(/^[!-~]{1,24}$/).filter(word => !word.includes('::')),
    { minLength: 1, maxLength: 40 },
  );
  fc.assert(
    fc.property(words, fc.integer({ min: 60, max: 90 }), (texts, width) => {
      const text = texts.join(' ');

      assert.is(
        paragraph({ width, color: false }, text, { indent: 0 }).join('\n'),
        wrapAnsi(text, width, { hard: true })
          .split('\n')
          .map(line => line.trimEnd())
          .join('\n'),
      );
    }),
    { numRuns: 2000 },
  );
});

paper('no line is like a command to the runner of GitHub, and none is too wide for that', () => {
  const sheet = { width: 40, color: false };
  const texts = ['::error::a', `${'x'.repeat(30)} ::add-mask::b`, `${'x'.repeat(40)}::debug::c`, '2001:db8::1, ::2'];

  assert.equal(
    [
      ...texts.map(text => paragraph(sheet, text, { indent: 0 })),
      paragraph(sheet, `::error::d ${'y'.repeat(24)} ::error::e`, { indent: 0, label: 'Fix', column: 5 }),
    ],
    [
      ['\\u003a\\u003aerror::a'],
      ['x'.repeat(30), '\\u003a\\u003aadd-mask::b'],
      ['x'.repeat(30), `${'x'.repeat(10)}::debug::c`],
      ['2001:db8::1, ::2'],
      ['Fix  ::error::d', `     ${'y'.repeat(24)}`, '     \\u003a\\u003aerror::e'],
    ],
  );
});

paper.run();
