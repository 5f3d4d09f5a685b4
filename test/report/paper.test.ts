import fc from 'fast-check';
import { wrapAnsi } from 'fast-wrap-ansi';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { paragraph } from '../../src/report/paper.ts';

const paper = suite('paper');

paper('plain words are wrapped as the library wraps all others', () => {
  const words = fc.array(fc.stringMatching(/^[!-~]{1,24}$/), { minLength: 1, maxLength: 40 });
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

paper.run();
