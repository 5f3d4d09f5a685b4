import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { schemaCheck } from '../../src/sources/check.ts';
import { printProblem } from '../../src/sources/problem.ts';
import { readYaml } from '../../src/sources/yaml.ts';

const check = suite('checking by a schema');

const CHECK = schemaCheck({
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: { type: 'string', pattern: '^[a-z]+$', description: 'a word of small letters' },
    code: { type: 'string', pattern: '^[A-Z]$' },
    level: { type: 'string', enum: ['error', 'warning'] },
    count: { type: 'integer', minimum: 1 },
    cloud: {
      anyOf: [
        { type: 'string', enum: ['public'] },
        { type: 'object', required: ['host'], properties: { host: { type: 'string' } } },
      ],
    },
    'a/b~c': { type: 'object', additionalProperties: false },
    rules: {
      type: 'array',
      contains: { type: 'object', properties: { is: { type: 'string', const: 'good' } } },
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['is'],
        properties: { is: { type: 'string', enum: ['good', 'bad'] } },
      },
    },
  },
});

const CHECKED: readonly (readonly [text: string, problems: readonly string[]])[] = [
  ['name: a', []],
  ['', ['1:1: the file must be object']],
  ['{}', ['1:1: the file lacks the key "name"']],
  ['name: A', ['1:7: "name" is "A"; expected: a word of small letters']],
  ['name: a\ncode: abc', ['2:7: "code" is "abc"; expected: match ^[A-Z]$']],
  ['name: a\nlevel: eror', ['2:8: "level" is "eror"; did you mean "error"?']],
  ['name: a\nlevel: 7', ['2:8: "level" is "7"; expected one of error, warning', '2:8: "level" must be string']],
  ['name: a\nnmae: b', ['2:1: unknown key "nmae"; did you mean "name"?']],
  ['name: a\ncount: 0', ['2:8: "count" must be >= 1']],
  ['name: a\na/b~c: { x: 1 }', ['2:10: unknown key "x"; nothing is expected here']],
  ['name: a\nrules:\n  - is: good\n  - is: god', ['4:9: "rules.1.is" is "god"; did you mean "good"?']],
  ['name: a\nrules:\n  - { is: good, at: 3 }', ['3:17: unknown key "at"; expected one of is']],
  ['name: a\nrules:\n  - is: good\n  - {}', ['4:5: "rules.1" lacks the key "is"']],
  ['name: a\nrules:\n  - is: bad', ['3:3: "rules" must contain at least 1 valid item(s)']],
  ['name: a\ncloud: public', []],
  ['name: a\ncloud: { host: h }', []],
  [
    'name: A\nlevel: x\nmore: y',
    [
      '1:7: "name" is "A"; expected: a word of small letters',
      '2:8: "level" is "x"; expected one of error, warning',
      '3:1: unknown key "more"; expected one of a/b~c, cloud, code, count, level, name, rules',
    ],
  ],
  [
    'name: [',
    ['1:8: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]'],
  ],
];

for (const [text, problems] of CHECKED) {
  check(`${JSON.stringify(text)} ${problems.length === 0 ? 'is right' : `has ${problems.length} problems`}`, () => {
    const found = CHECK(readYaml(text, 'a.yaml')).map(printProblem).sort();

    assert.equal(
      found,
      problems.map(problem => `a.yaml:${problem}`),
    );
  });
}

check.run();
