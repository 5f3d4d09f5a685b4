import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Json, Row } from '../../src/model/estate.ts';
import { principalOf, roleNamed } from '../../src/model/plan.ts';
import {
  ACCOUNT,
  CLUSTER,
  GROUP,
  operations,
  planOf,
  read,
  readPlanText,
  refers,
  UAMI,
  VAULT,
} from './terraform-plan.ts';

const terraform = suite('Terraform plans');

const CONTAINER = `${ACCOUNT}/blobServices/default/containers/run-output`;
const WORKSPACE = `${GROUP}/providers/Microsoft.OperationalInsights/workspaces/law-edge`;
const associatedIdentity = { identityType: 'UserAssignedIdentity', userAssignedIdentityResourceId: UAMI };

const firewall = {
  defaultAction: 'Deny',
  bypass: 'AzureServices',
  ipRules: [{ value: '203.0.113.0/24', action: 'Allow' }],
};

/** What the new site is made of, whatever the configuration looks like: by type, scope and role. */
const SITE: { readonly [what: string]: Json } = {
  [CLUSTER]: {
    identity: { type: 'UserAssigned', userAssignedIdentities: { [UAMI]: {} } },
    properties: {
      analyticsOutputSettings: { associatedIdentity, analyticsWorkspaceId: WORKSPACE },
      commandOutputSettings: {
        associatedIdentity,
        containerUrl: 'https://stedgeoutput.blob.core.windows.net/run-output',
      },
      secretArchiveSettings: { associatedIdentity, vaultUri: 'https://kv-edge.vault.azure.net/' },
    },
  },
  [GROUP]: {},
  [UAMI]: { properties: {} },
  [ACCOUNT]: { properties: { networkAcls: firewall, allowSharedKeyAccess: false, publicNetworkAccess: 'Enabled' } },
  [CONTAINER]: { properties: {} },
  [VAULT]: { properties: { enableRbacAuthorization: true, networkAcls: firewall, publicNetworkAccess: 'Enabled' } },
  [WORKSPACE]: { properties: {} },
  [`roles on ${ACCOUNT}`]: grant('Storage Blob Data Contributor'),
  [`roles on ${WORKSPACE}`]: grant('Log Analytics Contributor'),
  [`roles on ${VAULT}`]: grant('Operator Nexus Key Vault Writer Service Role (Preview)'),
  [`roles on ${UAMI}`]: {
    properties: {
      principalId: '99999999-8888-4777-8666-555555555555',
      roleDefinitionId: roleNamed('Managed Identity Operator'),
      principalType: 'ServicePrincipal',
    },
  },
};

function grant(role: string): Json {
  return { properties: { principalId: principalOf(UAMI), roleDefinitionId: roleNamed(role) } };
}

for (const name of ['greenfield', 'greenfield-modules']) {
  terraform(`${name}: a new site is read whole, with its references resolved`, () => {
    const plan = fixture(name);

    const made = operations(plan).map(({ does, id, body }) => [
      id.replace(/^(.*)\/providers\/Microsoft\.Authorization\/roleAssignments\/.*$/, 'roles on $1'),
      does === 'put' ? body : does,
    ]);

    assert.equal(Object.fromEntries(made), SITE);
  });
}

terraform('the fixtures differ in nothing but where things stand', () => {
  const [flat, nested] = ['greenfield', 'greenfield-modules'].map(name => operations(fixture(name)).length);

  assert.equal(flat, nested);
});

terraform('an operation is called as Terraform calls the resource, and stands where the plan has it', () => {
  const file = 'fixtures/plans/terraform/greenfield.json';
  const text = readFileSync(file, 'utf8');
  const found = readPlanText(file, text);
  const [cluster] = 'steps' in found ? found.steps[0]!.operations : [];
  const line = (path?: readonly string[]) => text.split('\n')[cluster!.locate(path).line - 1]!.trim();

  assert.equal(
    [
      cluster!.address,
      cluster!.apiVersion,
      line(),
      line(['properties', 'commandOutputSettings', 'containerUrl']),
      line(['properties', 'secretArchiveSettings']),
      line(['identity', 'type']),
      line(['properties', 'nonsense']),
    ],
    [
      'azapi_resource.cluster',
      '2025-02-01',
      '"address": "azapi_resource.cluster",',
      '"containerUrl": true',
      '"secretArchiveSettings": {',
      '"type": "UserAssigned"',
      '"address": "azapi_resource.cluster",',
    ],
  );
});

