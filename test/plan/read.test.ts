import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { CLOUDS } from '../../src/model/cloud.ts';
import type { Json } from '../../src/model/estate.ts';
import type { PlanKind } from '../../src/model/plan.ts';
import type { PlanContext } from '../../src/plan/context.ts';
import { isCycleCloudFile, isScript, kindsOf } from '../../src/plan/kind.ts';
import { readPlan } from '../../src/plan/read.ts';

const plans = suite('kinds of plans');

const CLUSTER = '/subscriptions/s/resourceGroups/g/providers/Microsoft.NetworkCloud/clusters/c';

function read(
  text: string,
  { file = 'plan', kind, ...more }: { file?: string; kind?: PlanKind; resource?: string } = {},
) {
  const context: PlanContext = {
    deployment: {},
    cloud: CLOUDS[0]!,
    parameters: [],
    readBeside: path => Promise.reject(new Error(path)),
    ...more,
  };
  return readPlan({ file, text }, kind, context);
}

const SCHEMA = 'https://schema.management.azure.com/schemas';
const KINDS: readonly (readonly [name: string, value: Json, kinds: readonly string[]])[] = [
  ['the output of a what-if', { changes: [], status: 'Succeeded' }, ['what-if']],
  ["the REST API's what-if", { status: 'Succeeded', properties: { changes: [] } }, ['what-if']],
  ['a failed what-if', { status: 'Failed', error: { code: 'x' } }, ['what-if']],
  ['a refused what-if', { error: { code: 'x', message: 'y' } }, ['what-if']],
  ['a template', { $schema: `${SCHEMA}/2019-04-01/deploymentTemplate.json#`, resources: [] }, ['arm-template']],
  [
    'a template of a subscription',
    { $schema: `${SCHEMA}/2018-05-01/subscriptionDeploymentTemplate.json#` },
    ['arm-template'],
  ],
  ['a template without a schema', { contentVersion: '1.0.0.0', resources: {} }, ['arm-template']],
  ['a Terraform plan', { format_version: '1.2', planned_values: {}, resource_changes: [] }, ['terraform']],
  ['a resource', { id: CLUSTER, properties: {} }, ['rest-body']],
  ['resources', [{ id: CLUSTER, properties: {} }], ['rest-body']],
  ['an example', { parameters: {}, responses: {} }, ['rest-body']],
  ['a body alone', { identity: {} }, []],
  [
    'parameters',
    { $schema: `${SCHEMA}/2019-04-01/deploymentParameters.json#`, contentVersion: '1', parameters: {} },
    [],
  ],
  ['several at once', { changes: [], resource_changes: [] }, ['what-if', 'terraform']],
  ['a number', 3, []],
];

for (const [name, value, kinds] of KINDS) {
  plans(`${name} is told by its content`, () => {
    assert.equal(kindsOf(value), kinds);
  });
}

const SCRIPTS: readonly (readonly [text: string, is: boolean])[] = [
  ['#!/usr/bin/env bash\necho', true],
  ['az identity create -n x', true],
  ['set -e\n  ID=$(az identity show -n x --query id -o tsv)\n', true],
  ['if true; then az login; fi', true],
  ['AZURE_CORE_OUTPUT=json az group list', true],
  ['the az command', false],
  ['hazard: az', false],
  ['name: az-login', false],
];

for (const [text, is] of SCRIPTS) {
  plans(`${JSON.stringify(text)} is ${is ? 'a' : 'no'} script`, () => {
    assert.is(isScript({ file: 'plan', text }), is);
  });
}

