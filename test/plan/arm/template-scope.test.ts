import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Row } from '../../../src/model/estate.ts';
import type { Deployment } from '../../../src/model/plan.ts';
import {
  DEPLOYMENT,
  GROUP,
  listOf,
  operationsOf,
  planOf,
  problemsOf,
  read,
  SUBSCRIPTION,
  template,
} from './template-reading.ts';

const scopes = suite('where ARM templates go');

const vault: Row = { type: 'Microsoft.KeyVault/vaults', name: 'kv' };
const grant: Row = {
  type: 'Microsoft.Authorization/roleAssignments',
  name: 'g',
  properties: { principalId: 'p', roleDefinitionId: 'r' },
};
const GRANT = 'providers/Microsoft.Authorization/roleAssignments/g';
const nested = (
  more: Row,
  resources: Row,
  options: Row = { expressionEvaluationOptions: { scope: 'inner' } },
): Row => ({
  type: 'Microsoft.Resources/deployments',
  name: 'inner',
  ...more,
  properties: { ...options, template: template({ resources }) },
});

const IDS: readonly (readonly [what: string, schema: string, resource: Row, id: string])[] = [
  ['a resource of a group', 'deploymentTemplate', vault, `${GROUP}/providers/Microsoft.KeyVault/vaults/kv`],
  ['a grant on a group', 'deploymentTemplate', grant, `${GROUP}/${GRANT}`],
  ['a grant on a subscription', 'subscriptionDeploymentTemplate', grant, `${SUBSCRIPTION}/${GRANT}`],
  [
    'a grant on a management group',
    'managementGroupDeploymentTemplate',
    grant,
    `/providers/Microsoft.Management/managementGroups/mg/${GRANT}`,
  ],
  ['a grant on the tenant', 'tenantDeploymentTemplate', grant, `/${GRANT}`],
  [
    'a resource group',
    'subscriptionDeploymentTemplate',
    { type: 'Microsoft.Resources/resourceGroups', name: 'rg-new' },
    `${SUBSCRIPTION}/resourceGroups/rg-new`,
  ],
  [
    'a grant with a scope by id',
    'deploymentTemplate',
    { ...grant, scope: "[resourceId('Microsoft.KeyVault/vaults', 'kv')]" },
    `${GROUP}/providers/Microsoft.KeyVault/vaults/kv/${GRANT}`,
  ],
  [
    'a grant with a scope by type and name',
    'deploymentTemplate',
    { ...grant, scope: "[format('Microsoft.KeyVault/vaults/{0}', 'kv')]" },
    `${GROUP}/providers/Microsoft.KeyVault/vaults/kv/${GRANT}`,
  ],
  ['a grant with the tenant as its scope', 'deploymentTemplate', { ...grant, scope: '/' }, `/${GRANT}`],
  [
    'a grant written the older way',
    'deploymentTemplate',
    { ...grant, type: 'Microsoft.KeyVault/vaults/providers/roleAssignments', name: 'kv/Microsoft.Authorization/g' },
    `${GROUP}/providers/Microsoft.KeyVault/vaults/kv/${GRANT}`,
  ],
  [
    'a module for another group',
    'deploymentTemplate',
    nested({ resourceGroup: 'rg-b' }, { vault }),
    `${SUBSCRIPTION}/resourceGroups/rg-b/providers/Microsoft.KeyVault/vaults/kv`,
  ],
  [
    'a module for another subscription',
    'deploymentTemplate',
    nested({ subscriptionId: 'aaaa', resourceGroup: 'rg-b' }, { vault }),
    '/subscriptions/aaaa/resourceGroups/rg-b/providers/Microsoft.KeyVault/vaults/kv',
  ],
  [
    'a module for the subscription',
    'deploymentTemplate',
    nested({ subscriptionId: '[subscription().subscriptionId]', location: 'eastus' }, { grant }),
    `${SUBSCRIPTION}/${GRANT}`,
  ],
  [
    'a module of a subscription for a group',
    'subscriptionDeploymentTemplate',
    nested({ resourceGroup: 'rg-b' }, { vault }),
    `${SUBSCRIPTION}/resourceGroups/rg-b/providers/Microsoft.KeyVault/vaults/kv`,
  ],
  [
    'a module of a management group for a subscription',
    'managementGroupDeploymentTemplate',
    nested({ subscriptionId: 'aaaa' }, { grant }),
    `/subscriptions/aaaa/${GRANT}`,
  ],
  [
    'a module for a management group',
    'tenantDeploymentTemplate',
    nested({ scope: 'Microsoft.Management/managementGroups/mg2' }, { grant }),
    `/providers/Microsoft.Management/managementGroups/mg2/${GRANT}`,
  ],
  ['a module for the tenant', 'managementGroupDeploymentTemplate', nested({ scope: '/' }, { grant }), `/${GRANT}`],
];

for (const [what, schema, resource, id] of IDS) {
  scopes(`${what} is there, and nowhere else`, () => {
    const plan = read(
      { resources: { it: resource } },
      { schema, deployment: { ...DEPLOYMENT, managementGroup: 'mg' } },
    );

    assert.equal(
      operationsOf(plan).map(operation => operation.id),
      [id],
    );
  });
}

