import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Json } from '../../../src/model/estate.ts';
import { NotYetKnown } from '../../../src/model/fact.ts';
import { unknownValue, whyUnknown } from '../../../src/model/json.ts';
import { principalOf } from '../../../src/model/plan.ts';
import { evaluate, type Scope } from '../../../src/plan/arm/expression/evaluate.ts';
import { BUILTINS } from '../../../src/plan/arm/expression/functions/builtins.ts';
import { FORMS } from '../../../src/plan/arm/expression/functions/forms.ts';
import { partlyKnown } from '../../../src/plan/arm/expression/partly-known.ts';

const unknowns = suite('what expressions of ARM templates do not know');

const WHY = unknownValue('the parameter x has no value');
const IDENTITY = '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/uami';

const scope: Scope = {
  functions: {
    x: () => WHY,
    principal: () => principalOf(IDENTITY),
    folded: () => principalOf(IDENTITY.toLowerCase()),
    other: () => principalOf(`${IDENTITY}-2`),
    reference: () =>
      partlyKnown('reference() is known later', { principalId: principalOf(IDENTITY), Tags: { a: 'b' } }),
    notyet: () => {
      throw new NotYetKnown('the plan says so');
    },
    arg: ([value], raw, inner) => [value!, raw.map(one => one.is), raw.map(inner)],
    'my.twice': ([value]) => [value!, value!],
    format: () => 'the scope goes first',
  },
};

const LATER = `the principal of ${IDENTITY} is known only after deployment`;

const VALUES: readonly (readonly [expression: string, value: Json])[] = [
  ['x()', WHY],
  ["concat('a', x())", WHY],
  ['createArray(1, x())', [1, WHY]],
  ["createObject('a', x(), 'b', 1)", { a: WHY, b: 1 }],
  ['concat(createArray(1), createArray(x()))', [1, WHY]],
  ['concat(createArray(1), x())', WHY],
  ['length(createArray(x(), x()))', 2],
  ['empty(createArray(x()))', false],
  ['first(createArray(1, x()))', 1],
  ['last(createArray(1, x()))', WHY],
  ['skip(createArray(x(), 2), 1)', [2]],
  ['createArray(1, x())[0]', 1],
  ["createObject('a', x(), 'b', 1).b", 1],
  ["contains(createObject('a', x()), 'A')", true],
  ['contains(createArray(x(), 1), 1)', true],
  ['contains(createArray(x(), 1), 2)', WHY],
  ['indexOf(createArray(1, x()), 1)', 0],
  ['indexOf(createArray(x(), 1), 1)', WHY],
  ["union(createObject('a', 1), createObject('b', x()))", { a: 1, b: WHY }],
  [
    "union(createObject('a', createObject('c', 1)), createObject('a', createObject('b', x())))",
    { a: { c: 1, b: WHY } },
  ],
  ["union(createObject('a', x()), createObject('a', createObject('b', 1)))", { a: WHY }],
  ["union(createObject('a', x()), createObject('a', 1))", { a: 1 }],
  ['union(createArray(1), createArray(x()))', WHY],
  ["join(createArray('a', x()), ',')", WHY],
  ["string(createObject('a', x()))", WHY],
  ['equals(createArray(1, x()), createArray(2, 1))', false],
  ['equals(createArray(1, x()), createArray(1, 1))', WHY],
  ["items(createObject('a', x()))", [{ key: 'a', value: WHY }]],
  ["if(true(), 'a', x())", 'a'],
  ["if(x(), 'a', 'b')", WHY],
  ['and(x(), false())', false],
  ['and(x(), true())', WHY],
  ['or(x(), true())', true],
  ['or(x(), false())', WHY],
  ["coalesce(null(), 'a', x())", 'a'],
  ["coalesce(x(), 'a')", WHY],
  ["map(createArray(createObject('a', 1), x()), lambda('i', lambdaVariables('i').a))", [1, WHY]],
  ["filter(createArray(1, x()), lambda('i', equals(lambdaVariables('i'), 1)))", WHY],
  [
    "toObject(createArray('a', x()), lambda('i', lambdaVariables('i')), lambda('i', 1))",
    partlyKnown('the parameter x has no value', { a: 1 }),
  ],
  ["sort(createArray(1, x()), lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b'))))", WHY],
  ["tryGet(createObject('a', x()), 'a', 'b')", WHY],
  ["createObject('a', 1)[x()]", WHY],
  // What is known of a value in part.
  ['reference().principalId', principalOf(IDENTITY)],
  ["reference()['PRINCIPALID']", principalOf(IDENTITY)],
  ['reference().tags.a', 'b'],
  ["tryGet(reference(), 'principalId')", principalOf(IDENTITY)],
  ['reference().clientId', partlyKnownReference()],
  ["reference()['midrift:unknown']", partlyKnownReference()],
  ['notYet()', unknownValue('the plan says so')],
  // Functions of the scope.
  ["arg(1, 'a')", [1, ['literal', 'literal'], [1, 'a']]],
  ["map(createArray('a'), lambda('i', arg(lambdaVariables('i'))))", [['a', ['call'], ['a']]]],
  ["MY.Twice('a')", ['a', 'a']],
  ["format('{0}', 1)", 'the scope goes first'],
  // Principals, which nobody can spell before the deployment.
  ['toLower(principal())', principalOf(IDENTITY)],
  ['string(principal())', principalOf(IDENTITY)],
  ["concat('', principal())", principalOf(IDENTITY)],
  ["concat('id-', principal())", unknownValue(LATER)],
  ['substring(principal(), 0, 8)', unknownValue(LATER)],
  ["replace(principal(), '-', '')", unknownValue(LATER)],
  ['first(principal())', unknownValue(LATER)],
  ['length(principal())', unknownValue(LATER)],
  ['string(createArray(principal()))', unknownValue(LATER)],
  ['base64(principal())', unknownValue(LATER)],
  ['json(principal())', unknownValue(LATER)],
  ["split(principal(), '-')", unknownValue(LATER)],
  ["startsWith(principal(), 'p')", unknownValue(LATER)],
  ['empty(principal())', false],
  ['equals(principal(), folded())', true],
  ['equals(principal(), other())', false],
  ["equals(principal(), '')", false],
  ["equals(principal(), '99999999-8888-4777-8666-555555555555')", unknownValue(LATER)],
  ['contains(createArray(other(), principal()), principal())', true],
  ["contains(createArray('99999999-8888-4777-8666-555555555555'), principal())", unknownValue(LATER)],
  ['equals(guid(principal()), guid(folded()))', true],
  ['equals(guid(principal()), guid(other()))', false],
  ['equals(uniqueString(principal()), uniqueString(folded()))', true],
];