terraform('what Azure has already and the plan leaves as it is causes no operation, but is referred to', () => {
  const plan = planOf([
    {
      address: 'azurerm_user_assigned_identity.edge',
      actions: ['no-op'],
      before: { id: UAMI, name: 'uami-edge', principal_id: '33333333-0000-4000-8000-000000000001' },
      after: { id: UAMI, name: 'uami-edge', principal_id: '33333333-0000-4000-8000-000000000001' },
    },
    {
      address: 'azurerm_role_assignment.logs',
      after: { principal_id: '33333333-0000-4000-8000-000000000001', role_definition_name: 'Reader', name: 'n' },
      unknown: { scope: true },
      expressions: { scope: refers('azurerm_log_analytics_workspace.edge.id') },
    },
    {
      address: 'azurerm_log_analytics_workspace.edge',
      actions: ['delete', 'create'],
      before: { id: WORKSPACE, name: 'law-edge', resource_group_name: 'rg-edge' },
      after: { name: 'law-edge', resource_group_name: 'rg-edge' },
      unknown: { id: true },
    },
  ]);

  assert.equal(
    operations(plan).map(({ does, id }) => `${does} ${id}`),
    [`delete ${WORKSPACE}`, `put ${WORKSPACE}`, `put ${WORKSPACE}/providers/Microsoft.Authorization/roleAssignments/n`],
  );
});

const identity = { id: UAMI, name: 'uami-edge', resource_group_name: 'rg-edge' };

for (const [actions, does] of [
  [['no-op'], []],
  [['read'], []],
  [['create'], ['put']],
  [['update'], ['patch']],
  [['delete'], ['delete']],
  [
    ['delete', 'create'],
    ['delete', 'put'],
  ],
  [
    ['create', 'delete'],
    ['delete', 'put'],
  ],
  [['forget'], []],
  [['create', 'forget'], ['put']],
  [['tickle'], ['doubt']],
] as const) {
  terraform(`the action ${actions.join(' and ')} does ${does.length === 0 ? 'nothing' : does.join(' and ')}`, () => {
    const plan = planOf([
      {
        address: 'azurerm_user_assigned_identity.edge',
        actions,
        before: actions[0] === 'create' ? null : identity,
        after: actions.at(-1) === 'delete' && actions.length === 1 ? null : identity,
        change: (actions as readonly string[]).includes('delete') ? { before: identity } : {},
      },
    ]);

    assert.equal(
      operations(plan).map(({ does: did }) => did),
      [...does],
    );
  });
}

terraform('no secret of a plan comes into what is read of it', () => {
  const secret = 'S3CR3T';
  const plan = planOf([
    {
      address: 'azapi_resource.cluster',
      after: {
        type: 'Microsoft.NetworkCloud/clusters@2025-02-01',
        name: 'cluster-edge',
        parent_id: GROUP,
        tags: { key: secret },
        body: {
          properties: {
            adminCredentials: { password: secret },
            clusterServicePrincipal: { applicationId: 'app', password: secret },
          },
        },
      },
    },
    {
      address: 'azurerm_storage_account.output',
      actions: ['update'],
      before: { id: ACCOUNT, primary_access_key: secret },
      after: { id: ACCOUNT, primary_access_key: secret, primary_connection_string: secret, tags: { t: secret } },
    },
    {
      address: 'azurerm_linux_virtual_machine.node',
      after: { name: 'vm', resource_group_name: 'rg-edge', admin_password: secret, tags: { Owner: secret, Name: 'n' } },
    },
  ]);

  assert.is(JSON.stringify(read(plan)).includes(secret), false);
});

terraform('a plan that is only a part of the changes says so, as do memberships of groups', () => {
  const plan = planOf([{ address: 'azuread_group_member.nodes', after: { member_object_id: 'someone' } }], {
    complete: false,
  });
  const found = read(plan);

  assert.equal('notices' in found && found.notices.map(({ says }) => says), [
    'Terraform says that this plan is not complete: applying it leaves changes for a further plan',
    'azuread_group_member.nodes puts someone into a group; grants that come through it are not counted',
  ]);
});

const group = { object_id: 'team', members: ['a', 'b'] };

for (const [what, address, actions, before, after, unknown, leavers] of [
  ['a membership that goes', 'azuread_group_member.x', ['delete'], member('a'), null, {}, ['a']],
  ['a membership that comes', 'azuread_group_member.x', ['create'], null, member('a'), {}, []],
  ['a group that loses a member', 'azuread_group.x', ['update'], group, { ...group, members: ['b', 'c'] }, {}, ['a']],
  ['a group whose members are not known', 'azuread_group.x', ['update'], group, {}, { members: true }, ['a', 'b']],
  ['a group that goes', 'azuread_group.x', ['delete'], group, null, {}, ['a', 'b']],
] as const) {
  terraform(`${what} leaves open what those who leave it may do`, () => {
    const found = operations(planOf([{ address, actions, before: before as Json, after: after as Json, unknown }]));

    assert.equal(
      found.map(({ does, id }) => `${does} ${id}`),
      leavers.map(who => `doubt /groups/team/members/${who}`),
    );
  });
}

