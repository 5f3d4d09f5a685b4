import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Expression, parseExpression } from '../../../src/plan/arm/expression/parse.ts';

const parsing = suite('expressions of ARM templates, read');

/** "Escape characters" in "Syntax and expressions in ARM templates". */
const TEXTS: readonly (readonly [text: string, means: string])[] = [
  ['plain', 'plain'],
  ['', ''],
  ['[[test value]', '[test value]'],
  ['[test] value', '[test] value'],
  ['[[test] value', '[[test] value'],
  [' [concat()]', ' [concat()]'],
];

for (const [text, means] of TEXTS) {
  parsing(`${JSON.stringify(text)} is the text ${JSON.stringify(means)}`, () => {
    assert.equal(parseExpression(text), { is: 'literal', value: means, offset: 0 });
  });
}

/** What was read, in a spelling of its own: strings in double quotes, properties as `.[key]`. */
function spell(expression: Expression): string {
  if (expression.is === 'literal') return JSON.stringify(expression.value);
  if (expression.is === 'property') return `${spell(expression.of)}.[${spell(expression.key)}]`;
  const name = expression.namespace === undefined ? expression.name : `${expression.namespace}::${expression.name}`;
  return `${name}(${expression.args.map(spell).join(' ')})`;
}

const EXPRESSIONS: readonly (readonly [text: string, means: string])[] = [
  ["['it''s']", `"it's"`],
  ["['']", '""'],
  ['[ -12 ]', '-12'],
  ["[concat('a', 1)]", 'concat("a" 1)'],
  ['[\n  concat (\r\n\t)\n]', 'concat()'],
  ["[variables('a').b['c'][0].d]", 'variables("a").["b"].["c"].[0].["d"]'],
  ["[parameters('list')[copyIndex('i')].name]", 'parameters("list").[copyIndex("i")].["name"]'],
  ["[contoso.unique('x').y]", 'contoso::unique("x").["y"]'],
  ['[__bicep.f(1)]', '__bicep::f(1)'],
  ["[map(createArray(1), lambda('x', lambdaVariables('x')))]", 'map(createArray(1) lambda("x" lambdaVariables("x")))'],
  ["['[not] (a, b)']", '"[not] (a, b)"'],
];

for (const [text, means] of EXPRESSIONS) {
  parsing(`${JSON.stringify(text)} means ${means}`, () => {
    const parsed = parseExpression(text);

    assert.is('fault' in parsed ? parsed.fault : spell(parsed), means);
  });
}

const FAULTS: readonly (readonly [text: string, fault: string, offset: number])[] = [
  ['[]', 'expected a function, a string or a number, found ]', 1],
  ['[concat(]', 'expected a function, a string or a number, found ]', 8],
  ["[concat('a']", 'expected ), found ]', 11],
  ["['a]", "expected a function, a string or a number, found '", 1],
  ['[a]', 'expected (, found ]', 2],
  ["[a()b('']", 'expected ], found b', 4],
  ['[a()][b()]', 'expected nothing after the closing ]', 5],
  ['[a().]', 'expected the name of a property, found ]', 5],
  ['[1.5]', 'expected a function, a string or a number, found 1', 1],
  [`[${'a('.repeat(300)}${')'.repeat(300)}]`, 'it nests too deeply', 401],
  [`['${'x'.repeat(24_576)}']`, 'it is longer than 24576 characters', 0],
];

for (const [text, fault, offset] of FAULTS) {
  parsing(`${text.slice(0, 20)}: ${fault}`, () => {
    assert.equal(parseExpression(text), { fault, offset });
  });
}

parsing('a part knows where it starts', () => {
  assert.equal(parseExpression("[ f( 'a' ).b ]"), {
    is: 'property',
    of: { is: 'call', name: 'f', args: [{ is: 'literal', value: 'a', offset: 5 }], offset: 2 },
    key: { is: 'literal', value: 'b', offset: 11 },
    offset: 10,
  });
});

parsing('any text can be written as a string of an expression', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), text => {
      const parsed = parseExpression(`['${text.replaceAll("'", "''")}']`);

      assert.equal(parsed, { is: 'literal', value: text, offset: 1 });
    }),
    { numRuns: 500, seed: 1 },
  );
});

parsing('no text makes it throw', () => {
  const sign = fc.constantFrom(..."[]()',.0a \n", '$', "''", 'concat(', 'x.y(');
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 40 }), signs => {
      const parsed = parseExpression(`[${signs.join('')}]`);

      assert.ok('fault' in parsed ? parsed.fault !== '' : spell(parsed) !== '');
    }),
    { numRuns: 3000, seed: 1 },
  );
});

parsing.run();