function partlyKnownReference(): Json {
  return scope.functions.reference!([], [], () => null);
}

for (const [expression, value] of VALUES) {
  unknowns(`${expression} is ${JSON.stringify(value).slice(0, 100)}`, () => {
    assert.equal(evaluate(`[${expression}]`, scope), value);
  });
}

const BOMBS: readonly (readonly [what: string, expression: string, because: string])[] = [
  [
    'a loop of loops',
    "map(range(0, 10000), lambda('i', map(range(0, 10000), lambda('j', add(1, 1)))))",
    'an expression takes too long to be worked out',
  ],
  [
    'a text that doubles',
    "reduce(range(0, 64), 'ab', lambda('t', 'i', concat(lambdaVariables('t'), lambdaVariables('t'))))",
    'a text would be longer than 131072 characters: Azure would refuse this deployment',
  ],
  [
    'a list that doubles',
    "reduce(range(0, 64), createArray(1), lambda('t', 'i', createArray(lambdaVariables('t'), lambdaVariables('t'))))",
    'the value of an expression is too large',
  ],
  [
    'a value as deep as its loop is long',
    "reduce(range(0, 9999), 0, lambda('t', 'i', createArray(lambdaVariables('t'))))",
    'the value of an expression is too large',
  ],
  [
    'JSON as deep as it is long',
    `json('${'['.repeat(9000)}${']'.repeat(9000)}')`,
    'the value of an expression is too large',
  ],
  ['a function that calls itself', 'again()', 'an expression nests too deeply to be worked out'],
];

