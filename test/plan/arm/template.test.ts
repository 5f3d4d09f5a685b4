import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Json, Row } from '../../../src/model/estate.ts';
import type { Operation } from '../../../src/model/plan.ts';
import type { PlanRead } from '../../../src/plan/context.ts';
import { bodyValue, GROUP, listOf, noticesOf, operationsOf, planOf, read, readText } from './template-reading.ts';

const templates = suite('ARM templates');

const file = (name: string) => readFileSync(`fixtures/plans/arm-template/${name}.json`, 'utf8');
const greenfield = () => readText(file('greenfield'), { parameters: [JSON.parse(file('greenfield.parameters'))] });
const classic = () => readText(file('classic'));

const PROVIDERS = `${GROUP}/providers`;
const IDENTITY = `${PROVIDERS}/Microsoft.ManagedIdentity/userAssignedIdentities/uami-edge`;
const ROLE = '/subscriptions/11111111-2222-4333-8444-555555555555/providers/Microsoft.Authorization/roleDefinitions';
const SELECTED = { identityType: 'UserAssignedIdentity', userAssignedIdentityResourceId: IDENTITY };

/** What matters of the plan, in one shape for every way of writing it. */
function wiring(plan: PlanRead): Row {
  const rows = operationsOf(plan).flatMap(operation => {
    if (operation.type === 'microsoft.storage/storageaccounts/blobservices') return [];
    return [inShort(operation)];
  });
  return Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function inShort({ does, id, type, body }: Operation): [string, Json] {
  const short = id.replace(`${PROVIDERS}/`, '');
  const properties = (body.properties ?? {}) as Row;
  if (type === 'microsoft.authorization/roleassignments') {
    const scope = short.replace(/\/providers\/Microsoft.Authorization\/.*/, '');
    return [`grant at ${scope}`, { to: properties.principalId!, role: properties.roleDefinitionId! }];
  }
  if (type !== 'microsoft.networkcloud/clusters') return [`${does} ${short}`, null];
  const { commandOutputSettings, analyticsOutputSettings, secretArchiveSettings } = properties;
  const uses = [commandOutputSettings!, analyticsOutputSettings!, secretArchiveSettings!];
  return [`${does} ${short}`, { identity: body.identity!, uses }];
}

const SITE: Row = {
  'grant at Microsoft.KeyVault/vaults/kv-edge': {
    to: `principal-of:${IDENTITY}`,
    role: `${ROLE}/44f0a1a8-6fea-4b35-980a-8ff50c487c97`,
  },
  'grant at Microsoft.ManagedIdentity/userAssignedIdentities/uami-edge': {
    to: '99999999-8888-4777-8666-555555555555',
    role: `${ROLE}/f1a07417-d97a-45cb-824c-7a7467783830`,
  },
  'grant at Microsoft.OperationalInsights/workspaces/law-edge': {
    to: `principal-of:${IDENTITY}`,
    role: `${ROLE}/92aaf0da-9dab-42b6-94a3-d43ce8d16293`,
  },
  'grant at Microsoft.Storage/storageAccounts/stedgeoutput': {
    to: `principal-of:${IDENTITY}`,
    role: `${ROLE}/ba92f5b4-2d11-453d-a403-e96b0029c9fe`,
  },
  'put Microsoft.KeyVault/vaults/kv-edge': null,
  'put Microsoft.ManagedIdentity/userAssignedIdentities/uami-edge': null,
  'put Microsoft.NetworkCloud/clusters/cluster-edge': {
    identity: { type: 'UserAssigned', userAssignedIdentities: { [IDENTITY]: {} } },
    uses: [
      { containerUrl: 'https://stedgeoutput.blob.core.windows.net/run-output', associatedIdentity: SELECTED },
      {
        analyticsWorkspaceId: `${PROVIDERS}/Microsoft.OperationalInsights/workspaces/law-edge`,
        associatedIdentity: SELECTED,
      },
      { vaultUri: 'https://kv-edge.vault.azure.net/', associatedIdentity: SELECTED },
    ],
  },
  'put Microsoft.OperationalInsights/workspaces/law-edge': null,
  'put Microsoft.Storage/storageAccounts/stedgeoutput': null,
  'put Microsoft.Storage/storageAccounts/stedgeoutput/blobServices/default/containers/run-output': null,
};

templates('a site compiled from Bicep, with symbolic names and a module, is read whole', () => {
  const plan = greenfield();

  assert.equal(wiring(plan), SITE);
});

templates('the same site written by hand, in lists and by ids, is the same plan', () => {
  const plan = classic();

  assert.equal(wiring(plan), SITE);
});

for (const [name, plan] of Object.entries({ greenfield, classic })) {
  templates(`the firewalls of ${name} are as its variables and loops make them`, () => {
    const found = operationsOf(plan()).flatMap(({ type, body }) =>
      /storageaccounts$|vaults$/.test(type) ? [(body.properties as Row).networkAcls as Row] : [],
    );
    const firewalls = found.map(({ defaultAction, bypass, ipRules }) => ({
      defaultAction: defaultAction!,
      bypass: bypass!,
      values: (ipRules as Row[]).map(({ value }) => value!),
    }));

    const expected = { defaultAction: 'Deny', bypass: 'AzureServices', values: ['203.0.113.0/24'] };
    assert.equal(firewalls, [expected, expected]);
  });
}

templates('a resource goes by its symbolic name, after the module that holds it', () => {
  const addresses = operationsOf(greenfield()).map(({ address }) => address);

  assert.equal(addresses, [
    'storage::blobs::container',
    'storage::blobs',
    'identity',
    'storage',
    'vault',
    'workspace',
    'storageGrant',
    'workspaceGrant',
    'grants > vaultGrant[0]',
    'grants > operator[0]',
    'cluster',
  ]);
});

templates('a part of a resource is found in the template, in a module as well', () => {
  const found = operationsOf(greenfield()).flatMap(({ address, locate }) => {
    const { line } = locate(['properties', 'principalId']);
    return address.includes('rant') ? [file('greenfield').split('\n')[line - 1]!.trim()] : [];
  });

  assert.equal(found, [
    `"principalId": "[reference('identity').principalId]",`,
    `"principalId": "[reference('identity').principalId]",`,
    `"principalId": "[parameters('vaultGrants')[copyIndex()].principalId]",`,
    `"principalId": "[parameters('operators')[copyIndex()].principalId]",`,
  ]);
});

templates('no password of a template gets into a plan', () => {
  const text = JSON.stringify(
    read({
      parameters: { key: { type: 'securestring', defaultValue: 'hunter2' } },
      resources: [
        {
          type: 'Microsoft.Compute/virtualMachines',
          apiVersion: '2024-07-01',
          name: 'vm',
          properties: {
            osProfile: { adminUsername: 'ops', adminPassword: 'hunter2', customData: 'hunter2' },
            note: "[parameters('key')]",
          },
        },
      ],
    }),
  );

  assert.not.match(text, 'hunter2');
});

templates('the whole file is one step, and says nothing where nothing is amiss', () => {
  const { file: name, kind, steps, notices } = planOf(greenfield());

  assert.equal([name, kind, steps.map(step => step.name), notices], ['main.json', 'arm-template', ['main.json'], []]);
});

const account = (name: string, more: Row = {}): Row => ({
  type: 'Microsoft.Storage/storageAccounts',
  apiVersion: '2023-05-01',
  name,
  ...more,
});

const CONDITIONS: readonly (readonly [condition: Json, expected: readonly string[]])[] = [
  [true, ['put Microsoft.Storage/storageAccounts/a']],
  [false, []],
  ["[equals(parameters('kind'), 'new')]", ['put Microsoft.Storage/storageAccounts/a']],
  ["[equals(parameters('kind'), 'old')]", []],
  [
    "[equals(utcNow(), 'x')]",
    ['doubt microsoft.storage/storageaccounts at Microsoft.Storage/storageAccounts/a: whether it is made is not known'],
  ],
];

for (const [condition, expected] of CONDITIONS) {
  templates(`a resource with the condition ${JSON.stringify(condition)} is made, left out or in doubt`, () => {
    const plan = read({
      parameters: { kind: { type: 'string', defaultValue: 'new' } },
      resources: [account('a', { condition })],
    });

    assert.equal(
      listOf(plan).map(line => line.replace(/(not known): .*/, '$1')),
      expected,
    );
  });
}

templates('a loop makes each of its turns, and a loop of unknown length is in doubt', () => {
  const plan = read({
    variables: { names: ['x', 'y'] },
    resources: {
      known: account("[concat('st', variables('names')[copyIndex()])]", {
        copy: { name: 'known', count: "[length(variables('names'))]" },
      }),
      unknown: account("[concat('un', copyIndex())]", { copy: { name: 'unknown', count: '[int(utcNow())]' } }),
      none: account('none', { copy: { name: 'none', count: 0 } }),
    },
  });

  assert.equal(
    listOf(plan).map(line => line.replace(/(not known): .*/, '$1')),
    [
      'put Microsoft.Storage/storageAccounts/stx',
      'put Microsoft.Storage/storageAccounts/sty',
      'doubt microsoft.storage/storageaccounts at (group): how many of it are made is not known',
    ],
  );
});

templates('a loop of grants of unknown length is no grant', () => {
  const plan = read({
    resources: [
      {
        type: 'Microsoft.Authorization/roleAssignments',
        name: '[newGuid()]',
        copy: { name: 'grants', count: '[int(utcNow())]' },
        properties: { principalId: 'p', roleDefinitionId: 'r' },
      },
    ],
  });

  assert.equal(
    listOf(plan).map(line => line.replace(/(not known): .*/, '$1')),
    ['doubt microsoft.authorization/roleassignments at (group): how many of it are made is not known'],
  );
});

templates('loops within properties and variables make lists', () => {
  const plan = read({
    variables: { copy: [{ name: 'two', count: 2, input: "[copyIndex('two', 1)]" }] },
    resources: [
      account('a', {
        properties: {
          list: "[variables('two')]",
          networkAcls: {
            copy: [{ name: 'ipRules', count: 2, input: { value: "[concat('10.0.0.', copyIndex('ipRules'))]" } }],
          },
        },
      }),
    ],
  });

  assert.equal(bodyValue(plan, 'Microsoft.Storage/storageAccounts a', 'properties') as Json, {
    list: [1, 2],
    networkAcls: { ipRules: [{ value: '10.0.0.0' }, { value: '10.0.0.1' }] },
  });
});

templates('children inside of a resource have its type and name before theirs, and a condition of their own', () => {
  const plan = read({
    resources: [
      account('a', {
        condition: false,
        resources: [
          { type: 'blobServices', name: 'default', resources: [{ type: 'containers', name: 'c' }] },
          { type: 'Microsoft.Storage/storageAccounts/blobServices/containers', name: 'a/default/d' },
        ],
      }),
    ],
  });

  assert.equal(listOf(plan), [
    'put Microsoft.Storage/storageAccounts/a/blobServices/default',
    'put Microsoft.Storage/storageAccounts/a/blobServices/default/containers/c',
    'put Microsoft.Storage/storageAccounts/a/blobServices/default/containers/d',
  ]);
});

templates('a grant whose name is not known is the same grant at every reading, one for each turn', () => {
  const list = () =>
    listOf(
      read({
        resources: [
          {
            type: 'Microsoft.Authorization/roleAssignments',
            name: '[newGuid()]',
            copy: { name: 'grants', count: 2 },
            properties: { principalId: 'p', roleDefinitionId: 'r' },
          },
        ],
      }),
    );

  const expected = [
    'put Microsoft.Authorization/roleAssignments/grants-0-resources-0-',
    'put Microsoft.Authorization/roleAssignments/grants-1-resources-0-',
  ];
  assert.equal([list(), list()], [expected, expected]);
});

templates('a grant of which not even the resource is known is in doubt, rather than one on the whole group', () => {
  const plan = read({
    resources: [
      {
        type: 'Microsoft.Storage/storageAccounts/providers/roleAssignments',
        name: "[concat('a/Microsoft.Authorization/', newGuid())]",
        properties: { principalId: 'p', roleDefinitionId: 'r' },
      },
    ],
  });

  assert.equal(
    listOf(plan).map(line => line.replace(/(not known): .*/, '$1')),
    ['doubt microsoft.authorization/roleassignments at (group): its name is not known'],
  );
});

templates('what a template does outside of Resource Manager is said', () => {
  const plan = read({
    resources: {
      script: { type: 'Microsoft.Resources/deploymentScripts', name: 's' },
      people: { extension: 'graph', type: 'Microsoft.Graph/groups@v1.0', properties: {} },
    },
  });

  assert.equal(noticesOf(plan), [
    'main.json:5:5: script runs a script, whose commands are not looked at',
    'main.json:9:5: this resource belongs to an extension rather than to Azure Resource Manager, and is not looked at',
  ]);
});

templates.run();
