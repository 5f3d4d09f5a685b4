// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of the template language
import fc from 'fast-check';
import type { Attribute, Item, Section, Template } from '../../../src/sources/cyclecloud/template.ts';

const nowhere = { line: 0, column: 0 };
const indent = fc.constantFrom('', ' ', '    ', '\t', ' \t ');
const gap = fc.constantFrom(' ', '  ', '\t');
const end = fc.constantFrom('\n', '\r\n', ' \n', '\t\r\n');
const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.-]{0,8}$/);

const plain = fc.stringMatching(/^[A-Za-z0-9$/{}&<>,;!?*()[\]:=|'.-][A-Za-z0-9 $/{}&<>,;!?*()[\]:|.=-]{0,30}$/);
const value = fc.oneof(
  {
    weight: 5,
    arbitrary: plain.map(text => text.trim()).filter(text => !text.startsWith("'''") && !text.startsWith('[')),
  },
  fc.constantFrom('', '$Name', '=undefined', '"a # b, \\" c"', '#fff', '[]', '${f("#", x)}'),
  fc
    .array(fc.stringMatching(/^[ \tA-Za-z0-9=#[\]"$]{0,12}$/), { maxLength: 4 })
    .map(lines => `'''${lines.join('\n')}'''`),
);

const attribute: fc.Arbitrary<Attribute> = fc
  .record({
    name: fc.oneof(word, fc.constantFrom('tags.Cost Center', 'Azure.Identities', 'a:b')),
    operator: fc.constantFrom('=' as const, ':=' as const),
    value,
    comment: fc.constantFrom('', '', '# why', '#'),
    layout: fc.record({ before: indent, beforeOperator: indent, beforeValue: indent, afterValue: gap, after: end }),
  })
  .map(({ layout, ...rest }): Attribute => {
    const isBare = rest.value === '' && rest.comment === '';
    // Blanks with nothing behind them belong to the end of the line.
    const isOpen = rest.comment === '' || rest.value === '';
    return {
      is: 'attribute',
      ...rest,
      position: nowhere,
      valuePosition: nowhere,
      layout: { ...layout, beforeValue: isBare ? '' : layout.beforeValue, afterValue: isOpen ? '' : layout.afterValue },
    };
  });

const comment: fc.Arbitrary<Item> = fc
  .tuple(fc.stringMatching(/^#[ -~]{0,12}$/), indent, end)
  .map(([text, before, after]) => ({ is: 'comment', text: text.trim(), position: nowhere, layout: { before, after } }));

const blank: fc.Arbitrary<Item> = fc.tuple(indent, end).map(([text, after]) => ({ is: 'blank', text: text + after }));

function section(rank: number): fc.Arbitrary<Section> {
  const leaf = fc.oneof(attribute, comment, blank);
  const inner: fc.Arbitrary<Item[]> =
    rank === 4 ? fc.constant([]) : fc.array(fc.integer({ min: rank + 1, max: 4 }).chain(section), { maxLength: 2 });
  return fc
    .record({
      keyword: fc.constantFrom('parameters', 'Parameter', 'list'),
      name: fc.oneof(
        fc.constant(''),
        word,
        fc.tuple(word, word).map(words => words.join(' ')),
      ),
      before: indent,
      beforeName: gap,
      beforeClose: indent,
      after: end,
      leaves: fc.array(leaf, { maxLength: 5 }),
      inner,
    })
    .map(({ keyword, name, before, beforeName, beforeClose, after, leaves, inner }) => ({
      is: 'section',
      rank,
      kind: keyword.toLowerCase(),
      keyword,
      name,
      position: nowhere,
      // A section of a lower rank than the one before it would stand in that one.
      items: [...leaves, ...inner.toSorted((a, b) => (b as Section).rank - (a as Section).rank)],
      layout: {
        before,
        beforeKeyword: '',
        beforeName: name === '' ? '' : beforeName,
        beforeClose,
        close: ']'.repeat(rank),
        after,
      },
    }));
}

/** Templates that can be written; positions are all 0. */
export const templates: fc.Arbitrary<Template> = fc.record({
  file: fc.constant('generated.txt'),
  byteOrderMark: fc.constantFrom('' as const, '\ufeff' as const),
  items: fc
    .tuple(fc.array(fc.oneof(comment, blank), { maxLength: 3 }), fc.array(section(1), { maxLength: 3 }))
    .map(([leaves, sections]) => [...leaves, ...sections]),
});

/** The same tree without its positions. */
export function unplaced(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner) => (/position$/i.test(key) ? nowhere : inner)));
}
