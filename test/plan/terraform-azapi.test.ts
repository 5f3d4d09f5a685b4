import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Json, Row } from '../../src/model/estate.ts';
import { unknownValue } from '../../src/model/json.ts';
import { principalOf } from '../../src/model/plan.ts';
import { ACCOUNT, CLUSTER, GROUP, operations, planOf, refers, UAMI, type Written } from './terraform-plan.ts';

const azapi = suite('resources that the azapi provider makes');

const type = 'Microsoft.NetworkCloud/clusters@2025-02-01';
const cluster = (more: Row): Row => ({ type, name: 'cluster-edge', parent_id: GROUP, ...more });
const placed = { resource_group_name: 'rg-edge' };
const edge: Written = {
  address: 'azurerm_user_assigned_identity.edge',
  after: { ...placed, name: 'uami-edge' },
  unknown: { id: true },
};
const core: Written = {
  address: 'azurerm_user_assigned_identity.core',
  after: { ...placed, name: 'uami-core' },
  unknown: { id: true },
};
const account: Written = {
  address: 'azurerm_storage_account.output',
  after: { ...placed, name: 'stedgeoutput' },
  unknown: { id: true, primary_blob_endpoint: true },
};
const container = (name: string): Written => ({
  address: `azurerm_storage_container.${name}`,
  after: { name },
  unknown: { storage_account_id: true },
  expressions: { storage_account_id: refers('azurerm_storage_account.output.id') },
});

/** The container's URL as the cluster has it that refers to these. */
function urlFor(references: Row, others: readonly Written[]): Json | undefined {
  const settings = { associatedIdentity: { identityType: 'SystemAssignedIdentity' } };
  const plan = planOf([
    ...others,
    {
      address: 'azapi_resource.cluster',
      after: cluster({ body: { properties: { commandOutputSettings: settings } } }),
      unknown: { body: { properties: { commandOutputSettings: { containerUrl: true } } } },
      expressions: { body: references },
    },
  ]);
  const { body } = operations(plan).find(({ id }) => id === CLUSTER)!;
  return ((body.properties as Row).commandOutputSettings as Row).containerUrl;
}

const endpoint = 'azurerm_storage_account.output.primary_blob_endpoint';
const both = refers(endpoint, 'azurerm_storage_container.run.name');
const unknownUrl = (references: string) =>
  unknownValue(`containerUrl is known only after apply (it refers to ${references})`);

for (const [what, references, others, expected] of [
  [
    "the account's endpoint and the container's name",
    refers(endpoint, 'azurerm_storage_container.run.name'),
    [account, container('run')],
    'https://stedgeoutput.blob.core.windows.net/run',
  ],
  [
    "the container's own URL",
    refers('azurerm_storage_container.run.url'),
    [account, container('run')],
    'https://stedgeoutput.blob.core.windows.net/run',
  ],
  [
    'one of two containers',
    refers(endpoint, 'azurerm_storage_container.run.name', 'azurerm_storage_container.extra.name'),
    [account, container('run'), container('extra')],
    unknownUrl(
      'azurerm_storage_account.output.primary_blob_endpoint, azurerm_storage_container.extra.name and azurerm_storage_container.run.name',
    ),
  ],
  [
    'a name that is written out beside the endpoint',
    refers(endpoint),
    [account],
    unknownUrl('azurerm_storage_account.output.primary_blob_endpoint'),
  ],
  [
    'an account in a DNS zone',
    refers(endpoint, 'azurerm_storage_container.run.name'),
    [{ ...account, after: { ...(account.after as Row), dns_endpoint_type: 'AzureDnsZone' } }, container('run')],
    unknownUrl('azurerm_storage_account.output.primary_blob_endpoint and azurerm_storage_container.run.name'),
  ],
  [
    'both, and something among local values that may take its place',
    { references: [...(both.references as string[]), 'local.container'] },
    [account, container('run')],
    unknownUrl(`${endpoint} and azurerm_storage_container.run.name`),
  ],
  [
    'one account, and a container of another',
    both,
    [
      account,
      {
        ...container('run'),
        after: { name: 'run', storage_account_id: `${GROUP}/providers/Microsoft.Storage/storageAccounts/stother` },
        unknown: {},
      },
    ],
    unknownUrl(`${endpoint} and azurerm_storage_container.run.name`),
  ],
  [
    'a container, beside the parts of another',
    refers('azurerm_storage_container.run.url', 'azurerm_storage_container.extra.name'),
    [account, container('run'), container('extra')],
    unknownUrl('azurerm_storage_container.extra.name and azurerm_storage_container.run.url'),
  ],
  [
    'something among local values',
    { references: [endpoint, 'azurerm_storage_account.output', 'local.container'] },
    [account, container('run')],
    unknownUrl('azurerm_storage_account.output.primary_blob_endpoint'),
  ],
] as const) {
  azapi(`a container's URL of ${what}`, () => {
    assert.equal(urlFor(references, others), expected);
  });
}

