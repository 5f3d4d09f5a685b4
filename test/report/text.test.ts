/** What a user reads at the terminal. */

import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Result } from '../../src/model/finding.ts';
import { text } from '../../src/report/text.ts';
import { GATED, HOSTILE_GATED } from './gated.ts';
import { matchesFile } from './golden.ts';
import { HEALTHY, HOSTILE, NOTHING, RICH } from './result.ts';
import { HOSTILE_REVIEWED } from './reviewed.ts';

const terminal = suite('text report');

const plain = { width: 100, color: false };

const drawn: readonly (readonly [string, Result, Parameters<typeof text>[1]])[] = [
  ['rich', RICH, plain],
  ['rich-60', RICH, { ...plain, width: 60 }],
  ['rich-verbose', RICH, { ...plain, width: 140, verbose: true }],
  ['healthy', HEALTHY, plain],
  ['healthy-verbose', HEALTHY, { ...plain, verbose: true }],
  ['nothing', NOTHING, plain],
  ['hostile', HOSTILE, plain],
];

for (const [name, result, options] of drawn) {
  terminal(`the ${name} result reads as in its file`, () => matchesFile(text(result, options), `${name}.txt`));
}

terminal('colours only repeat what words say: without them the text is the same', () => {
  const coloured = text(RICH, { ...plain, color: true });

  assert.equal([coloured === text(RICH, plain), stripVTControlCharacters(coloured)], [false, text(RICH, plain)]);
});

terminal('no character of Azure reaches the terminal that could steer it', () => {
  const all = text(HOSTILE, { ...plain, verbose: true });

  assert.equal(
    all.match(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu)?.filter(each => !['\n', '\u200d'].includes(each)),
    [],
  );
});

for (const width of [40, 60, 80, 100, 140, 200]) {
  terminal(`at ${width} columns only what is made to be copied is longer than the line`, () => {
    const copied = /^ *az |^ {4}See {6}https:|^\/subscriptions\//;
    const lines = [RICH, HOSTILE, GATED, HOSTILE_GATED, HOSTILE_REVIEWED].flatMap(result =>
      text(result, { ...plain, width }).split('\n'),
    );

    assert.equal(
      lines.filter(line => stringWidth(line) > width && !copied.test(line)),
      [],
    );
  });
}

terminal.run();