const CYCLECLOUD: readonly (readonly [name: string, text: string, is: boolean])[] = [
  ['a cluster template', readFileSync('fixtures/cyclecloud/render-farm.txt', 'utf8'), true],
  ['an account record', readFileSync('fixtures/cyclecloud/account.managed-identity.json', 'utf8'), true],
  ["a role in the Azure CLI's form", readFileSync('fixtures/cyclecloud/role.azure-cli.json', 'utf8'), true],
  ["a role in the API's form", readFileSync('fixtures/cyclecloud/role.api.json', 'utf8'), true],
  ['a what-if', readFileSync('fixtures/plans/what-if/greenfield.json', 'utf8'), false],
  ['a cluster', readFileSync('fixtures/plans/rest-body/cluster.json', 'utf8'), false],
  ['Terraform configuration', '[cluster]', false],
  ['a record of something else', '{"Name": "x", "actions": []}', false],
];

for (const [name, text, is] of CYCLECLOUD) {
  plans(`${name} is ${is ? 'a' : 'no'} file of CycleCloud`, () => {
    assert.is(isCycleCloudFile(text), is);
  });
}

plans('a what-if is read by its content', async () => {
  const plan = await read(readFileSync('fixtures/plans/what-if/greenfield.json', 'utf8'));

  assert.is('kind' in plan && plan.kind, 'what-if');
});

plans('a body with a resource to send it to is read as one', async () => {
  const plan = await read('{"identity": {"type": "None"}}', { resource: CLUSTER });

  assert.is('kind' in plan && plan.kind, 'rest-body');
});

plans('what the user says decides between two kinds', async () => {
  const plan = await read('{"changes": [], "resource_changes": []}', { kind: 'what-if' });

  assert.is('kind' in plan && plan.kind, 'what-if');
});

for (const before of ['\uFEFF', '// from the pipeline\n/* twice */ ']) {
  plans(`${JSON.stringify(before)} does not hide a plan`, async () => {
    const plan = await read(`${before}{"changes": [], "diagnostics": null}`);

    assert.is('kind' in plan && plan.kind, 'what-if');
  });
}

const JSON_PLAN = 'pass what `terraform show -json PLAN` prints';
const PROBLEMS: readonly (readonly [name: string, text: string, options: Parameters<typeof read>[1], says: string])[] =
  [
    ['an empty file', ' \n', {}, 'the file is empty; is it the right one?'],
    ['a plan that Terraform keeps', 'PK\u0003\u0004…', {}, `this is a plan as Terraform keeps it; ${JSON_PLAN}`],
    [
      'a what-if for people',
      'Note: x\n\nResource and property changes are indicated with this symbol:\n  + Create\n',
      {},
      'this is a what-if for people to read; make it with `az deployment … what-if --no-pretty-print`',
    ],
    [
      'Bicep',
      "param a string\nresource c 'Microsoft.NetworkCloud/clusters@2025-02-01' = {\n",
      {},
      'this is Bicep; pass what `az bicep build --file FILE` makes of it, or what `az deployment … what-if --no-pretty-print` prints',
    ],
    [
      'Bicep parameters',
      "using 'main.bicep'\n",
      {},
      'this is a Bicep parameters file; compile it with `az bicep build-params --file FILE`, and pass the result with --parameters beside the template',
    ],
    [
      'Terraform configuration',
      'resource "azurerm_resource_group" "rg" {\n',
      {},
      `this is Terraform configuration; plan it with \`terraform plan -out PLAN\` and ${JSON_PLAN}`,
    ],
    [
      'YAML',
      'steps:\n  - task: AzureCLI@2\n',
      { file: 'azure-pipelines.yml' },
      'YAML is not read as a plan; pass what it deploys: the template, what-if or Terraform plan in JSON',
    ],
    [
      'a body without braces',
      '"identity": {\n  "type": "SystemAssigned"\n',
      { resource: CLUSTER },
      'the body of a request stands in braces: write { before it and } after it, and close what it opens',
    ],
    [
      'a body without a resource',
      '{"identity": {"type": "None"}}',
      {},
      'the body does not say which resource it is sent to: pass its id with --resource',
    ],
    [
      'parameters',
      '{"contentVersion": "1.0.0.0", "parameters": {}}',
      { file: 'p.json' },
      'this is a file of parameters; name the template as the plan, and pass this one with --parameters p.json',
    ],
    [
      "Terraform's state",
      '{"format_version": "1.0", "values": {}}',
      {},
      'this is what Terraform knows of what there is, and no plan; pass what `terraform show -json PLAN` prints of a plan',
    ],
    [
      'two kinds at once',
      '{"changes": [], "resource_changes": []}',
      {},
      'this may be the answer of a what-if or a Terraform plan; say which with --plan-kind what-if|terraform',
    ],
    [
      'another kind than was said',
      '{"changes": []}',
      { kind: 'terraform' },
      '--plan-kind terraform says that this is a Terraform plan, but it looks like the answer of a what-if; expected one of what-if, arm-template, terraform, az-script, rest-body',
    ],
    [
      'JSON that was said to be a script',
      '{"changes": []}',
      { kind: 'az-script' },
      '--plan-kind az-script says that this is a script, but it looks like the answer of a what-if; expected one of what-if, arm-template, terraform, az-script, rest-body',
    ],
    [
      'a script that was said to be JSON',
      'az login\n',
      { kind: 'what-if' },
      '--plan-kind what-if says that this is the answer of a what-if, but it looks like a script; expected one of what-if, arm-template, terraform, az-script, rest-body',
    ],
    [
      'half a file',
      '{"changes": [',
      {},
      'not valid JSON: a closing bracket was expected, as the file ends here; is it whole?',
    ],
    [
      'a file of CycleCloud',
      '[cluster farm]\n',
      {},
      'this is a file of CycleCloud rather than a plan; name it under "cyclecloud" in the config, where its changes are judged',
    ],
    [
      'a value that readers alone may write',
      '{"changes": {"midrift:unknown": "x"}}',
      {},
      'the key "midrift:unknown" is reserved; is it the right file?',
    ],
  ];

