import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Json, Row } from '../../../src/model/estate.ts';
import { whyUnknown } from '../../../src/model/json.ts';
import { bodyValue, noticesOf, problemsOf, read, readText, template } from './template-reading.ts';

const problems = suite('problems of ARM templates');

const probe = (x: Json): Row => ({ type: 'Midrift.Test/probes', name: 'probe', properties: { x } });
const text = (value: Json) => JSON.stringify(value, undefined, 2);

const TEXTS: readonly (readonly [what: string, text: string, expected: RegExp])[] = [
  ['a list', '[]', /^main.json:1:1: not an ARM template: an object with "\$schema" and "resources" is expected$/],
  [
    'another object',
    '{"a": 1}',
    /^main.json:1:1: not an ARM template: its "\$schema" must end in deploymentTemplate.json#/,
  ],
  [
    'another schema',
    '{\n  "$schema": "https://x/y.json#", "resources": []}',
    /^main.json:2:3: not an ARM template: its "\$schema" must end in/,
  ],
  ['no resources', text(template({})), /^main.json:1:1: the template has no "resources"; is it whole\?$/],
  ['resources of another kind', text(template({ resources: 'x' })), /^main.json:4:3: "resources" must be a list/],
  ['half a file', text(template({ resources: [probe(1)] })).slice(0, -40), /not valid JSON/],
];

for (const [what, source, expected] of TEXTS) {
  problems(`${what} is no template, and why is said`, () => {
    const found = problemsOf(readText(source)).join('\n');

    assert.match(found, expected);
  });
}

problems('a template may begin with a byte order mark, or hold comments', () => {
  const source = text(template({ resources: [] }));
  const plans = [`\uFEFF${source}`, `// compiled\n${source}`].map(each => readText(each));

  assert.equal(plans.flatMap(problemsOf), []);
});

const WRONG: readonly (readonly [what: string, parts: Row, expected: readonly string[]])[] = [
  [
    'a resource that is none',
    { resources: ['x'] },
    ['main.json:5:5: a resource must be an object with a "type" and a "name"'],
  ],
  ['no type', { resources: [{ name: 'x' }] }, ['main.json:5:5: the resource has no "type"']],
  ['no name', { resources: [{ type: 'A.B/c' }] }, ['main.json:5:5: the resource of type A.B/c has no "name"']],
  [
    'a name that is too short',
    { resources: [{ type: 'A.B/c/d', name: 'x' }] },
    ['main.json:5:5: its name "x" has 1 parts, where its type A.B/c/d needs 2, separated by slashes'],
  ],
  [
    'a type that is none',
    { resources: [{ type: 'vault', name: 'x' }] },
    ['main.json:5:5: "vault" is no resource type: expected one like Microsoft.Storage/storageAccounts'],
  ],
  [
    'an unknown parameter',
    { parameters: { name: { type: 'string', defaultValue: 'x' } }, resources: [probe("[parameters('nmae')]")] },
    ['main.json:15:9: the template has no parameter "nmae"; did you mean "name"?'],
  ],
  [
    'an unknown variable',
    { variables: { name: 1 }, resources: [probe("[variables('nme')]")] },
    ['main.json:12:9: the template has no variable "nme"; did you mean "name"?'],
  ],
  [
    'a variable in circles',
    { variables: { a: "[variables('b')]", b: "[variables('a')]" }, resources: [probe("[variables('a')]")] },
    ['main.json:5:5: the variable "a" depends on itself: Azure refuses circular dependencies'],
  ],
  [
    'a parameter in circles',
    { parameters: { a: { type: 'string', defaultValue: "[parameters('a')]" } }, resources: [] },
    ['main.json:5:5: the parameter "a" depends on itself: Azure refuses circular dependencies'],
  ],
  [
    'a loop without end',
    { resources: [{ ...probe(1), copy: { name: 'l', count: 9999 } }] },
    ["main.json:13:9: a loop's count must be a whole number from 0 to 800, not 9999"],
  ],
];

for (const [what, parts, expected] of WRONG) {
  problems(`${what} is refused where it stands`, () => {
    const plan = read(parts);

    assert.equal(problemsOf(plan), expected);
  });
}