const MISSING: readonly (readonly [schema: string, deployment: Deployment, says: string])[] = [
  ['deploymentTemplate', {}, 'a resource group: pass --subscription and --resource-group'],
  ['deploymentTemplate', { subscriptionId: 's' }, 'a resource group: pass --subscription and --resource-group'],
  ['subscriptionDeploymentTemplate', { resourceGroup: 'g' }, 'a subscription: pass --subscription'],
  ['managementGroupDeploymentTemplate', DEPLOYMENT, 'a management group: pass --management-group'],
];

for (const [schema, deployment, says] of MISSING) {
  scopes(`without ${says} a ${schema} cannot be read`, () => {
    const plan = read({ resources: [vault] }, { schema, deployment });

    assert.equal(problemsOf(plan), [`main.json:2:3: the template is deployed to ${says}`]);
  });
}

const SURROUNDINGS = (scope: string) =>
  nested(
    { resourceGroup: 'rg-b' },
    { probe: { type: 'Midrift.Test/probes', name: '[resourceGroup().name]', properties: {} } },
    { expressionEvaluationOptions: { scope } },
  );

for (const [scope, name] of [
  ['inner', 'rg-b'],
  ['outer', 'rg-edge'],
] as const) {
  scopes(`expressions of a nested template with ${scope} scope see ${name}`, () => {
    const plan = read({ resources: [SURROUNDINGS(scope)] });

    assert.equal(
      operationsOf(plan).map(({ id }) => id),
      [`${SUBSCRIPTION}/resourceGroups/rg-b/providers/Midrift.Test/probes/${name}`],
    );
  });
}

scopes('a nested template without a scope of its own sees the variables and loops around it', () => {
  const plan = read({
    variables: { stem: 'kv-' },
    resources: [
      {
        ...nested({}, { vault: { ...vault, name: "[concat(variables('stem'), copyIndex())]" } }, {}),
        name: "[concat('inner', copyIndex())]",
        copy: { name: 'loop', count: 2 },
      },
    ],
  });

  assert.equal(
    operationsOf(plan).map(({ address, id }) => [address, id.split('/').at(-1)]),
    [
      ['inner0 > vault', 'kv-0'],
      ['inner1 > vault', 'kv-1'],
    ],
  );
});

scopes('what goes to a group that is not known is in doubt within what is known of it', () => {
  const plan = read({ resources: [nested({ resourceGroup: '[utcNow()]' }, { vault, grant })] });

  assert.equal(
    operationsOf(plan).map(({ does, type, id, atMost }) => [does, type, id, atMost]),
    [
      ['doubt', 'microsoft.keyvault/vaults', SUBSCRIPTION, 'write'],
      ['doubt', 'microsoft.authorization/roleassignments', SUBSCRIPTION, 'write'],
    ],
  );
});

scopes('a template that is only linked may do anything where it goes', () => {
  const plan = read({
    resources: [
      {
        type: 'Microsoft.Resources/deployments',
        name: 'linked',
        properties: { templateLink: { uri: 'https://example.com/t.json?sig=hunter2' } },
      },
    ],
  });

  assert.equal(listOf(plan), [
    'doubt * at (group): the template of the nested deployment is a link, which is not read',
  ]);
});

scopes('a module that may not be deployed leaves what it makes in doubt, one that is not deployed does nothing', () => {
  const plan = read({
    resources: {
      maybe: nested({ condition: '[empty(utcNow())]' }, { vault }),
      not: nested({ condition: false }, { grant }),
    },
  });

  assert.equal(
    operationsOf(plan).map(({ does, id, address }) => [does, address, id]),
    [['doubt', 'maybe > vault', `${GROUP}/providers/Microsoft.KeyVault/vaults/kv`]],
  );
});

const cluster = (version: string): Row => ({
  type: 'Microsoft.NetworkCloud/clusters',
  name: 'c',
  properties: { clusterVersion: version },
});

const TWICE: readonly (readonly [
  what: string,
  dependsOn: readonly [Row, Row],
  steps: readonly (readonly string[])[],
])[] = [
  ['one after the other are two steps', [{}, { dependsOn: ['first'] }], [['put 1'], ['put 2']]],
  ['in the other order are two steps too', [{ dependsOn: ['second'] }, {}], [['put 2'], ['put 1']]],
  ['in no order leave in doubt which one counts', [{}, {}], [['put 1'], ['doubt undefined']]],
];

for (const [what, [first, second], steps] of TWICE) {
  scopes(`modules that write a resource ${what}`, () => {
    const plan = planOf(
      read({
        resources: {
          first: nested(first, { c: cluster('1') }),
          second: nested({ ...second, name: 'again' }, { c: cluster('2') }),
        },
      }),
    );

    assert.equal(
      plan.steps.map(step =>
        step.operations.map(({ does, body }) => `${does} ${(body.properties as Row | undefined)?.clusterVersion}`),
      ),
      steps,
    );
  });
}

scopes.run();