azapi('an identity that one of two may be stays unknown, and both are named', () => {
  const archive = (more: Row): Row => ({ properties: { secretArchiveSettings: { associatedIdentity: more } } });
  const plan = planOf([
    edge,
    core,
    {
      address: 'azapi_resource.cluster',
      after: cluster({ body: archive({ identityType: 'UserAssignedIdentity' }) }),
      unknown: { body: archive({ userAssignedIdentityResourceId: true }) },
      expressions: {
        body: refers(
          'azurerm_user_assigned_identity.edge.id',
          'azurerm_user_assigned_identity.core.id',
          'azurerm_resource_group.edge.id',
        ),
      },
    },
  ]);

  const { body } = operations(plan).find(({ id }) => id === CLUSTER)!;
  assert.equal(body, {
    properties: {
      secretArchiveSettings: {
        associatedIdentity: {
          identityType: 'UserAssignedIdentity',
          userAssignedIdentityResourceId: unknownValue(
            'userAssignedIdentityResourceId is known only after apply (it refers to azurerm_user_assigned_identity.core.id and azurerm_user_assigned_identity.edge.id)',
          ),
        },
      },
    },
  });
});

const settings = { properties: { analyticsOutputSettings: { analyticsWorkspaceId: '/w' }, clusterType: 'SingleRack' } };

for (const [what, resource, does, expected] of [
  [
    'the text of JSON that azapi 1.x takes',
    { after: cluster({ body: JSON.stringify(settings) }) },
    'put',
    { properties: { analyticsOutputSettings: { analyticsWorkspaceId: '/w' } } },
  ],
  [
    'a text that is not known, as it refers to something new',
    {
      after: cluster({}),
      unknown: { body: true },
      expressions: { body: refers('azurerm_user_assigned_identity.edge.id') },
    },
    'put',
    {
      properties: unknownValue('body is known only after apply (it refers to azurerm_user_assigned_identity.edge.id)'),
    },
  ],
  [
    'an update, which sends everything again',
    { actions: ['update'], before: { id: CLUSTER }, after: cluster({ id: CLUSTER, body: settings }) },
    'put',
    { properties: { analyticsOutputSettings: { analyticsWorkspaceId: '/w' } } },
  ],
  [
    'an update that drops the identity',
    {
      actions: ['update'],
      before: { id: CLUSTER, identity: [{ type: 'UserAssigned', identity_ids: [UAMI] }] },
      after: cluster({ id: CLUSTER, body: settings, identity: [] }),
    },
    'put',
    {
      identity: { type: 'None' },
      properties: { analyticsOutputSettings: { analyticsWorkspaceId: '/w' } },
    },
  ],
  [
    'an identity of which not even the block is known',
    { after: cluster({ body: {} }), unknown: { identity: true }, expressions: {} },
    'put',
    { identity: unknownValue('identity is known only after apply'), properties: {} },
  ],
  [
    'an identity within the body',
    { after: cluster({ body: { identity: { type: 'SystemAssigned' } } }) },
    'put',
    { identity: { type: 'SystemAssigned' }, properties: {} },
  ],
  [
    'secrets that are sent beside the body',
    { after: cluster({ body: settings }), expressions: { sensitive_body: { references: ['var.password'] } } },
    'put',
    {
      properties: {
        analyticsOutputSettings: { analyticsWorkspaceId: '/w' },
        commandOutputSettings: unknownValue('commandOutputSettings may stand in sensitive_body, which no plan holds'),
        secretArchiveSettings: unknownValue('secretArchiveSettings may stand in sensitive_body, which no plan holds'),
      },
    },
  ],
] as const) {
  azapi(`a cluster: ${what}`, () => {
    const found = operations(planOf([{ address: 'azapi_resource.cluster', ...(resource as Partial<Written>) }]));

    assert.equal(
      found.map(one => [one.does, one.id, one.apiVersion, one.body]),
      [[does, CLUSTER, '2025-02-01', expected]],
    );
  });
}

