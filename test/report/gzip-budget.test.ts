/** The size of what is compressed. */

import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { GzipBudget } from '../../src/report/gzip-budget.ts';

const budget = suite('gzip budget');

const BYTES = 200_000;

/** Kilobytes that compress hardly, partly and well. */
const TEXTS: { readonly [name: string]: (index: number) => string } = {
  'random bytes': () => randomBytes(500).toString('hex'),
  'numbered lines': index => `{"ruleId":"NXKV21","level":"error","name":"cluster-${index}"}\n`.repeat(15),
  'one letter': () => 'x'.repeat(1000),
};

for (const [name, draw] of Object.entries(TEXTS)) {
  budget(`of ${name}, what it takes is as small as was asked for when compressed, and not without need smaller`, () => {
    const taken: string[] = [];
    const within = new GzipBudget(BYTES);
    for (let index = 0; index < 100_000 && taken.length === index; index += 1) {
      const text = draw(index);
      if (within.take(text)) taken.push(text);
    }
    const size = gzipSync(taken.join('')).length;

    assert.equal([size <= BYTES, taken.length === 100_000 || size > BYTES / 10], [true, true]);
  });
}

budget('a text that does not fit is not counted, and a smaller one still fits', () => {
  const within = new GzipBudget(1000);

  assert.equal([within.take(randomBytes(2000).toString('hex')), within.take('small')], [false, true]);
});

budget.run();
