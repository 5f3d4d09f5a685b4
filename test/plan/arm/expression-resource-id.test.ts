import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { CLOUDS } from '../../../src/model/cloud.ts';
import type { Json } from '../../../src/model/estate.ts';
import { unknownValue, whyUnknown } from '../../../src/model/json.ts';
import { principalOf } from '../../../src/model/plan.ts';
import { environmentFunction } from '../../../src/plan/arm/expression/environment.ts';
import { evaluate } from '../../../src/plan/arm/expression/evaluate.ts';
import { type DeploymentScope, resourceIdFunctions } from '../../../src/plan/arm/expression/resource-id.ts';

const ids = suite('ids that ARM templates make');

const SUB = '11111111-2222-4333-8444-555555555555';
const OTHER = '99999999-8888-4777-8666-555555555555';

const AT: { readonly [K in DeploymentScope['is']]: DeploymentScope } = {
  resourceGroup: { is: 'resourceGroup', subscriptionId: SUB, resourceGroup: 'rg-edge' },
  subscription: { is: 'subscription', subscriptionId: SUB },
  managementGroup: { is: 'managementGroup', managementGroup: 'mg-edge' },
  tenant: { is: 'tenant' },
};

function value(at: DeploymentScope, expression: string): Json {
  const functions = {
    ...resourceIdFunctions(at),
    x: () => unknownValue('nobody knows x'),
    principal: () => principalOf('/id'),
  };
  return evaluate(`[${expression}]`, { functions });
}

const RG = `/subscriptions/${SUB}/resourceGroups/rg-edge`;
const ACCOUNT = "'Microsoft.Storage/storageAccounts', 'st'";

/** Formats: "Resource functions for ARM templates", by function. */
const KNOWN: readonly (readonly [at: DeploymentScope['is'], expression: string, id: string])[] = [
  ['resourceGroup', `resourceId(${ACCOUNT})`, `${RG}/providers/Microsoft.Storage/storageAccounts/st`],
  [
    'resourceGroup',
    "resourceId('Microsoft.ServiceBus/namespaces/queues/authorizationRules', 'n', 'q', 'a')",
    `${RG}/providers/Microsoft.ServiceBus/namespaces/n/queues/q/authorizationRules/a`,
  ],
  [
    'resourceGroup',
    `resourceId('otherGroup', ${ACCOUNT})`,
    `/subscriptions/${SUB}/resourceGroups/otherGroup/providers/Microsoft.Storage/storageAccounts/st`,
  ],
  [
    'resourceGroup',
    `ResourceID('${OTHER}', 'otherGroup', ${ACCOUNT})`,
    `/subscriptions/${OTHER}/resourceGroups/otherGroup/providers/Microsoft.Storage/storageAccounts/st`,
  ],
  ['subscription', `resourceId(${ACCOUNT})`, `/subscriptions/${SUB}/providers/Microsoft.Storage/storageAccounts/st`],
  [
    'subscription',
    `resourceId('${OTHER}', ${ACCOUNT})`,
    `/subscriptions/${OTHER}/providers/Microsoft.Storage/storageAccounts/st`,
  ],
  ['managementGroup', `resourceId(${ACCOUNT})`, '/providers/Microsoft.Storage/storageAccounts/st'],
  ['tenant', `resourceId(${ACCOUNT})`, '/providers/Microsoft.Storage/storageAccounts/st'],
  [
    'resourceGroup',
    "subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'g')",
    `/subscriptions/${SUB}/providers/Microsoft.Authorization/roleDefinitions/g`,
  ],
  [
    'tenant',
    `subscriptionResourceId('${OTHER}', 'Microsoft.Authorization/roleDefinitions', 'g')`,
    `/subscriptions/${OTHER}/providers/Microsoft.Authorization/roleDefinitions/g`,
  ],
  [
    'managementGroup',
    "managementGroupResourceId('Microsoft.Authorization/policyDefinitions', 'p')",
    '/providers/Microsoft.Management/managementGroups/mg-edge/providers/Microsoft.Authorization/policyDefinitions/p',
  ],
  [
    'resourceGroup',
    "tenantResourceId('Microsoft.Authorization/roleDefinitions', 'g')",
    '/providers/Microsoft.Authorization/roleDefinitions/g',
  ],
  [
    'subscription',
    `extensionResourceId(resourceId('rg', ${ACCOUNT}), 'Microsoft.Authorization/roleAssignments', 'a')`,
    `/subscriptions/${SUB}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st/providers/Microsoft.Authorization/roleAssignments/a`,
  ],
  [
    'tenant',
    "extensionResourceId('/', 'Microsoft.Authorization/roleAssignments', 'a')",
    '/providers/Microsoft.Authorization/roleAssignments/a',
  ],
];