for (const [name, text, options, says] of PROBLEMS) {
  plans(`${name} is said to be that`, async () => {
    const plan = await read(text, options);

    assert.equal('problems' in plan && plan.problems.map(problem => problem.says), [says]);
  });
}

plans('no text at all makes reading fail', async () => {
  const line = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"changes":',
    '"id": "/a/b"',
    ',',
    'az login',
    '\n',
    '[reference(',
    '"properties"',
  );
  const texts = fc.oneof(
    fc.string(),
    fc.array(line).map(lines => lines.join(' ')),
  );

  await fc.assert(
    fc.asyncProperty(
      texts.filter(text => !isScript({ file: 'plan', text })),
      async text => {
        assert.ok('problems' in (await read(text)));
      },
    ),
  );
});

plans('a text of slashes and comments is looked through once', async () => {
  const plan = await read(`${'//'.repeat(5000)}\n${'/* x */'.repeat(5000)}${'\n'.repeat(50_000)}x`);

  assert.ok('problems' in plan);
});

plans('no JSON at all makes reading a what-if or a body fail', async () => {
  const key = fc.constantFrom(
    'changes',
    'changeType',
    'resourceId',
    'after',
    'before',
    'delta',
    'path',
    'children',
    'properties',
  );
  const { value } = fc.letrec<{ value: Json }>(tie => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom<Json[]>('Modify', 'Create', '0', CLUSTER, '[reference()]', null, 1),
      fc.array(tie('value')),
      fc.dictionary(key, tie('value'), { noNullPrototype: true }),
    ),
  }));

  await fc.assert(
    fc.asyncProperty(value, fc.constantFrom<PlanKind[]>('what-if', 'rest-body'), async (change, kind) => {
      const text = JSON.stringify(kind === 'what-if' ? { changes: [change] } : change);
      const plan = await read(text, { kind, resource: CLUSTER });
      assert.ok('problems' in plan || plan.kind === kind);
    }),
  );
});

plans.run();