const ROLE = '/providers/Microsoft.Authorization/roleDefinitions/ba92f5b4-2d11-453d-a403-e96b0029c9fe';

azapi('the output of an identity is its principal, and a child stands below its parent', () => {
  const plan = planOf([
    {
      address: 'azapi_resource.identity',
      after: {
        type: 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31',
        name: 'uami-edge',
        parent_id: GROUP,
      },
      unknown: { id: true, output: true },
    },
    {
      address: 'azapi_resource.grant',
      after: {
        type: 'Microsoft.Authorization/roleAssignments@2022-04-01',
        parent_id: ACCOUNT,
        body: { properties: { roleDefinitionId: ROLE } },
      },
      unknown: { name: true, body: { properties: { principalId: true } } },
      expressions: {
        body: refers('azapi_resource.identity.output.properties.principalId'),
        name: refers('random_uuid.a.id'),
      },
    },
    {
      address: 'azapi_resource.container',
      after: {
        type: 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01',
        name: 'run',
        parent_id: `${ACCOUNT}/blobServices/default`,
      },
    },
  ]);

  assert.equal(
    operations(plan).map(({ id, body }) => [id, body]),
    [
      [`${ACCOUNT}/blobServices/default/containers/run`, { properties: {} }],
      [
        `${ACCOUNT}/providers/Microsoft.Authorization/roleAssignments/azapi_resource.grant`,
        { properties: { principalId: principalOf(UAMI), roleDefinitionId: ROLE } },
      ],
      [UAMI, { properties: {} }],
    ],
  );
});

const update = (actions: readonly string[]): Written => ({
  address: 'azapi_update_resource.archive',
  actions,
  before: actions.includes('delete') ? { type, resource_id: CLUSTER } : null,
  after: actions.includes('delete')
    ? null
    : { type, resource_id: CLUSTER, body: { properties: { secretArchiveSettings: { vaultUri: 'https://v/' } } } },
});

azapi('azapi_update_resource merges into the resource, and removing it leaves that as it is', () => {
  const found = [update(['create']), update(['delete'])].map(one =>
    operations(planOf([one])).map(({ does, id, body }) => [does, id, body]),
  );

  assert.equal(found, [
    [['patch', CLUSTER, { properties: { secretArchiveSettings: { vaultUri: 'https://v/' } } }]],
    [],
  ]);
});

azapi('what a plan makes and what it then changes of it are one write', () => {
  const found = operations(
    planOf([update(['create']), { address: 'azapi_resource.cluster', after: cluster({ body: settings }) }]),
  );

  assert.equal(
    found.map(({ does, id, body }) => [does, id, body]),
    [
      [
        'put',
        CLUSTER,
        {
          properties: {
            analyticsOutputSettings: { analyticsWorkspaceId: '/w' },
            secretArchiveSettings: { vaultUri: 'https://v/' },
          },
        },
      ],
    ],
  );
});

for (const [what, action, expected] of [
  ['a POST does nothing to settings', { action: 'deploy', method: 'POST' }, []],
  ['a PATCH merges', { method: 'PATCH' }, ['patch']],
  ['a PUT replaces', { method: 'PUT' }, ['put']],
  ['a DELETE removes', { method: 'DELETE' }, ['delete']],
  ['a PUT below the resource is a doubt', { method: 'PUT', action: 'x/y' }, ['doubt']],
  ['what runs on destroy does nothing before', { method: 'DELETE', when: 'destroy' }, []],
] as const) {
  azapi(`azapi_resource_action: ${what}`, () => {
    const after = { type, resource_id: CLUSTER, body: settings, ...action };
    const found = operations(planOf([{ address: 'azapi_resource_action.run', after }]));

    assert.equal(
      found.map(({ does, id }) => `${does} ${id}`),
      expected.map(does => `${does} ${CLUSTER}`),
    );
  });
}

azapi('a deployment of another template is a doubt about its group', () => {
  const after = { type: 'Microsoft.Resources/deployments@2024-03-01', name: 'd', parent_id: GROUP, body: {} };
  const found = operations(planOf([{ address: 'azapi_resource.deployment', after }]));

  assert.equal(
    found.map(one => [one.does, one.id, one.type, one.because]),
    [['doubt', GROUP, '*', 'azapi_resource.deployment deploys a template of its own, which is not part of the plan']],
  );
});

azapi.run();
