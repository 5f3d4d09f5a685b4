import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Json, Row } from '../../../src/model/estate.ts';
import { unknownValue } from '../../../src/model/json.ts';
import { bodyValue, GROUP, problemsOf, read, SUBSCRIPTION, template } from './template-reading.ts';

const references = suite('what ARM templates read of resources');

const identity: Row = {
  type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
  apiVersion: '2023-01-31',
  name: 'uami',
};
const IDENTITY = 'Microsoft.ManagedIdentity/userAssignedIdentities/uami';

/** A resource whose property `x` is the expression. */
const probe = (x: Json): Row => ({
  type: 'Midrift.Test/probes',
  apiVersion: '2025-01-01',
  name: 'probe',
  properties: { x },
});

const RESOURCES: Row = {
  uami: identity,
  many: { ...identity, name: "[concat('many', copyIndex())]", copy: { name: 'many', count: 2 } },
  vm: { type: 'Microsoft.Compute/virtualMachines', name: 'vm', identity: { type: 'SystemAssigned' } },
  both: {
    type: 'Microsoft.Compute/virtualMachines',
    name: 'both',
    identity: { type: 'UserAssigned', userAssignedIdentities: { [`${GROUP}/providers/${IDENTITY}`]: {} } },
  },
  vault: { type: 'Microsoft.KeyVault/vaults', name: 'kv', properties: { enableRbacAuthorization: true } },
  storage: { type: 'Microsoft.Storage/storageAccounts', name: 'st' },
  law: { type: 'Microsoft.OperationalInsights/workspaces', name: 'law' },
  oldVm: { existing: true, type: 'Microsoft.Compute/virtualMachines', name: 'old' },
  oldVault: { existing: true, type: 'Microsoft.KeyVault/vaults', resourceGroup: 'rg-old', name: 'kv-old' },
  maybe: {
    type: 'Microsoft.KeyVault/vaults',
    name: 'kvm',
    condition: '[empty(utcNow())]',
    properties: { enableRbacAuthorization: true },
  },
  module: {
    type: 'Microsoft.Resources/deployments',
    name: 'module',
    properties: {
      expressionEvaluationOptions: { scope: 'inner' },
      parameters: {
        who: { value: "[reference('uami').principalId]" },
        whole: "[if(equals(1, 1), createObject('value', 'w'), createObject('value', null()))]",
      },
      template: template({
        parameters: { who: { type: 'string' }, whole: { type: 'string' } },
        resources: { kv: { type: 'Microsoft.KeyVault/vaults', name: 'kv-inner' } },
        outputs: {
          who: { type: 'string', value: "[parameters('who')]" },
          whole: { type: 'string', value: "[parameters('whole')]" },
          uri: { type: 'string', value: "[reference('kv').vaultUri]" },
          list: { type: 'array', copy: { count: 2, input: '[copyIndex()]' } },
          none: { type: 'string', condition: false, value: 'x' },
          secret: { type: 'securestring', value: 'x' },
          key: { type: 'string', value: "[listKeys('x', '2023-01-01').key1]" },
        },
      }),
    },
  },
};

const VALUES: readonly (readonly [expression: string, expected: Json])[] = [
  ["[reference('uami').principalId]", `principal of ${IDENTITY}`],
  [
    `[reference(resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'UAMI')).principalId]`,
    'principal of Microsoft.ManagedIdentity/userAssignedIdentities/uami',
  ],
  [
    `[reference('${SUBSCRIPTION}/resourceGroups/other/providers/${IDENTITY}', '2023-01-31').principalId]`,
    `principal of ${SUBSCRIPTION}/resourceGroups/other/providers/${IDENTITY}`,
  ],
  ["[reference('many[1]').principalId]", 'principal of Microsoft.ManagedIdentity/userAssignedIdentities/many1'],
  ["[references('many')[1].principalId]", 'principal of Microsoft.ManagedIdentity/userAssignedIdentities/many1'],
  ["[length(references('many'))]", 2],
  ["[reference('vm', '2024-07-01', 'Full').identity.principalId]", 'principal of Microsoft.Compute/virtualMachines/vm'],
  [
    "[reference('oldVm', '2024-07-01', 'full').identity.principalId]",
    'principal of Microsoft.Compute/virtualMachines/old',
  ],
  [
    "[reference(concat(resourceId('Microsoft.Compute/virtualMachines', 'vm'), '/providers/Microsoft.ManagedIdentity/Identities/default'), '2018-11-30').principalId]",
    'principal of Microsoft.Compute/virtualMachines/vm',
  ],
  [
    `[reference('both', '2024-07-01', 'Full').identity.userAssignedIdentities['${GROUP}/providers/${IDENTITY}'].principalId]`,
    `principal of ${IDENTITY}`,
  ],
  [
    "[reference('both', '2024-07-01', 'Full').identity.principalId]",
    `unknown: ${GROUP}/providers/Microsoft.Compute/virtualMachines/both has no system-assigned identity`,
  ],
  ["[reference('storage').primaryEndpoints.blob]", 'https://st.blob.core.windows.net/'],
  ["[reference('storage').primaryEndpoints.dfs]", 'unknown: reference() of st is known only after the deployment'],
  ["[reference('vault').vaultUri]", 'https://kv.vault.azure.net/'],
  ["[reference('oldVault').vaultUri]", 'https://kv-old.vault.azure.net/'],
  ["[reference('vault').enableRbacAuthorization]", true],
  ["[reference('maybe').enableRbacAuthorization]", 'unknown: reference() of kvm is known only after the deployment'],
  [
    "[reference('oldVault').enableRbacAuthorization]",
    'unknown: reference() of kv-old is known only after the deployment',
  ],
  ["[reference('law').customerId]", 'unknown: reference() of law is known only after the deployment'],
  ["[reference('module').outputs.who.value]", `principal of ${IDENTITY}`],
  [
    "[reference(resourceId('Microsoft.Resources/deployments', 'module'), '2022-09-01').outputs.uri.value]",
    'https://kv-inner.vault.azure.net/',
  ],
  ["[reference('module').outputs.whole.value]", 'w'],
  ["[reference('module').outputs.list.value]", [0, 1]],
  ["[reference('module').outputs.none.value]", null],
  ["[reference('module').outputs.secret.value]", 'unknown: a secure output is not looked at'],
  ["[reference('nowhere').principalId]", 'unknown: "nowhere" is no resource of this template'],
  ["[resourceInfo('oldVault').id]", `${SUBSCRIPTION}/resourceGroups/rg-old/providers/Microsoft.KeyVault/vaults/kv-old`],
  ["[resourceInfo('vault').name]", 'kv'],
  ["[resourceInfo('vault').type]", 'Microsoft.KeyVault/vaults'],
];

