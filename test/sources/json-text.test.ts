import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type JsonText, readJson } from '../../src/sources/json-text.ts';

const places = suite('the places of a JSON text');

const TEXT = `{
  // a comment, as templates have them
  "resources": [
    { "name": "a", "properties": {} },
    {
      "name": "b",
      "properties": { "url": "https://x" }
    }
  ]
}`;

function read(text: string): JsonText {
  const found = readJson({ file: 'plan.json', text });
  if ('problems' in found) throw new Error(found.problems.map(({ says }) => says).join());
  return found;
}

const at = (path: (string | number)[]) => {
  const { line, column } = read(TEXT).locate(path);
  return `${line}:${column}`;
};

places('a value stands at its key, an item at its start, and what is not there at what is above it', () => {
  const found = [
    ['resources'],
    ['resources', 0],
    ['resources', 1, 'properties', 'url'],
    ['resources', 1, 'no'],
    [],
  ].map(at);

  assert.equal(found, ['3:3', '4:5', '7:23', '5:5', '1:1']);
});

places('a byte order mark and comments do no harm', () => {
  assert.equal(read('\uFEFF// why\n{ "a": 1 }').value, { a: 1 });
});

places('every value is found where it is written', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.integer({ min: 0, max: 3 }), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent);
      const { locate } = read(text);
      const lines = text.split('\n');
      const check = (here: unknown, path: (string | number)[]) => {
        const { line, column } = locate(path);
        const rest = lines[line - 1]!.slice(column - 1);
        const shown = typeof path.at(-1) === 'string' ? JSON.stringify(path.at(-1)) : JSON.stringify(here).slice(0, 1);
        assert.ok(rest.startsWith(shown), `${JSON.stringify(path)} in ${text}`);
        if (Array.isArray(here)) for (const [index, item] of here.entries()) check(item, [...path, index]);
        else if (typeof here === 'object' && here !== null)
          for (const [key, item] of Object.entries(here)) check(item, [...path, key]);
      };
      check(value, []);
    }),
  );
});

const BROKEN: readonly (readonly [name: string, text: string, says: string])[] = [
  [
    'cut off',
    '{ "a": [1, 2',
    'p:1:13: not valid JSON: a closing bracket was expected, as the file ends here; is it whole?',
  ],
  ['an empty file', '', 'p:1:1: not valid JSON: a value was expected, as the file ends here; is it whole?'],
  ['no JSON', 'hello', 'p:1:1: not valid JSON: an unknown word'],
  ['a trailing comma', '{ "a": 1, }', 'p:1:11: not valid JSON: a key in double quotes was expected'],
  ['nested too deep', '['.repeat(201), 'p:1:201: nested more than 200 levels deep; is it the right file?'],
];

for (const [name, text, says] of BROKEN) {
  places(`${name} is said with its place`, () => {
    const found = readJson({ file: 'p', text });

    const [problem] = 'problems' in found ? found.problems : [];
    assert.is(`${problem?.file}:${problem?.line}:${problem?.column}: ${problem?.says}`, says);
  });
}

places.run();
