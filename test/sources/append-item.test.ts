/** Adding to lists in files that people keep. */

import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse, stringify } from 'yaml';
import { appendItem } from '../../src/sources/append-item.ts';

const append = suite('append an item');

const ITEM = { rule: 'r', because: 'it: is # odd' };
const AT_2 = '  - rule: r\n    because: "it: is # odd"\n';
const AT_0 = '- rule: r\n  because: "it: is # odd"\n';

/** The text before, and after; with the key `waivers` and without one. */
const BELOW: readonly (readonly [before: string, after: string])[] = [
  ['', `waivers:\n${AT_2}`],
  ['# ours\n', `# ours\nwaivers:\n${AT_2}`],
  ['a:   1 # one', `a:   1 # one\n\nwaivers:\n${AT_2}`],
  ['waivers:\nb:   2\n', `waivers:\n${AT_2}b:   2\n`],
  ['waivers: # ours\nb: 2\n', `waivers: # ours\n${AT_2}b: 2\n`],
  ['waivers: [] # ours\nb: 2\n', `waivers: # ours\n${AT_2}b: 2\n`],
  ['waivers: ~\n', `waivers:\n${AT_2}`],
  [
    'waivers:\n- a: 1 # one\n  # more\n\n# about b\nb: 2\n',
    `waivers:\n- a: 1 # one\n  # more\n${AT_0}\n# about b\nb: 2\n`,
  ],
  [
    'waivers:\n  - a: >-\n      one\n      two\n\n\nb: 2\n',
    `waivers:\n  - a: >-\n      one\n      two\n${AT_2}\n\nb: 2\n`,
  ],
  ['waivers:\r\n  - a: 1\r\nb: 2\r\n', `waivers:\r\n  - a: 1\r\n${AT_2.replaceAll('\n', '\r\n')}b: 2\r\n`],
  ['waivers: [{a: 1}] # ours\n', 'waivers: [ { a: 1 }, { rule: r, because: "it: is # odd" } ] # ours\n'],
  ['a: 1\n...\n', `a: 1\nwaivers:\n${AT_2}...\n`],
];

const ROOT: readonly (readonly [before: string, after: string])[] = [
  ['', AT_0],
  ['# ours\n', `# ours\n${AT_0}`],
  ['- a: 1', `- a: 1\n${AT_0}`],
  ['[]\n', AT_0],
];

for (const [key, cases] of [
  ['waivers', BELOW],
  [undefined, ROOT],
] as const) {
  for (const [before, after] of cases) {
    append(`to ${JSON.stringify(before)}, ${key === undefined ? 'a list' : 'which has one'}`, () => {
      assert.is(appendItem(before, key, ITEM), after);
    });
  }
}

append('whatever a file holds, it holds the same and the item, and no line of a comment is lost', () => {
  const word = fc.stringMatching(/^[a-z]{1,5}$/);
  const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  const list = fc.array(fc.dictionary(word, scalar, { minKeys: 1, maxKeys: 3 }), { maxLength: 3 });
  const file = fc.record({ first: scalar, waivers: list, last: fc.array(scalar, { maxLength: 2 }) });
  const style = fc.record({ indentSeq: fc.boolean(), indent: fc.integer({ min: 2, max: 6 }) });
  const lines = fc.infiniteStream(fc.boolean());

  fc.assert(
    fc.property(file, style, lines, (value, options, isComment) => {
      const texts = stringify(value, { ...options, lineWidth: 0 }).split('\n');
      const text = texts
        .map(line => (/^\w+:/.test(line) && isComment.next().value ? `# ${line}\n${line}` : line))
        .join('\n');
      fc.pre(JSON.stringify(parse(text)) === JSON.stringify(value));

      const after = appendItem(text, 'waivers', ITEM);

      assert.is(JSON.stringify(parse(after)), JSON.stringify({ ...value, waivers: [...value.waivers, ITEM] }));
      assert.equal(after.match(/^# .*$/gm), text.match(/^# .*$/gm));
    }),
  );
});

append.run();