for (const [expression, expected] of VALUES) {
  references(`${expression} is ${JSON.stringify(expected)}`, () => {
    const plan = read({ resources: { ...RESOURCES, probe: probe(expression) } });

    assert.equal(bodyValue(plan, 'probe', 'properties', 'x'), expected);
  });
}

references('a key is unknown, wherever it comes from', () => {
  const plan = read({ resources: { ...RESOURCES, probe: probe("[reference('module').outputs.key.value]") } });

  assert.match(String(bodyValue(plan, 'probe', 'properties', 'x')), /^unknown: .*listKeys/);
});

references('without symbolic names a resource is read by its name', () => {
  const plan = read({ resources: [identity, probe("[reference('uami').principalId]")] });

  assert.equal(bodyValue(plan, 'Midrift.Test/probes probe', 'properties', 'x'), `principal of ${IDENTITY}`);
});

references('what a template makes goes before what it only names, under the same id', () => {
  const { vault } = RESOURCES;
  const named = { existing: true, type: 'Microsoft.KeyVault/vaults', name: 'kv' };
  const x = probe("[reference(resourceId('Microsoft.KeyVault/vaults', 'kv')).enableRbacAuthorization]");
  const both = [
    { vault: vault!, named, x },
    { named, vault: vault!, x },
  ].map(resources => bodyValue(read({ resources }), 'x', 'properties', 'x') as Json);

  assert.equal(both, [true, true]);
});

references('a module sees what is around it by id, and not by its symbolic names', () => {
  const x = [
    "[reference(resourceId('Microsoft.KeyVault/vaults', 'kv')).enableRbacAuthorization]",
    "[reference('vault').enableRbacAuthorization]",
  ];
  const inner = {
    type: 'Microsoft.Resources/deployments',
    name: 'inner',
    properties: {
      expressionEvaluationOptions: { scope: 'inner' },
      template: template({ resources: { x: { ...probe(x), name: 'p' } } }),
    },
  };
  const plan = read({ resources: { ...RESOURCES, inner } });

  assert.equal(bodyValue(plan, 'inner > x', 'properties', 'x'), [
    true,
    unknownValue('"vault" is no resource of this template'),
  ]);
});

const module = (name: string, value: Json): Row => ({
  type: 'Microsoft.Resources/deployments',
  name,
  properties: {
    expressionEvaluationOptions: { scope: 'inner' },
    parameters: { x: { value } },
    template: template({
      parameters: { x: { type: 'string' } },
      resources: {},
      outputs: { x: { type: 'string', value: "[parameters('x')]" } },
    }),
  },
});

const CYCLES: readonly (readonly [name: string, resources: Row])[] = [
  [
    'modules that need each other',
    { a: module('a', "[reference('b').outputs.x.value]"), b: module('b', "[reference('a').outputs.x.value]") },
  ],
  ['a module that needs itself', { a: module('a', "[reference('a').outputs.x.value]") }],
  [
    'resources that need each other',
    {
      a: { ...probe("[reference('b').x]"), name: 'a' },
      b: { ...probe("[reference('a').x]"), name: 'b' },
    },
  ],
];

for (const [name, resources] of CYCLES) {
  references(`${name} are refused`, () => {
    const problems = problemsOf(read({ resources }));

    assert.match(problems.join('\n'), /^main\.json:\d+:\d+: .* depends on .*: Azure refuses circular dependencies/);
  });
}

references.run();
