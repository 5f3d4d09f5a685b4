import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseTemplate } from '../../../src/sources/cyclecloud/parse-template.ts';
import { printTemplate } from '../../../src/sources/cyclecloud/print-template.ts';
import { attributesOf, type Item, type Section, walkSections } from '../../../src/sources/cyclecloud/template.ts';
import { printProblem } from '../../../src/sources/problem.ts';
import { fixture } from './fixture.ts';
import { templates, unplaced } from './template-arbitrary.ts';

const parse = suite('parse a cluster template');

/** A tree as an outline: headers, attributes and comments with their places. */
function outline(items: readonly Item[], depth = 0): string[] {
  return items.flatMap(item => {
    if (item.is === 'blank') return [];
    const pad = `${' '.repeat(depth * 2)}${item.position.line}:${item.position.column} `;
    if (item.is === 'section') {
      return [`${pad}${item.rank} ${item.kind} (${item.name})`, ...outline(item.items, depth + 1)];
    }
    if (item.is !== 'attribute') return [pad + item.text];
    const { line, column } = item.valuePosition;
    return [
      `${pad}${item.name} ${item.operator} ${line}:${column} ${JSON.stringify(item.value)} ${item.comment}`.trimEnd(),
    ];
  });
}

function problemsOf(text: string): string[] {
  return parseTemplate(text, 't.txt').problems.map(printProblem);
}

parse('sections nest by their brackets, with every name, value and comment in its place', () => {
  const text = [
    '# farm',
    '[cluster Farm]',
    'Autoscale=$Autoscale',
    '  [[NodeArray  gpu x ]]  # big ones',
    '\tSize := a ? "b" : undefined # why',
    '    [[[configuration farm.share]]]',
    '    path = /a#b',
    '    color = #fff',
    '    none = # nothing',
    '    text = "a # b", c',
    '    empty =',
    '[parameters P]',
    '  [[[[list Config.Entries]]]]',
    "  T = '''one",
    'a = b',
    "# two''' ",
    '  U = 1',
  ].join('\r\n');

  assert.equal(outline(parseTemplate(text, 't.txt').template.items), [
    '1:1 # farm',
    '2:1 1 cluster (Farm)',
    '  3:1 Autoscale = 3:11 "$Autoscale"',
    '  4:3 2 nodearray (gpu x)',
    '    5:2 Size := 5:10 "a ? \\"b\\" : undefined" # why',
    '    6:5 3 configuration (farm.share)',
    '      7:5 path = 7:12 "/a#b"',
    '      8:5 color = 8:13 "#fff"',
    '      9:5 none = 9:12 "" # nothing',
    '      10:5 text = 10:12 "\\"a # b\\", c"',
    '      11:5 empty = 11:12 ""',
    '12:1 1 parameters (P)',
    '  13:3 4 list (Config.Entries)',
    "    14:3 T = 14:7 \"'''one\\r\\na = b\\r\\n# two'''\"",
    '    17:3 U = 17:7 "1"',
  ]);
});

parse('a template of every construct has no problems', () => {
  assert.equal(parseTemplate(fixture('render-farm.txt'), 'render-farm.txt').problems, []);
});

parse('a template prints as it stands in its file, with either line ends and a byte order mark', () => {
  const text = fixture('render-farm.txt');
  const texts = [text, text.replaceAll('\n', '\r\n'), `\ufeff${text}`, text.trimEnd(), ''];

  assert.equal(
    texts.map(each => printTemplate(parseTemplate(each, 't.txt').template)),
    texts,
  );
});

parse('a tree that is printed parses to the same tree', () => {
  fc.assert(
    fc.property(templates, template => {
      const text = printTemplate(template);

      assert.equal(unplaced(parseTemplate(text, template.file).template), unplaced(template));
    }),
    { numRuns: 300 },
  );
});

parse('names and values stand where their positions say', () => {
  fc.assert(
    fc.property(templates, template => {
      const text = printTemplate(template);
      const lines = text.replace('\ufeff', '').split('\n');
      const from = ({ line, column }: { line: number; column: number }) =>
        lines
          .slice(line - 1)
          .join('\n')
          .slice(column - 1);
      const sections: Section[] = [...walkSections(parseTemplate(text, 't.txt').template)];
      const attributes = sections.flatMap(attributesOf);

      assert.equal(
        [
          ...sections.filter(({ position, rank }) => !from(position).startsWith('['.repeat(rank))),
          ...attributes.filter(({ name, position }) => !from(position).startsWith(name)),
          ...attributes.filter(({ value, valuePosition }) => !from(valuePosition).startsWith(value)),
        ],
        [],
      );
    }),
    { numRuns: 300 },
  );
});

parse('any text ends in a tree that prints the text again', () => {
  const piece = fc.oneof(
    fc.constantFrom('[', ']', '=', ':=', "'''", '"', '#', '\n', '\r', '\r\n', ' ', '\t', '\\', '$', '{', '}', '\ufeff'),
    fc.string({ maxLength: 4 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), pieces => {
      const text = pieces.join('');

      assert.is(printTemplate(parseTemplate(text, 't.txt').template), text);
    }),
    { numRuns: 2000 },
  );
});

parse('large hostile texts are read to their end', () => {
  const texts = [
    '['.repeat(200_000),
    "a = '''\n".repeat(50_001),
    `a = ${'"\\'.repeat(200_000)}`,
    `a = ${' #"'.repeat(100_000)}`,
    '=\n'.repeat(100_000),
    Array.from({ length: 400 }, (_, index) => '['.repeat(index + 1)).join('\n'),
  ];

  assert.equal(
    texts.map(text => printTemplate(parseTemplate(text, 't.txt').template) === text),
    texts.map(() => true),
  );
});

parse('everything wrong is said at once, in the order of lines', () => {
  const text = [
    'Stray = 1',
    '[cluster Farm]',
    '[[nodearay head]]',
    '[[node cpu]',
    '  [[[volume boot]]] = x',
    '  some text',
    "  CloudInit = '''#!/bin/bash",
    '[[nodearray CPU]]',
    '[[volume data]]',
    '[]',
    '[[[cluster Inner]]]',
    '[[node]]',
  ].join('\n');

  assert.equal(problemsOf(text), [
    't.txt:1:1: this attribute stands before any section; put it below a header such as "[cluster NAME]"',
    't.txt:3:1: unknown kind of section "nodearay"; did you mean "nodearray"?',
    't.txt:4:1: this header opens with 2 "[" and 1 close it; write 2 "]" behind it',
    't.txt:5:21: there is text behind the section header; expected the end of the line or a comment with "#"',
    `t.txt:6:3: this line is neither a section "[…]", nor an attribute "Name = value", nor a comment "#"; a value of several lines stands between ''' and '''`,
    `t.txt:7:15: the value opens with ''' and nothing closes it; write ''' behind the last line of the value`,
    't.txt:8:1: "CPU" is defined in line 4 already; join the two sections or rename one',
    't.txt:9:1: a volume belongs into a node or nodearray; write [[[volume …]]] below one',
    't.txt:10:1: this header names no kind of section; write for example "[[node NAME]]"',
    't.txt:11:1: a cluster stands at the outermost rank; write [cluster …]',
    't.txt:12:1: a node belongs into a cluster; write [[node …]] below one',
    't.txt:12:1: this node has no name; write it behind "node"',
  ]);
});

parse('a problem never quotes the line that it is about', () => {
  const text = '[cluster c]\nexport hunter2hunter2\n';

  assert.not.match(problemsOf(text).join('\n'), 'hunter2');
});

parse.run();