function member(id: string) {
  return { group_object_id: 'team', member_object_id: id };
}

terraform('a file system is a container of its account', () => {
  const before = { name: 'run-output', storage_account_id: ACCOUNT, id: 'https://a.dfs.core.windows.net/run-output' };
  const plan = planOf([
    { address: 'azurerm_storage_data_lake_gen2_filesystem.x', actions: ['delete'], before, after: null },
  ]);

  assert.equal(
    operations(plan).map(({ does, id }) => `${does} ${id}`),
    [`delete ${ACCOUNT}/blobServices/default/containers/run-output`],
  );
});

terraform('a federated credential is a part of its identity', () => {
  const issued = {
    issuer: 'https://token.actions.githubusercontent.com',
    subject: 'repo:edge/site:ref:refs/heads/main',
  };
  const after = { name: 'deployment', parent_id: UAMI, ...issued, audience: ['api://AzureADTokenExchange'] };

  assert.equal(operations(planOf([{ address: 'azurerm_federated_identity_credential.a', after }])), [
    {
      does: 'put',
      id: `${UAMI}/federatedIdentityCredentials/deployment`,
      type: 'microsoft.managedidentity/userassignedidentities/federatedidentitycredentials',
      body: { properties: { ...issued, audiences: ['api://AzureADTokenExchange'] } },
    },
  ]);
});

/** What a plan that makes a resource with a provisioner comes to. */
function provisioned(type: string, command: Json): readonly [doubts: string[], notices: string[]] {
  const plan = planOf([{ address: 'null_resource.run', after: {} }]) as Row;
  const resource = { address: 'null_resource.run', mode: 'managed', type: 'null_resource', name: 'run' };
  const provisioners = [{ type, expressions: { command } }];
  const found = read({ ...plan, configuration: { root_module: { resources: [{ ...resource, provisioners }] } } });
  if ('problems' in found) throw new Error(JSON.stringify(found.problems));
  return [
    found.steps.flatMap(({ operations }) => operations.map(({ does, id, because }) => `${does} ${id}: ${because}`)),
    found.notices.map(({ says }) => says),
  ];
}

const OPEN_COMMANDS = [
  'az role assignment create --description "what az login list show" --assignee x',
  'az login && az identity delete -n id -g rg',
  'az vm list | xargs az vm delete --ids',
  './deploy.sh',
  'make deploy',
  'frobnicate',
  'echo $(az group delete -n rg)',
  '$CLI group delete -n rg',
  'AZ=az; $AZ group delete -n rg',
  'env az group delete -n rg',
  'azd up',
  'az vm show --ids $(az group delete -n rg -y)',
  'az login `az group delete -n rg -y`',
  'az account management-group subscription add --name x --subscription y',
  'env make deploy',
  'nohup ./deploy.sh',
  'find . -name x -exec ./deploy {} +',
  'bash -c "make deploy"',
  'python3 -c "import deploy"',
];
for (const command of OPEN_COMMANDS) {
  terraform(`it is not known what local-exec does with: ${command}`, () => {
    assert.equal(provisioned('local-exec', { constant_value: command }), [
      ['doubt /: it runs commands of its own (local-exec), which are not read here'],
      [],
    ]);
  });
}

terraform('it is not known what local-exec does with a command that is not known', () => {
  assert.equal(provisioned('local-exec', { references: ['azurerm_storage_account.x.id'] })[0].length, 1);
});

for (const command of [
  'az login',
  'az account set -s x && echo done',
  'az vm list -o json | jq .',
  'sleep 60\n# wait',
]) {
  terraform(`local-exec is seen to change nothing with: ${command}`, () => {
    assert.equal(provisioned('local-exec', { constant_value: command }), [[], []]);
  });
}

terraform('commands that run on a machine are told of', () => {
  assert.equal(provisioned('remote-exec', {}), [
    [],
    ['null_resource.run runs commands on a machine (remote-exec), which are not looked at'],
  ]);
});

function fixture(name: string): Json {
  return JSON.parse(readFileSync(`fixtures/plans/terraform/${name}.json`, 'utf8'));
}

terraform.run();