problems('an expression that cannot be read is refused where it stands, but not words that only look like one', () => {
  const plan = read({ metadata: { about: '[Old (]' }, resources: [probe("[concat('a', ]")] });

  assert.match(problemsOf(plan).join('\n'), /^main\.json:12:9: an expression of the template is not valid: [^\n]+$/);
});

problems('loops within modules within loops are cut off', () => {
  const inner = {
    type: 'Microsoft.Resources/deployments',
    name: "[concat('m', copyIndex())]",
    copy: { name: 'l', count: 800 },
  };
  const deep = (levels: number): Row =>
    template({
      resources:
        levels === 0
          ? [{ ...probe(1), name: '[newGuid()]' }]
          : [{ ...inner, properties: { template: deep(levels - 1) } }],
    });
  const plan = readText(text(deep(6)));

  assert.match(
    problemsOf(plan).join('\n'),
    /^main\.json:\d+:\d+: the template makes more than 10000 resources here; is a loop meant to be this long\?$/,
  );
});

problems('functions of a template see their arguments and each other, and never run for ever', () => {
  const member = (value: string): Row => ({
    parameters: [{ name: 'n', type: 'string' }],
    output: { type: 'string', value },
  });
  const plan = read({
    functions: [
      {
        namespace: 'my',
        members: {
          a: member("[concat('a', my.b(parameters('n')))]"),
          b: member("[toUpper(parameters('n'))]"),
          c: member("[my.c(parameters('n'))]"),
        },
      },
    ],
    resources: [probe(["[my.a('x')]", "[my.c('x')]"])],
  });

  const [a, c] = bodyValue(plan, 'Midrift.Test/probes probe', 'properties', 'x') as readonly Json[];
  assert.equal([a, whyUnknown(c)], ['aX', 'a function of the template calls itself']);
});

problems('a function that midrift does not know leaves its value unknown', () => {
  const plan = read({ resources: [probe("[frobnicate('a')]")] });

  assert.match(String(bodyValue(plan, 'Midrift.Test/probes probe', 'properties', 'x')), /^unknown: .*frobnicate/);
});

const parameter = (declaration: Row): Row => ({
  parameters: { p: declaration },
  resources: [probe("[parameters('p')]")],
});

const PARAMETERS: readonly (readonly [what: string, declaration: Row, files: readonly Json[], expected: Json])[] = [
  ['a value', { type: 'string' }, [{ parameters: { P: { value: 'x' } } }], 'x'],
  ['a plain value', { type: 'string' }, [{ p: 'x' }], 'x'],
  ['a wrapped value', { type: 'string' }, [{ p: { value: 'x' } }], 'x'],
  [
    'a value of a file with a remark',
    { type: 'string' },
    [{ $schema: 'x', _remark: 'for tests', parameters: { p: { value: 'x' } } }],
    'x',
  ],
  ['the later of two values', { type: 'string' }, [{ p: 'x' }, { p: 'y' }], 'y'],
  [
    'what Bicep builds',
    { type: 'string' },
    [{ templateJson: '{}', parametersJson: '{"parameters": {"p": {"value": "x"}}}' }],
    'x',
  ],
  ['a default', { type: 'array', defaultValue: "[split('a,b', ',')]" }, [], ['a', 'b']],
  ['a default instead of null', { type: 'string', defaultValue: 'd' }, [{ parameters: { p: { value: null } } }], 'd'],
  ['nothing, where that may be', { type: 'string', nullable: true }, [], null],
  ['a type of its own', { $ref: '#/definitions/missing' }, [{ p: { a: 1 } }], { a: 1 }],
  [
    'a secret of a vault',
    { type: 'string' },
    [{ parameters: { p: { reference: { keyVault: { id: 'x' } } } } }],
    'unknown: parameter p: its value comes from a key vault when it is deployed',
  ],
  [
    'a secret',
    { type: 'secureString' },
    [{ p: 'hunter2' }],
    'unknown: the value of the secure parameter p is not looked at',
  ],
  ['nothing', { type: 'string' }, [], 'unknown: the parameter p has no value: pass a parameter file'],
  ['an expression in a file, which is none', { type: 'string' }, [{ p: '[utcNow()]' }], '[utcNow()]'],
  ['one of several', { type: 'array', allowedValues: ['a', 'b'] }, [{ p: { value: ['b', 'a'] } }], ['b', 'a']],
];

