/** Configs to begin with, as text. */

import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { set, shown, writeDraft } from '../../../src/sources/config/draft.ts';

const draft = suite('config draft');

draft('what is set and what is only shown stand in their order, each below what is said of it', () => {
  const text = writeDraft(
    ['Ours.', '', 'Yours.'],
    [
      shown('first', true, ['One.']),
      set('second', 'two'),
      shown('third', { list: [{ value: '3', beside: 'three' }, { value: [set('a', 'b'), set('c', 'd')] }] }),
      set('fourth', [
        set('in', { list: [{ value: [set('vm', '/x'), shown('file', 'y', ['Why.'])] }] }),
        shown('z', ''),
      ]),
      shown('last', [set('a', 'b')], ['Last.', 'Least.']),
    ],
  );

  assert.is(
    text,
    `# Ours.

# Yours.

# One.
# first: true

second: two

# third:
#   - "3" # three
#   - a: b
#     c: d

fourth:
  in:
    - vm: /x
      # Why.
      # file: y
  # z: ""

# Last.
# Least.
# last:
#   a: b
`,
  );
});

draft('strings of any kind are read back as they were, and keep to the line of their key', () => {
  const strings = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.constantFrom('a\nb: c', '- x', '# y', '\r\n', ' |\n  z'),
  );
  fc.assert(
    fc.property(strings, strings, (one, other) => {
      const text = writeDraft(['Ours.'], [set('a', one), set('b', { list: [{ value: other, beside: 'x' }] })]);

      assert.equal([parse(text), text.split('\n').length], [{ a: one, b: [other] }, 7]);
    }),
  );
});

draft.run();
