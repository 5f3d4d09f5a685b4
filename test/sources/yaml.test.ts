import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Location } from '../../src/model/finding.ts';
import { printProblem } from '../../src/sources/problem.ts';
import { type Path, readYaml } from '../../src/sources/yaml.ts';

const yaml = suite('YAML and JSON texts');

const TEXT = `# a comment
scope:
  subscriptions:
    - s1
    - "s2" # quoted
nexus: { operators: { addresses: [203.0.113.7, '203.0.113.8'] } }
base: &base
  level: error
other: *base
empty:
7: seven
long: |
  one
  two
`;

const shown = ({ line, column }: Location) => `${line}:${column}`;

/** A path, and the places of its value and of its last key. */
const PLACES: readonly (readonly [path: Path, value: string, key: string])[] = [
  [[], '2:1', '2:1'],
  [['scope'], '3:3', '2:1'],
  [['scope', 'subscriptions'], '4:5', '3:3'],
  [['scope', 'subscriptions', 0], '4:7', '4:7'],
  [['scope', 'subscriptions', 1], '5:7', '5:7'],
  [['scope', 'subscriptions', 9], '4:5', '3:3'],
  [['scope', 'groups'], '3:3', '2:1'],
  [['scope', 'subscriptions', 0, 'deeper'], '4:7', '4:7'],
  [['nexus', 'operators', 'addresses', 1], '6:48', '6:48'],
  [['nexus', 'operators', 'addresses'], '6:34', '6:23'],
  [['other'], '9:8', '9:1'],
  [['other', 'level'], '8:10', '8:3'],
  [['empty'], '10:7', '10:1'],
  [[7], '11:4', '11:1'],
  [['long'], '12:7', '12:1'],
  [['nothing'], '2:1', '2:1'],
];

const SOURCE = readYaml(TEXT, 'a.yaml');

for (const [path, value, key] of PLACES) {
  yaml(`${path.join('.') || 'the root'} stands at ${value}, its key at ${key}`, () => {
    assert.equal([shown(SOURCE.locate(path)), shown(SOURCE.locateKey(path))], [value, key]);
  });
}

yaml('a text is read whole', () => {
  assert.equal(
    [SOURCE.file, SOURCE.value, SOURCE.problems],
    [
      'a.yaml',
      {
        scope: { subscriptions: ['s1', 's2'] },
        nexus: { operators: { addresses: ['203.0.113.7', '203.0.113.8'] } },
        base: { level: 'error' },
        other: { level: 'error' },
        empty: null,
        '7': 'seven',
        long: 'one\ntwo\n',
      },
      [],
    ],
  );
});

/** The text of a document whose key `a` holds `x and y`, and the place of the `y`, or of the whole where it cannot be told. */
const WITHIN: readonly (readonly [text: string, place: string])[] = [
  ['a: x and y', '1:10'],
  ['a:   x and y', '1:12'],
  ['a: "x and y"', '1:11'],
  ["a: 'x and y'", '1:11'],
  ['a:\n  x and y', '2:9'],
  ['a:\n  x and\n  y', '2:3'],
  ['a: >-\n  x and\n  y', '1:4'],
  ['a: |-\n  x and y', '1:4'],
  ['a: "x \\u0061nd y"', '1:4'],
  ['{"a": "x and y"}', '1:14'],
  ['# ü\na: x and y', '2:10'],
];

for (const [text, place] of WITHIN) {
  yaml(`the last letter of ${JSON.stringify(text)} stands at ${place}`, () => {
    const source = readYaml(text, 'a.yaml');

    assert.equal([source.value, shown(source.locateWithin(['a'], 6))], [{ a: 'x and y' }, place]);
  });
}

const FAULTY: readonly (readonly [what: string, text: string, problems: readonly string[]])[] = [
  ['nothing, in an empty text', '', []],
  ['nothing, in a comment', '# nothing\n', []],
  ['a key twice', 'a: 1\nb: 2\na: 3\n', ['3:1: the key "a" stands twice in one mapping; keep one of them']],
  [
    'two documents',
    'a: 1\n---\nb: 2\n',
    ['2:1: not valid YAML: Source contains multiple documents; please use YAML.parseAllDocuments()'],
  ],
  ['a tab', 'a:\n\tb: 1\n', ['2:1: not valid YAML: Tabs are not allowed as indentation']],
  [
    'an alias without its anchor',
    'a: *b\n',
    [
      '1:1: its aliases cannot be resolved (Unresolved alias (the anchor must be set before the alias): b); write the values out instead',
    ],
  ],
  [
    'a circle',
    'a: &a\n  b: *a\n',
    ['1:1: its aliases cannot be resolved (Converting circular structure to JSON); write the values out instead'],
  ],
  ['65 brackets', `${'['.repeat(65)}${']'.repeat(65)}`, ['1:65: nested more than 64 levels deep; flatten it']],
  ['nothing, in 64 brackets', `${'['.repeat(64)}${']'.repeat(64)}`, []],
  ['nothing, in 500 brackets side by side', `[${'[],'.repeat(500)}[]]`, []],
];

for (const [what, text, problems] of FAULTY) {
  yaml(`what is wrong is ${what}`, () => {
    assert.equal(
      readYaml(text, 'a.yaml').problems.map(printProblem),
      problems.map(problem => `a.yaml:${problem}`),
    );
  });
}

yaml('a text that cannot be read has no value, and one place', () => {
  const source = readYaml('a: [', 'a.yaml');

  assert.equal(
    [source.value, source.locate(['a']), source.locateKey(['a']), source.locateWithin(['a'], 3)],
    [null, ...Array(3).fill({ file: 'a.yaml', line: 1, column: 1 })],
  );
});

yaml('JSON is read to what it says', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), value => {
      const text = JSON.stringify(value, null, 2);

      const source = readYaml(text, 'a.json');

      assert.equal([JSON.stringify(source.value), source.problems], [JSON.stringify(JSON.parse(text)), []]);
    }),
    { numRuns: 300, seed: 1 },
  );
});

yaml('no text makes it throw', () => {
  const part = fc.constantFrom(
    'a',
    ':',
    ' ',
    '\n',
    '- ',
    '[',
    ']',
    '{',
    '}',
    '&a ',
    '*a',
    '"',
    "'",
    '|',
    '>',
    '!',
    '#',
    '? ',
    '%',
    '---\n',
    ',',
    '\t',
    '\0',
    '\r',
    '<<',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), parts => {
      const source = readYaml(parts.join(''), 'a.yaml');

      assert.ok(source.problems.length > 0 || JSON.stringify(source.value) !== undefined);
    }),
    { numRuns: 2000, seed: 2 },
  );
});

yaml.run();