for (const [what, expression, because] of BOMBS) {
  unknowns(`${what} ends as unknown`, () => {
    const functions: Scope['functions'] = { again: () => [evaluate('[again()]', { functions })] };

    const value = evaluate(`[${expression}]`, { functions });

    assert.is(whyUnknown(deepest(value)), because);
  });
}

function deepest(value: Json): Json {
  let here = value;
  while (Array.isArray(here)) here = here.at(-1)!;
  return here;
}

const argument = fc.oneof(
  fc.constantFrom(
    'x()',
    'principal()',
    'other()',
    'reference()',
    "''",
    "'a'",
    "'Ab-1'",
    "'/b/c'",
    'null()',
    'true()',
    '0',
    '-1',
    '7',
  ),
  fc.constantFrom(
    'createArray()',
    "createArray('a', x())",
    "createObject('a', 1)",
    "createObject('A', x())",
    'lambda()',
  ),
  fc.constantFrom(
    "lambda('i', lambdaVariables('i'))",
    "lambda('i', 'j', equals(lambdaVariables('i'), lambdaVariables('j')))",
  ),
);
const call = fc
  .tuple(fc.constantFrom(...BUILTINS.keys(), ...FORMS.keys(), 'x', 'principal'), fc.array(argument, { maxLength: 4 }))
  .map(([name, args]) => `${name}(${args.join(', ')})`);

unknowns('no call of any function throws', () => {
  fc.assert(
    fc.property(call, fc.constantFrom('', '.a', '[0]', '.principalId'), (text, key) => {
      const value = evaluate(`[${text}${key}]`, scope);

      assert.type(JSON.stringify(value), 'string');
    }),
    { numRuns: 5000, seed: 1 },
  );
});

unknowns('no text throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      assert.is(evaluate(text, scope) === undefined || evaluate(`[${text}]`, scope) === undefined, false);
    }),
    { numRuns: 2000, seed: 1 },
  );
});

/** What an unknown part may turn out to be. */
const settled: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, false, 0, 1, '', 'a', 'A', 'b', 'ab', [], ['a'], {}, { a: 1 }, { a: { b: 1 } }),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

/** Every call of a function of one, two or three arguments that has something unknown in it. */
const doubtful = fc.tuple(
  fc.constantFrom(...BUILTINS.keys(), ...FORMS.keys()),
  fc
    .array(
      fc.constantFrom(
        ...[
          'x()',
          'createArray(x())',
          "createArray('a', x())",
          "createObject('a', x())",
          'createArray(createArray(x()))',
        ],
        ...[
          "'a'",
          "'b'",
          'createArray()',
          "createArray('a')",
          "createObject('a', 1)",
          "createObject('a', createObject('c', 1))",
        ],
        ...['null()', 'true()', 'false()', '0', '1', "lambda('i', lambdaVariables('i'))", "lambda('i', x())"],
      ),
      { minLength: 1, maxLength: 3 },
    )
    .filter(args => args.some(arg => arg.includes('x()'))),
);

unknowns('what is known although a part is not holds whatever that part turns out to be', () => {
  fc.assert(
    fc.property(doubtful, settled, ([name, args], x) => {
      const text = `[${name}(${args.join(', ')})]`;
      const before = evaluate(text, { functions: { x: () => WHY } });

      const after = evaluate(text, { functions: { x: () => x } });

      assert.is(agrees(before, after), true, `${text} with ${JSON.stringify(x)}: ${JSON.stringify([before, after])}`);
    }),
    { numRuns: 10_000, seed: 1 },
  );
});

/** Whether a value says nothing else than another that knows more; a refused deployment does not happen. */
function agrees(before: Json, after: Json): boolean {
  if (whyUnknown(before) !== undefined || whyUnknown(after) !== undefined) return true;
  if (typeof before !== 'object' || before === null || typeof after !== 'object' || after === null)
    return before === after;
  const [left, right] = [Object.entries(before), Object.entries(after)];
  return (
    Array.isArray(before) === Array.isArray(after) &&
    left.length === right.length &&
    left.every(
      ([key, value]) => Object.hasOwn(after, key) && agrees(value as Json, (after as { [key: string]: Json })[key]!),
    )
  );
}

unknowns.run();