for (const [at, expression, id] of KNOWN) {
  ids(`in a deployment to ${at}, ${expression} is ${id}`, () => {
    assert.is(value(AT[at], expression), id);
  });
}

const REFUSED = ': Azure would refuse this deployment';

const UNKNOWN: readonly (readonly [at: DeploymentScope, expression: string, because: string])[] = [
  [AT.resourceGroup, "resourceId('Microsoft.Storage/storageAccounts', x())", 'nobody knows x'],
  [AT.resourceGroup, `resourceId(x(), 'g', ${ACCOUNT})`, 'nobody knows x'],
  [AT.resourceGroup, `resourceId(x(), ${ACCOUNT})`, 'nobody knows x'],
  [AT.resourceGroup, 'resourceId(x())', 'nobody knows x'],
  [AT.resourceGroup, "resourceId('A/b', principal())", 'the principal of /id is known only after deployment'],
  [
    { ...AT.resourceGroup, resourceGroup: unknownValue('pass --resource-group') } as DeploymentScope,
    `resourceId(${ACCOUNT})`,
    'pass --resource-group',
  ],
  [AT.resourceGroup, "resourceId('A/b/c', 'one')", `the id of A/b/c takes 2 names, not 1${REFUSED}`],
  [AT.resourceGroup, "resourceId('A/b', '')", `an id was to be made of something other than texts${REFUSED}`],
  [AT.resourceGroup, 'resourceId()', `an id was to be made of something other than texts${REFUSED}`],
  [
    AT.tenant,
    `resourceId('g', ${ACCOUNT})`,
    `the function resourceId was given too many arguments before the type${REFUSED}`,
  ],
  [AT.tenant, `subscriptionResourceId(${ACCOUNT})`, 'a deployment to the tenant does not say its subscription'],
  [
    AT.resourceGroup,
    `resourceId('${OTHER}', ${ACCOUNT})`,
    'resourceId() with a subscription and no resource group is not worked out',
  ],
  [
    AT.resourceGroup,
    `managementGroupResourceId(${ACCOUNT})`,
    'a deployment to a resource group does not say its management group',
  ],
];

for (const [at, expression, because] of UNKNOWN) {
  ids(`in a deployment to ${at.is}, ${expression} is unknown: ${because}`, () => {
    assert.is(whyUnknown(value(at, expression)), because);
  });
}

const ENVIRONMENT: readonly (readonly [path: string, values: readonly string[]])[] = [
  ['name', ['AzureCloud', 'AzureUSGovernment', 'AzureChinaCloud']],
  ['suffixes.storage', ['core.windows.net', 'core.usgovcloudapi.net', 'core.chinacloudapi.cn']],
  ['suffixes.keyvaultDns', ['.vault.azure.net', '.vault.usgovcloudapi.net', '.vault.azure.cn']],
  [
    'resourceManager',
    ['https://management.azure.com/', 'https://management.usgovcloudapi.net/', 'https://management.chinacloudapi.cn/'],
  ],
];

for (const [path, values] of ENVIRONMENT) {
  ids(`environment().${path} is what the cloud says`, () => {
    const found = CLOUDS.map(cloud =>
      evaluate(`[environment().${path}]`, { functions: { environment: environmentFunction(cloud) } }),
    );

    assert.equal(found, values);
  });
}

ids('what else environment() holds is unknown', () => {
  const functions = { environment: environmentFunction(CLOUDS[0]!) };

  assert.is(
    whyUnknown(evaluate('[environment().suffixes.acrLoginServer]', { functions })),
    'environment() says it only when it is deployed',
  );
});

ids.run();
