import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Json } from '../../../src/model/estate.ts';
import { whyUnknown } from '../../../src/model/json.ts';
import { evaluate } from '../../../src/plan/arm/expression/evaluate.ts';

const functions = suite('functions of ARM templates');

const DOGS = [
  { name: 'Evie', age: 5, interests: ['Ball', 'Frisbee'] },
  { name: 'Casper', age: 3, interests: ['Other dogs'] },
  { name: 'Indy', age: 2, interests: ['Butter'] },
  { name: 'Kira', age: 8, interests: ['Rubs'] },
];

const VALUES: { readonly [name: string]: Json } = {
  dogs: DOGS,
  letters: ['a', 'b', 'c'],
  numbers: [0, 3, 2, 5, 4],
  object: { one: 'a', two: 'b', three: 'c' },
  other: { one: 'a', two: 'z', three: 'c' },
  nested: { property: { one: 'a', two: 'b', three: 'c1' }, nestedArray: [1, 2] },
  nested2: { property: { three: 'c2', four: 'd', five: 'e' }, nestedArray: [3, 4] },
  cased: { True: 'upper', true: 'lower', False: 'one' },
};

const scope = { functions: { v: ([name]: readonly Json[]) => VALUES[name as string] ?? null } };

/** Values of the documentation's own examples ("ARM template functions" and "Bicep functions", by group). */
const KNOWN: { readonly [group: string]: readonly (readonly [expression: string, value: Json])[] } = {
  texts: [
    ["base64('one, two, three')", 'b25lLCB0d28sIHRocmVl'],
    ["base64ToString('b25lLCB0d28sIHRocmVl')", 'one, two, three'],
    [`base64ToJson(base64('{"hi": "there"}')).hi`, 'there'],
    ["concat('prefix', '-', 'abc')", 'prefix-abc'],
    ["concat('n', 1, true(), null())", 'n1True'],
    ["contains('OneTwoThree', 'Two')", true],
    ["contains('OneTwoThree', 'z')", false],
    ["dataUri('Hello')", 'data:text/plain;charset=utf8;base64,SGVsbG8='],
    ["dataUriToString('data:;base64,SGVsbG8sIFdvcmxkIQ==')", 'Hello, World!'],
    ["empty('')", true],
    ["endsWith('abcdef', 'F')", true],
    ["endsWith('abcdef', 'e')", false],
    ["first('One Two Three')", 'O'],
    ["format('{0}, {1}. Formatted number: {2}', 'Hello', 'User', 8175133)", 'Hello, User. Formatted number: 8175133'],
    ["format('{{{0}}} {0}', createObject('a', createArray(1, 'b')))", "{{'a':[1,'b']}} {'a':[1,'b']}"],
    ["format('{0}{1}', false(), null())", 'False'],
    ["guid('asdf')", '228d27cc-6fdb-5934-b7ac-1efccebade04'],
    ["indexOf('abcdef', 'CD')", 2],
    ["indexOf('test', 'z')", -1],
    ["join(createArray('one', 'two', 'three'), ';')", 'one;two;three'],
    ["last('One Two Three')", 'e'],
    ["lastIndexOf('test', 't')", 3],
    ["lastIndexOf('abcdef', 'AB')", 0],
    ["length('One Two Three')", 13],
    ["padLeft('123', 10, '0')", '0000000123'],
    ['padLeft(13, 5)', '   13'],
    ["replace('123-123-1234', '-', '')", '1231231234'],
    ["replace('123-123-1234', '1234', 'xxxx')", '123-123-xxxx'],
    ["skip('one two three', 4)", 'two three'],
    ["split('one,two,three', ',')", ['one', 'two', 'three']],
    ["split('one;two,three', createArray(',', ';'))", ['one', 'two', 'three']],
    ["startsWith('abcdef', 'AB')", true],
    ["string(createObject('valueA', 10, 'valueB', 'Example \"Text\"'))", '{"valueA":10,"valueB":"Example \\"Text\\""}'],
    ["string(createArray('a', 'b'))", '["a","b"]'],
    ['string(5)', '5'],
    ["v('cased')[string(empty(''))]", 'upper'],
    ["v('cased')[toLower(string(empty('')))]", 'lower'],
    ["v('cased')[string(not(empty('')))]", 'one'],
    ["substring('one two three', 4, 3)", 'two'],
    ["substring('asdfasf', 3)", 'fasf'],
    ["take('one two three', 2)", 'on'],
    ["take('one', 9)", 'one'],
    ["toLower('One Two Three')", 'one two three'],
    ["toUpper('One Two Three ß')", 'ONE TWO THREE ß'],
    ["trim('    one two three   ')", 'one two three'],
    [
      "uri('http://contoso.com/resources/', 'nested/azuredeploy.json')",
      'http://contoso.com/resources/nested/azuredeploy.json',
    ],
    ["uri('https://github.com', 'Azure/bicep')", 'https://github.com/Azure/bicep'],
    ["uriComponent('UB*8h 0+=_)9h9n')", 'UB%2A8h%200%2B%3D_%299h9n'],
    ["uriComponentToString('%20%25%20')", ' % '],
  ],
  // Bicep's own compiler and a deployed template gave these.
  uniqueString: [
    ["uniqueString('asd', 'asdf', 'asdf')", 'iizpqit7ih3cc'],
    [
      "uniqueString('/subscriptions/31e9f9a0-9fd2-4294-a0a3-0101246d9700/resourceGroups/rg-modm201-20230913120256/providers/Microsoft.Compute/virtualMachines/bobjacmodm201')",
      'yvjxno3je5on2',
    ],
    [
      "uniqueString('/subscriptions/00000000-0000-4000-8000-000000000084/resourceGroups/rg-p84', 'p84fixture')",
      '52p2c4jfs43ig',
    ],
  ],
  arrays: [
    ['array(1)', [1]],
    ["array('efgh')", ['efgh']],
    ["array(v('object'))", [{ one: 'a', two: 'b', three: 'c' }]],
    ["concat(v('letters'), createArray(1))", ['a', 'b', 'c', 1]],
    ["contains(v('letters'), 'b')", true],
    ["contains(v('letters'), 'B')", false],
    ["createArray(1, 'a', createArray(), null())", [1, 'a', [], null]],
    ['empty(createArray())', true],
    ["first(v('letters'))", 'a'],
    ['first(createArray())', null],
    ['flatten(createArray(createArray(1, 2), createArray(createArray(3))))', [1, 2, [3]]],
    ["indexFromEnd(v('letters'), 1)", 'c'],
    ["tryIndexFromEnd(v('letters'), 4)", null],
    ["indexOf(v('letters'), 'c')", 2],
    ["lastIndexOf(createArray('a', 'b', 'a'), 'a')", 2],
    ['intersection(createArray(1, 2, 3, 2), createArray(2, 3, 4))', [2, 3]],
    ["last(v('letters'))", 'c'],
    ["length(v('letters'))", 3],
    ["max(v('numbers'))", 5],
    ['max(0, 3, 2, 5, 4)', 5],
    ["min(v('numbers'))", 0],
    ['range(5, 3)', [5, 6, 7]],
    ["skip(v('letters'), 2)", ['c']],
    ["skip(v('letters'), -1)", ['a', 'b', 'c']],
    ["take(v('letters'), 0)", []],
    ["union(createArray('one', 'two', 'three'), createArray('three', 'four', 'two'))", ['one', 'two', 'three', 'four']],
    ['union(createArray(createArray(1)), createArray(createArray(1), createArray(2)))', [[1], [2]]],
    ["v('letters')[1]", 'b'],
  ],
  objects: [
    ["contains(v('object'), 'ONE')", true],
    ["contains(v('object'), 'a')", false],
    ["createObject('a', 1, 'b', createObject())", { a: 1, b: {} }],
    ['empty(createObject())', true],
    ["intersection(v('object'), v('other'))", { one: 'a', three: 'c' }],
    [
      "items(createObject('item002', 2, 'Item001', 1))",
      [
        { key: 'Item001', value: 1 },
        { key: 'item002', value: 2 },
      ],
    ],
    [`json('{"a": [1, null]}')`, { a: [1, null] }],
    ["json('null')", null],
    ["length(v('object'))", 3],
    ["objectKeys(createObject('a', 1, 'b', 2))", ['a', 'b']],
    ["shallowMerge(createArray(createObject('a', createObject('x', 1)), createObject('a', 2)))", { a: 2 }],
    ["tryGet(v('nested'), 'property', 'one')", 'a'],
    ["tryGet(v('nested'), 'none', 'one')", null],
    ["tryGet(v('letters'), 3)", null],
    ["tryGet(null(), 'a')", null],
    [
      "union(v('nested'), v('nested2'))",
      { property: { one: 'a', two: 'b', three: 'c2', four: 'd', five: 'e' }, nestedArray: [3, 4] },
    ],
    ["union(createObject('Key', 1), createObject('KEY', 2))", { Key: 2 }],
    ["v('nested').PROPERTY['One']", 'a'],
  ],
  lambdas: [
    [
      "filter(v('dogs'), lambda('dog', greaterOrEquals(lambdaVariables('dog').age, 5)))",
      DOGS.filter(({ age }) => age >= 5),
    ],
    ["filter(v('letters'), lambda('x', 'i', equals(lambdaVariables('i'), 1)))", ['b']],
    [
      "groupBy(createArray('foo', 'bar', 'baz'), lambda('x', substring(lambdaVariables('x'), 0, 1)))",
      { f: ['foo'], b: ['bar', 'baz'] },
    ],
    ["map(range(0, 3), lambda('i', format('Hi {0}!', lambdaVariables('I'))))", ['Hi 0!', 'Hi 1!', 'Hi 2!']],
    [
      "map(v('letters'), lambda('x', map(range(0, 1), lambda('y', concat(lambdaVariables('x'), lambdaVariables('y'))))))",
      [['a0'], ['b0'], ['c0']],
    ],
    ["mapValues(createObject('foo', 'foo'), lambda('val', toUpper(lambdaVariables('val'))))", { foo: 'FOO' }],
    [
      "reduce(v('letters'), '', lambda('a', 'b', format('{0}-{1}', lambdaVariables('a'), lambdaVariables('b'))))",
      '-a-b-c',
    ],
    [
      "sort(createArray('c', 'd', 'a'), lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b'))))",
      ['a', 'c', 'd'],
    ],
    [
      "toObject(v('letters'), lambda('x', lambdaVariables('x')), lambda('x', format('Hi {0}!', lambdaVariables('x'))))",
      { a: 'Hi a!', b: 'Hi b!', c: 'Hi c!' },
    ],
    ["toObject(v('letters'), lambda('x', lambdaVariables('x')))", { a: 'a', b: 'b', c: 'c' }],
  ],
  numbers: [
    ['add(5, 3)', 8],
    ['sub(7, 3)', 4],
    ['mul(5, 3)', 15],
    ['div(8, 3)', 2],
    ['div(-8, 3)', -2],
    ['mod(7, 3)', 1],
    ["int('4')", 4],
    ["float('3.5')", 3.5],
  ],
  'comparisons and logic': [
    ["equals('a', 'a')", true],
    ["equals('a', 'A')", false],
    ["equals(1, '1')", false],
    ["equals(v('object'), v('other'))", false],
    ["equals(createArray('a', createObject('b', 1)), createArray('a', createObject('b', 1)))", true],
    ["less('a', 'b')", true],
    ['lessOrEquals(2, 2)', true],
    ['greater(1, 2)', false],
    ["bool('True')", true],
    ['bool(0)', false],
    ['and(true(), false())', false],
    ['or(true(), false())', true],
    ['not(true())', false],
    ["coalesce(null(), null(), 'default')", 'default'],
    ['coalesce(null())', null],
    ["if(equals('a', 'a'), 'yes', fail('no'))", 'yes'],
    ["IF(false(), 'yes', 'no')", 'no'],
  ],
};

