/** Text of strangers, made safe and short. */

import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { cut, name, printable, sentence, stopped } from '../../src/report/printable.ts';

const words = suite('printable text');

const cases: readonly (readonly [string, string, string])[] = [
  ['a line end', 'a\r\nb\u2028c', 'a\\u000d\\u000ab\\u2028c'],
  ['an ANSI code', '\u001b[31m', '\\u001b[31m'],
  ['an 8-bit control', '\u009b2J', '\\u009b2J'],
  ['a turn of direction', 'a\u202eb\u2066', 'a\\u202eb\\u2066'],
  ['an invisible character', 'a\u200bb\ufeff\u00ad', 'a\\u200bb\\ufeff\\u00ad'],
  ['a joiner between letters', 'a\u200db', 'a\\u200db'],
  ['a character beyond the first plane', '\u{e0041}', '\\u{e0041}'],
  ['half a character', '\ud800', '\\ud800'],
  ['a letter that nobody sees', 'kv\u3164one', 'kv\\u3164one'],
  ['an unseen variant of a letter', 'a\ufe0fb\u{e0100}', 'a\\ufe0fb\\u{e0100}'],
  ['the fifth accent of a letter', `z${'\u0301'.repeat(5)}`, `z${'\u0301'.repeat(4)}\\u0301`],
  ['a command to a log of GitHub', 'a ##[error]b', 'a \\u0023#[error]b'],
  ['a command to Azure Pipelines', '###vso[task.complete]', '#\\u0023#vso[task.complete]'],
];

for (const [what, from, to] of cases) {
  words(`${what} is shown as its code`, () => assert.is(printable(from), to));
}

words('letters, accents and emoji are left as they are', () => {
  const text = 'é日本語 ที่ 👩‍👩‍👧‍👧 👍🏽 ❤️‍🔥 ☎︎ 1️⃣ ’“”… ## [a] #';

  assert.is(printable(text), text);
});

words('whatever the text, nothing in it can steer a terminal, and a cut one is not longer than asked', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 40 }), (text, most) => {
      const steering = printable(text).match(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu);

      assert.equal([steering, cut(text, most).length <= most], [null, true]);
    }),
  ),
);

words('a long name keeps both of its ends', () => {
  assert.is(name(`begin${'x'.repeat(10_000)}end`, 20), 'beginxxxxxxx…xxxxend');
});

words('an emoji is never cut in two', () => {
  assert.is(cut('👩‍👩‍👧‍👧'.repeat(4), 30), '👩‍👩‍👧‍👧…👩‍👩‍👧‍👧');
});

words('only what has no mark of its own at its end gets a full stop', () => {
  assert.equal(['a', 'a.', 'a?', 'a…', ''].map(stopped), ['a.', 'a.', 'a?', 'a…', '']);
});

words('a sentence is cut where one word tries to fill the screen', () => {
  assert.is(
    sentence(`the vault ${'x'.repeat(10_000)} is open`),
    `the vault ${'x'.repeat(72)}…${'x'.repeat(47)} is open`,
  );
});

words.run();