for (const [what, declaration, parameters, expected] of PARAMETERS) {
  problems(`a parameter may be given ${what}`, () => {
    const plan = read(parameter(declaration), { parameters });

    assert.equal(bodyValue(plan, 'Midrift.Test/probes probe', 'properties', 'x'), expected);
  });
}

problems('a parameter without a value is said', () => {
  const plan = read(parameter({ type: 'string' }));

  assert.equal(noticesOf(plan), [
    'main.json:5:5: the parameter "p" has no value: pass a parameter file; what depends on it is unknown',
  ]);
});

const REFUSED: readonly (readonly [what: string, declaration: Row, files: readonly Json[], expected: RegExp])[] = [
  [
    'another type',
    { type: 'int' },
    [{ p: '1' }],
    /^p1.json:1:2: the parameter "p" must be of type int, and is a string$/,
  ],
  [
    'a default of another type',
    { type: 'bool', defaultValue: 'x' },
    [],
    /^main.json:5:5: the parameter "p" must be of type bool, and is a string$/,
  ],
  [
    'a value that is not allowed',
    { type: 'string', allowedValues: ['a', 'b'] },
    [{ parameters: { p: { value: 'c' } } }],
    /^p1.json:1:16: the parameter "p" is "c"; expected one of "a", "b"$/,
  ],
  [
    'a name that is not declared',
    { type: 'string' },
    [{ p: 'x', pp: 'y' }],
    /^p1.json:1:10: the template has no parameter "pp"; did you mean "p"\?$/,
  ],
  [
    'neither a value nor a reference',
    { type: 'string' },
    [{ parameters: { p: {} } }],
    /^p1.json:1:16: the parameter "p" must be an object with a "value" or a "reference" to a key vault$/m,
  ],
  ['a list of parameters', { type: 'string' }, [[]], /^p1.json:1:1: a parameter file must be an object/],
  [
    'a template',
    { type: 'string' },
    [template({ resources: [] })],
    /this is a template, where a parameter file is expected/,
  ],
  [
    'a secret of another type',
    { type: 'securestring' },
    [{ p: 31337 }],
    /^p1.json:1:2: the parameter "p" must be of type securestring, and is a number$/,
  ],
];

for (const [what, declaration, parameters, expected] of REFUSED) {
  problems(`a parameter may not be given ${what}`, () => {
    const plan = read(parameter(declaration), { parameters });

    assert.match(problemsOf(plan).join('\n'), expected);
  });
}

problems('a module must be given all that it asks for, and nothing else', () => {
  const plan = read({
    resources: {
      m: {
        type: 'Microsoft.Resources/deployments',
        name: 'm',
        properties: {
          expressionEvaluationOptions: { scope: 'inner' },
          parameters: { b: { value: 1 } },
          template: template({ parameters: { a: { type: 'string' } }, resources: [] }),
        },
      },
    },
  });

  assert.equal(problemsOf(plan), [
    'main.json:13:11: the template has no parameter "b"; did you mean "a"?',
    'main.json:21:13: the parameter "a" has no value: the deployment that holds this template passes none',
  ]);
});

problems(
  'whatever part of a template is cut out or replaced, it is read or refused, and never makes midrift fail',
  () => {
    const whole = readFileSync('fixtures/plans/arm-template/greenfield.json', 'utf8');
    const parameters = [JSON.parse(readFileSync('fixtures/plans/arm-template/greenfield.parameters.json', 'utf8'))];
    const strange = fc.constantFrom<Json>(
      null,
      0,
      '',
      '[',
      '[]',
      "[reference('cluster')]",
      [],
      {},
      [null],
      { copy: [1] },
      true,
    );

    fc.assert(
      fc.property(fc.nat(), strange, (seed, value) => {
        const root = JSON.parse(whole) as Json;
        const places = placesOf(root);
        const [holder, key] = places[seed % places.length]!;
        holder[key] = value;
        const plan = readText(JSON.stringify(root), { parameters });
        assert.ok('problems' in plan ? plan.problems.length > 0 : plan.steps.length > 0);
      }),
      { numRuns: 100 },
    );
  },
);

type Holder = { [key: string | number]: Json };

function placesOf(value: Json): [Holder, string | number][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[value as Holder, key], ...placesOf(inner)]);
}

problems.run();