for (const [group, cases] of Object.entries(KNOWN)) {
  for (const [expression, value] of cases) {
    functions(`${group}: ${expression} is ${JSON.stringify(value)}`, () => {
      assert.equal(evaluate(`[${expression}]`, scope), value);
    });
  }
}

const refusal = ': Azure would refuse this deployment';

/** What Azure refuses, and what its documentation does not settle, is unknown with its reason. */
const UNKNOWN: readonly (readonly [expression: string, because: string])[] = [
  ["substring('abc', 2, 2)", `the function substring was asked for characters outside of its text${refusal}`],
  ["substring('abc')", `the function substring does not take 1 argument${refusal}`],
  ['toLower(123)', `the function toLower takes text as argument 1, not number${refusal}`],
  ["union(v('object'), v('letters'))", `the function union takes either arrays or objects${refusal}`],
  ["concat(v('letters'), 'a')", `the function concat takes texts or arrays, not array among others${refusal}`],
  ["format('->{1}<-', 123)", `the function format was given fewer values than its text asks for${refusal}`],
  ["format('{0:D3}', 5)", 'format() with {0:D3} is not worked out'],
  ["int('asdf')", `a value of kind text was to be converted to a number${refusal}`],
  ["bool('sdf')", `a value of kind text was to be converted to true or false${refusal}`],
  ["base64ToString('YWJj@')", `a text that is not base64 was to be decoded${refusal}`],
  ["less(1, 'foo')", `values of the kinds number and text were to be compared${refusal}`],
  ["less('a-b', 'ab')", 'how Azure orders texts with other signs than a to z and 0 to 9 is not worked out'],
  ['div(1, 0)', `a number is divided by zero${refusal}`],
  ['mul(9007199254740991, 2)', 'a number is too large to be worked out'],
  ['range(0, 10001)', `the function range makes at most 10000 numbers, up to 2147483647${refusal}`],
  ["v('object').four", `there is no property four${refusal}`],
  ["v('letters')[3]", `there is no item 3${refusal}`],
  ['null().a', `null has no text keys${refusal}`],
  ["tryGet(v('nested'), 'property', 'six')", `there is no property six${refusal}`],
  ["if('a', 1, 2)", `the condition of if is text${refusal}`],
  ['and(true(), 1)', `the function and was given number${refusal}`],
  ["createObject('a', 1, 'a', 2)", `the function createObject was given a key twice${refusal}`],
  ["lambdaVariables('x')", `a lambda uses a variable that it does not have${refusal}`],
  ["map(v('letters'), 'x')", `the function map was given no lambda${refusal}`],
  ["sort(v('letters'), lambda('a', 'b', 1))", `the lambda of sort gives number${refusal}`],
  [
    "contains('ABC', 'b')",
    'whether contains() minds the case of letters differs between its documentation and its engine',
  ],
  ["replace('ABC', 'b', '')", 'whether replace() minds the case of letters is not documented'],
  ["replace('Aaa', 'aa', '')", 'whether replace() minds the case of letters is not documented'],
  [
    "union(v('nested'), createObject('property', null())).property",
    'what union() makes of null, or of an object and something else, is not documented',
  ],
  ["json('[1')", 'json() of what is not strict JSON is not worked out'],
  ['toLower(null())', 'the function toLower takes text as argument 1, not null'],
  ['utcNow()', 'utcNow() is known only when it is deployed'],
  ["listKeys('x', '2023-01-01').keys[0].value", 'listKeys() is known only when it is deployed'],
  ["cidrSubnet('10.0.0.0/16', 24, 0)", 'cidrSubnet() is not worked out before a deployment'],
  ["fail('stop')", `the template calls fail()${refusal}`],
  ['frobnicate(1)', 'the function frobnicate is not known to midrift'],
  ['contoso.unique()', 'the function contoso.unique is not known to midrift'],
  [
    'concat(',
    `an expression cannot be read: expected a function, a string or a number, found ] at its character 9${refusal}`,
  ],
];

for (const [expression, because] of UNKNOWN) {
  functions(`${expression}: ${because}`, () => {
    assert.is(whyUnknown(evaluate(`[${expression}]`, scope)), because);
  });
}

functions.run();
