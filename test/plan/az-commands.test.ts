import { readFile } from 'node:fs/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Row } from '../../src/model/estate.ts';
import { unknownValue } from '../../src/model/json.ts';
import { type Edit, principalOf, roleNamed } from '../../src/model/plan.ts';
import {
  ACCOUNT,
  CLUSTER,
  type Done,
  done,
  GROUP,
  IDENTITY,
  noticesOf,
  operationsOf,
  planOf,
  problemsOf,
  SUBSCRIPTION,
  VAULT,
  VM,
  WORKSPACE,
} from './az-reading.ts';

const commands = suite('commands of the Azure CLI');

const CREDENTIAL = `${IDENTITY}/federatedIdentityCredentials/f`;
const CONTAINER = `${ACCOUNT}/blobServices/default/containers/out`;
const assignments = (scope: string) => `${scope}/providers/Microsoft.Authorization/roleAssignments`;
const definitions = `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions`;
const GUID = '99999999-8888-4777-8666-555555555555';
const writer = '44f0a1a8-6fea-4b35-980a-8ff50c487c97';
/** One rule of a firewall more or less. */
const rule = (does: 'add' | 'remove', list: string, by: string, item: Row, within?: Row): Edit => ({
  is: 'items',
  does,
  path: ['properties', 'networkAcls', list],
  by,
  items: [item],
  ...(within === undefined ? {} : { within }),
});
const NEW_ACLS = { bypass: 'AzureServices', defaultAction: 'Allow' };
const identities = (does: 'add' | 'remove', system: boolean): readonly Edit[] => [{ is: 'identities', does, system }];

const read: readonly (readonly [script: string, done: readonly Done[]])[] = [
  ['az group create --name rg --location eastus', [['put', GROUP, {}]]],
  ['az group delete -n rg --yes', [['delete', GROUP, {}]]],
  ['az identity create -n u -g rg', [['put', IDENTITY, {}]]],
  [`az identity delete --ids ${IDENTITY}`, [['delete', IDENTITY, {}]]],
  [
    'az identity federated-credential create -n f --identity-name u -g rg --issuer https://i --subject s --audiences a b',
    [['put', CREDENTIAL, { properties: { issuer: 'https://i', subject: 's', audiences: ['a', 'b'] } }]],
  ],
  [
    'az identity federated-credential update -n f --identity-name u -g rg --subject t',
    [['patch', CREDENTIAL, { properties: { subject: 't' } }]],
  ],
  ['az identity federated-credential delete -n f --identity-name u -g rg', [['delete', CREDENTIAL, {}]]],
  [
    'az storage account create -n st -g rg --bypass Logging Metrics AzureServices --default-action Deny --allow-shared-key-access false --public-network-access Enabled',
    [
      [
        'put',
        ACCOUNT,
        {
          properties: {
            networkAcls: { bypass: 'Logging, Metrics, AzureServices', defaultAction: 'Deny' },
            publicNetworkAccess: 'Enabled',
            allowSharedKeyAccess: false,
          },
        },
      ],
    ],
  ],
  [
    'az storage account update -n st -g rg --bypass None',
    [['patch', ACCOUNT, { properties: { networkAcls: { bypass: 'None' } } }]],
  ],
  ['az storage account delete -n st -g rg -y', [['delete', ACCOUNT, {}]]],
  [
    'az storage account network-rule add --account-name st -g rg --ip-address 203.0.113.7',
    [['patch', ACCOUNT, {}, [rule('add', 'ipRules', 'value', { value: '203.0.113.7' })]]],
  ],
  [
    'az storage account network-rule remove --account-name st -g rg --ip-address $ADDRESS',
    [
      [
        'patch',
        ACCOUNT,
        {},
        [rule('remove', 'ipRules', 'value', { value: unknownValue('$ADDRESS is not set in this script') })],
      ],
    ],
  ],
  [
    'az storage account network-rule add --account-name st -g rg --vnet-name v --subnet s',
    [
      [
        'patch',
        ACCOUNT,
        {},
        [
          rule('add', 'virtualNetworkRules', 'id', {
            id: `${GROUP}/providers/Microsoft.Network/virtualNetworks/v/subnets/s`,
          }),
        ],
      ],
    ],
  ],
  [
    'az storage account network-rule add --account-name st -g rg --subnet s',
    [
      [
        'patch',
        ACCOUNT,
        {},
        [
          rule('add', 'virtualNetworkRules', 'id', {
            id: unknownValue('which network the subnet "s" is of is not said'),
          }),
        ],
      ],
    ],
  ],
  [
    `az storage account network-rule add --account-name st -g rg --resource-id ${WORKSPACE} --tenant-id ${GUID}`,
    [
      [
        'patch',
        ACCOUNT,
        {},
        [rule('add', 'resourceAccessRules', 'resourceId', { tenantId: GUID, resourceId: WORKSPACE })],
      ],
    ],
  ],
  ['az storage container-rm create -n out --storage-account st -g rg', [['put', CONTAINER, {}]]],
  [`az storage container-rm delete -n out --storage-account ${ACCOUNT}`, [['delete', CONTAINER, {}]]],
  [
    'az storage account show -n st -g rg\naz storage container create -n out --account-name st --auth-mode login',
    [['doubt', SUBSCRIPTION, 'the resource group of st is not said']],
  ],
  [
    'az storage account update -n st -g rg\nexport AZURE_STORAGE_ACCOUNT=st\naz storage container create -n out',
    [
      ['patch', ACCOUNT, {}],
      ['put', CONTAINER, {}],
    ],
  ],
  [
    'az storage account update -n st --default-action Deny',
    [['doubt', SUBSCRIPTION, 'the resource group of st is not said']],
  ],
  [
    'az keyvault create -n kv -g rg --default-action Deny --network-acls-ips 203.0.113.7 203.0.113.8',
    [
      [
        'put',
        VAULT,
        {
          properties: {
            networkAcls: {
              defaultAction: 'Deny',
              ipRules: [{ value: '203.0.113.7' }, { value: '203.0.113.8' }],
              bypass: 'AzureServices',
            },
            enableRbacAuthorization: true,
          },
        },
      ],
    ],
  ],
  [
    'az keyvault update -n kv -g rg --enable-rbac-authorization false --bypass None --public-network-access Disabled',
    [
      [
        'patch',
        VAULT,
        {
          properties: {
            enableRbacAuthorization: false,
            publicNetworkAccess: 'Disabled',
            networkAcls: { bypass: 'None' },
          },
        },
      ],
    ],
  ],
  ['az keyvault delete -n kv -g rg', [['delete', VAULT, {}]]],
  ['az keyvault create --hsm-name h -g rg', []],
  [
    `az keyvault network-rule add -n kv -g rg --ip-address 203.0.113.7 --subnet ${GROUP}/subnet`,
    [
      [
        'patch',
        VAULT,
        {},
        [
          rule('add', 'ipRules', 'value', { value: '203.0.113.7' }, NEW_ACLS),
          rule('add', 'virtualNetworkRules', 'id', { id: `${GROUP}/subnet` }, NEW_ACLS),
        ],
      ],
    ],
  ],
  [
    'az keyvault network-rule remove -n kv -g rg --ip-address 203.0.113.7/32',
    [['patch', VAULT, {}, [rule('remove', 'ipRules', 'value', { value: '203.0.113.7/32' })]]],
  ],
  [
    'az keyvault recover -n kv -g rg',
    [
      [
        'doubt',
        VAULT,
        '`az keyvault recover` brings a deleted vault back as it was, and how that was is not in the plan',
      ],
    ],
  ],
  ['az monitor log-analytics workspace create -n law -g rg', [['put', WORKSPACE, {}]]],
  ['az monitor log-analytics workspace delete --workspace-name law -g rg --yes --force', [['delete', WORKSPACE, {}]]],
  [
    `az role assignment create --role "Storage Blob Data Contributor" --scope ${ACCOUNT} --assignee-object-id ${GUID} --assignee-principal-type ServicePrincipal`,
    [
      [
        'put',
        `${assignments(ACCOUNT)}/storage-blob-data-contributor--${GUID}`,
        {
          properties: {
            principalId: GUID,
            roleDefinitionId: roleNamed('Storage Blob Data Contributor'),
            principalType: 'ServicePrincipal',
          },
        },
      ],
    ],
  ],
  [
    `az role assignment create --name ${GUID} --role ${writer} --scope ${VAULT} --assignee-object-id ${GUID} --condition "(@Resource[x] StringEquals 'y')"`,
    [
      [
        'put',
        `${assignments(VAULT)}/${GUID}`,
        {
          properties: {
            principalId: GUID,
            roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${writer}`,
            condition: "(@Resource[x] StringEquals 'y')",
            conditionVersion: '2.0',
          },
        },
      ],
    ],
  ],
  [
    `az role assignment create --role Reader --scope ${VAULT} --assignee ann@example.com`,
    [
      [
        'put',
        `${assignments(VAULT)}/reader--ann-example-com`,
        {
          properties: {
            principalId: unknownValue('who "ann@example.com" is, is known in the directory alone'),
            roleDefinitionId: roleNamed('Reader'),
          },
        },
      ],
    ],
  ],
  [
    `az role assignment create --role Reader --scope $SCOPE --assignee-object-id ${GUID}`,
    [['doubt', '/', '$SCOPE is not set in this script']],
  ],
  [`az role assignment delete --ids ${assignments(VAULT)}/${GUID}`, [['delete', `${assignments(VAULT)}/${GUID}`, {}]]],
  [
    `az role assignment delete --assignee ${GUID} --role Reader --scope ${VAULT}`,
    [
      [
        'delete',
        `${assignments(VAULT)}/reader--${GUID}`,
        {},
        { principalId: GUID, roleDefinitionId: roleNamed('Reader') },
      ],
    ],
  ],
  [
    'az role assignment delete -g rg --assignee ann@example.com --include-inherited',
    [
      [
        'delete',
        `${assignments(GROUP)}/ann-example-com`,
        {},
        { principalId: unknownValue('who "ann@example.com" is, is known in the directory alone'), inherited: true },
      ],
    ],
  ],
  [
    `az role assignment delete --role ${writer}`,
    [
      [
        'delete',
        `${assignments(SUBSCRIPTION)}/${writer}`,
        {},
        { roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${writer}` },
      ],
    ],
  ],
  ['az role assignment delete', [['delete', `${assignments(SUBSCRIPTION)}/all`, {}, {}]]],
  [`az role assignment delete --assignee ${GUID} --scope $SCOPE`, [['doubt', '/', '$SCOPE is not set in this script']]],
  [
    `if test -f x; then az role assignment delete --assignee ${GUID} --scope ${VAULT}; fi`,
    [['doubt', VAULT, 'the `if` on line 1 decides whether it runs']],
  ],
  [
    `az role assignment update --role-assignment '{"id": "${assignments(VAULT)}/${GUID}", "principalId": "${GUID}", "roleDefinitionId": "r", "condition": null}'`,
    [['put', `${assignments(VAULT)}/${GUID}`, { properties: { principalId: GUID, roleDefinitionId: 'r' } }]],
  ],
  [
    `az role definition create --role-definition '{"Name": "My Role", "Actions": ["a/read"], "DataActions": ["d"], "AssignableScopes": ["${SUBSCRIPTION}"]}'`,
    [
      [
        'put',
        `${definitions}/my-role`,
        {
          properties: {
            roleName: 'My Role',
            type: 'CustomRole',
            assignableScopes: [SUBSCRIPTION],
            permissions: [{ actions: ['a/read'], notActions: [], dataActions: ['d'], notDataActions: [] }],
          },
        },
      ],
    ],
  ],
  [
    `az role definition update --role-definition '{"name": "${GUID}", "roleName": "My Role", "permissions": [{"actions": ["*"]}], "assignableScopes": ["${SUBSCRIPTION}"]}'`,
    [
      [
        'put',
        `${definitions}/${GUID}`,
        {
          properties: {
            roleName: 'My Role',
            type: 'CustomRole',
            assignableScopes: [SUBSCRIPTION],
            permissions: [{ actions: ['*'], notActions: [], dataActions: [], notDataActions: [] }],
          },
        },
      ],
    ],
  ],
  [
    'az role definition delete --name "My Role"',
    [['doubt', SUBSCRIPTION, 'the role "My Role" is found by its name, which is known in the tenant alone']],
  ],
  [
    `az vm create -n vm -g rg --image azurecyclecloud:azure-cyclecloud:cyclecloud8-gen2:latest --assign-identity '[system]' ${IDENTITY} --admin-password hunter2 --role Contributor --scope ${GROUP}`,
    [
      [
        'put',
        VM,
        {
          identity: { type: 'SystemAssigned, UserAssigned', userAssignedIdentities: { [IDENTITY]: {} } },
          properties: {
            storageProfile: {
              imageReference: {
                publisher: 'azurecyclecloud',
                offer: 'azure-cyclecloud',
                sku: 'cyclecloud8-gen2',
                version: 'latest',
              },
            },
          },
        },
      ],
      [
        'put',
        `${assignments(GROUP)}/contributor--principal-of${VM.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`,
        {
          properties: {
            principalId: principalOf(VM),
            roleDefinitionId: roleNamed('Contributor'),
            principalType: 'ServicePrincipal',
          },
        },
      ],
    ],
  ],
  [
    'az vm identity assign -n vm -g rg --identities u [system]\naz vm identity remove -n vm -g rg --identities u',
    [
      ['patch', VM, { identity: { userAssignedIdentities: { [IDENTITY]: {} } } }, identities('add', true)],
      ['patch', VM, { identity: { userAssignedIdentities: { [IDENTITY]: null } } }, identities('remove', false)],
    ],
  ],
  ['az vm identity remove -n vm -g rg', [['patch', VM, {}, identities('remove', true)]]],
  [
    'az vmss identity assign -n vmss -g rg --identities $ID',
    [
      [
        'patch',
        `${GROUP}/providers/Microsoft.Compute/virtualMachineScaleSets/vmss`,
        { identity: { userAssignedIdentities: unknownValue('$ID is not set in this script') } },
        identities('add', false),
      ],
    ],
  ],
  [
    `az resource delete --ids ${VAULT} ${ACCOUNT}`,
    [
      ['delete', VAULT, {}],
      ['delete', ACCOUNT, {}],
    ],
  ],
  ['az resource delete -n kv -g rg --resource-type Microsoft.KeyVault/vaults', [['delete', VAULT, {}]]],
  [
    `az resource update --ids ${VAULT} --set properties.enableRbacAuthorization=true properties.networkAcls.bypass=None`,
    [['patch', VAULT, { properties: { enableRbacAuthorization: true, networkAcls: { bypass: 'None' } } }]],
  ],
  [
    `az resource update --ids ${VAULT} --add properties.networkAcls.ipRules value=203.0.113.7`,
    [['doubt', VAULT, '`az resource update` changes a part that only shows in the resource as it is']],
  ],
  [
    `az resource create --id ${VAULT} --properties '{"enableRbacAuthorization": true}'`,
    [['put', VAULT, { properties: { enableRbacAuthorization: true } }]],
  ],
  [
    `az rest --method PATCH --url "${CLUSTER}?api-version=2024-07-01" --body "{\\"identity\\":{\\"type\\":\\"None\\"}}"`,
    [['patch', CLUSTER, { identity: { type: 'None' } }]],
  ],
  [
    `az rest -m put -u https://management.azure.com${CLUSTER}?api-version=2025-02-01 -b '{"location": "eastus", "properties": {"clusterServicePrincipal": {"password": "hunter2", "applicationId": "a"}}}'`,
    [['put', CLUSTER, { properties: { clusterServicePrincipal: { applicationId: 'a' } } }]],
  ],
  [
    `az rest --method patch --url '/subscriptions/{subscriptionId}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv?api-version=1' --body '{"properties": {}}'`,
    [['patch', VAULT, { properties: {} }]],
  ],
  [`az rest --method delete --url ${VAULT}?api-version=1`, [['delete', VAULT, {}]]],
  [
    `az rest --method patch --url ${VAULT}?api-version=1 --body "$BODY"`,
    [['doubt', VAULT, '$BODY is not set in this script']],
  ],
  [
    `az rest --method patch --url ${VAULT}?api-version=1 --body @~/body.json`,
    [['doubt', VAULT, 'the file ~/body.json cannot be read (~/body.json does not exist)']],
  ],
  [
    `az rest --method patch --url ${VAULT}?api-version=1 --body "{\\"properties\\":{\\"enableRbacAuthorization\\":$RBAC}}"`,
    [['patch', VAULT, { properties: { enableRbacAuthorization: unknownValue('$RBAC is not set in this script') } }]],
  ],
  [
    `az rest --method put --url ${GROUP}/providers/Microsoft.Resources/deployments/d?api-version=1 --body '{}'`,
    [['doubt', GROUP, '`az rest` starts a deployment, whose template is not read here; gate it as a plan of its own']],
  ],
  [
    'az deployment group create -g rg --template-file main.bicep --parameters @p.json',
    [
      [
        'doubt',
        GROUP,
        '`az deployment group create` deploys main.bicep, which is not read here; gate it as a plan of its own',
      ],
    ],
  ],
  [
    'az deployment mg create -m corp -l eastus -f main.json',
    [
      [
        'doubt',
        '/providers/Microsoft.Management/managementGroups/corp',
        '`az deployment mg create` deploys main.json, which is not read here; gate it as a plan of its own',
      ],
    ],
  ],
  ['az keyvault frobnicate -n kv -g rg', [['doubt', VAULT, 'what `az keyvault frobnicate` does is not known here']]],
  [
    'az storage account update -n st -g rg --set networkRuleSet.bypass=None',
    [
      ['patch', ACCOUNT, {}],
      ['doubt', ACCOUNT, '`az storage account update` changes networkRuleSet.bypass in a way that is not followed'],
    ],
  ],
  [
    'az keyvault update -n kv -g rg --bypass AzureServices $EXTRA',
    [['doubt', VAULT, '$EXTRA is not set in this script']],
  ],
];
for (const [script, expected] of read) {
  commands(`this is read: ${script.slice(0, 100).replaceAll('\n', '; ')}`, async () => {
    assert.equal(await done(script), expected);
  });
}

const outOfSight: readonly (readonly [script: string, scope: string])[] = [
  ['az ad group delete -g g', '/'],
  ['az ad group member remove -g g --member-id x', '/'],
  ['az ad sp delete --id x', '/'],
  ['az rest --method delete --url https://graph.microsoft.com/v1.0/groups/g/members/x/$ref', '/'],
  [`az rest --method post --url "${GROUP}/moveResources?api-version=2021-04-01"`, '/'],
];
for (const [script, scope] of outOfSight) {
  commands(`this may take grants away: ${script}`, async () => {
    assert.equal(
      (await done(script)).map(([does, id]) => [does, id]),
      [['doubt', scope]],
    );
  });
}

commands('slashes more than needed are none in an id', async () => {
  assert.equal(await done(`az rest --method delete --url "https://management.azure.com/${VAULT}?api-version=1"`), [
    ['delete', VAULT, {}],
  ]);
});

const harmless = [
  'az login --identity',
  'az account show',
  'az version',
  'az extension add -n networkcloud',
  'az identity show -n u -g rg',
  'az identity list',
  'az networkcloud cluster deploy -n c -g rg',
  'az networkcloud cluster wait -n c -g rg --created',
  'az keyvault secret set --vault-name kv -n s --value hunter2',
  'az keyvault set-policy -n kv -g rg --object-id x --secret-permissions get',
  'az storage blob upload -f x -c out --account-name st',
  'az network vnet create -n v -g rg',
  'az vm start -n vm -g rg',
  'az deployment group what-if -g rg -f main.bicep',
  'az rest --url https://graph.microsoft.com/v1.0/me',
  'az identity create --help',
  'az',
  'az rest --method post --url https://graph.microsoft.com/v1.0/groups',
  'az ad group list',
  'terraform plan -out plan.tfplan',
  'terraform -chdir=infra init',
  'python3 -m json.tool < f',
  "python3 -c 'import json'",
  'bash --version',
  'rm -f "$TMP"',
  'curl -X POST https://hooks.example.com/x -d done',
  'curl -sSL https://aka.ms/InstallAzureCLIDeb -o install',
  'curl https://management.azure.com/subscriptions?api-version=2022-12-01',
  'echo az identity delete -n u -g rg',
];
for (const script of harmless) {
  commands(`this changes nothing that is wired: ${script}`, async () => {
    assert.equal(await done(script), []);
  });
}

commands('a doubt about making something new leaves alone what is there; one about a deletion does not', async () => {
  const operations = await operationsOf(`if [ -n "$X" ]; then
  az identity create -n u -g rg
  az role assignment create --role Reader --scope ${VAULT} --assignee-object-id ${GUID}
  az keyvault update -n kv -g rg --bypass None
  az identity delete -n u -g rg
fi`);

  assert.equal(
    operations.map(({ does, id, atMost }) => [does, id, atMost]),
    [
      ['doubt', IDENTITY, 'create'],
      ['doubt', VAULT, 'create'],
      ['doubt', VAULT, 'write'],
      ['doubt', IDENTITY, undefined],
    ],
  );
});

commands('only the versions that the script says are said', async () => {
  const operations = await operationsOf(`az rest --method patch --url ${CLUSTER}?api-version=2024-07-01 --body '{}'
az rest --method patch --url ${CLUSTER}?api-version=<APIVersion> --body '{}'
az networkcloud cluster update -n c -g rg --mi-system-assigned`);

  assert.equal(
    operations.map(({ apiVersion, client }) => [apiVersion, client]),
    [
      ['2024-07-01', undefined],
      [undefined, undefined],
      [undefined, 'azure-cli'],
    ],
  );
});

commands('an edit is located at the argument that says it', async () => {
  const [operation] = await operationsOf('az keyvault network-rule add -n kv -g rg --ip-address 203.0.113.7');

  assert.equal(operation!.locate(['properties', 'networkAcls', 'ipRules', 0]), {
    file: 'site.sh',
    line: 1,
    column: 55,
  });
});

commands('a body in a file has its places there', async () => {
  const files = { 'body.json': '{\n  "identity": {\n    "type": "None"\n  }\n}' };
  const [operation] = await operationsOf(`az rest --method patch --url ${CLUSTER} --body @body.json`, { files });

  assert.equal(
    [operation!.locate(['identity', 'type']), operation!.locate()],
    [
      { file: 'body.json', line: 3, column: 5 },
      { file: 'site.sh', line: 1, column: 1 },
    ],
  );
});

commands('an address has no secret in it', async () => {
  const operations = await operationsOf(
    'az vm create -n vm -g rg --admin-password hunter2\naz networkcloud cluster update -n c -g rg --cluster-service-principal password=hunter2',
  );

  assert.equal(
    operations.map(({ address }) => address),
    ['az vm create --name vm', 'az networkcloud cluster update --name c'],
  );
});

commands('each command is a step of its own, in order', async () => {
  const { steps } = await planOf('az identity create -n u -g rg; az group create -n rg\naz group create -n rg2');

  assert.equal(
    steps.map(({ name }) => name),
    ['az identity create (line 1)', 'az group create (line 1)', 'az group create (line 2)'],
  );
});

commands('what is not followed is said', async () => {
  assert.equal(
    await noticesOf(`az keyvault frobnicate -n kv -g rg
az rest --method post --url ${CLUSTER}/deploy?api-version=1
az rest --method post --url https://graph.microsoft.com/v1.0/groups --body '{}'
az role assignment create --role Reader --scope ${VAULT} --assignee ${GUID}`),
    [
      '1:1: what `az keyvault frobnicate` does is not known here',
      '2:29: a POST is an action, which is taken to leave the settings of the resource as they are',
      '3:29: this request goes to another service than Azure Resource Manager, and is not followed',
      `4:${61 + VAULT.length}: --assignee is taken for an object id, where it may be an application id as well; say --assignee-object-id`,
    ],
  );
});

const wrong: readonly (readonly [script: string, says: string])[] = [
  [
    `az rest --method patch --url ${CLUSTER} -b '{"identity":{"userAssignedIdentities":["x"]}}'`,
    `site.sh:1:${34 + CLUSTER.length}: "userAssignedIdentities" is a list; it takes an object whose keys are ids`,
  ],
  [
    'az role assignment create --role Reader --assignee-object-id x -g rg',
    'site.sh:1:1: `az role assignment create` says no --scope, which the Azure CLI refuses; add it',
  ],
  [
    'az role assignment create --role Reader --scope rg --assignee-object-id x',
    'site.sh:1:49: "rg" is not a scope; write it as /subscriptions/…',
  ],
  [
    `az rest --method patch --url ${VAULT} --body '{"properties": }'`,
    `site.sh:1:${38 + VAULT.length}: not valid JSON: a value was expected`,
  ],
  [
    'az resource delete --ids x',
    'site.sh:1:26: "x" is not the id of a resource; write it as /subscriptions/…/providers/…',
  ],
  ['az group create', 'site.sh:1:1: `az group create` says no --name; add it'],
];
for (const [script, says] of wrong) {
  commands(`this is a problem: ${script}`, async () => {
    assert.equal(await problemsOf(script), [says]);
  });
}

commands('a script that makes a whole site reads as one, with nothing in doubt', async () => {
  const text = await readFile(new URL('../../fixtures/plans/az/greenfield.sh', import.meta.url), 'utf8');
  const { steps, notices } = await planOf(text, { deployment: {} });
  const operations = steps.flatMap(step => step.operations);
  const short = (id: string) => id.replace(/^.*\/providers\//, '').replace(/--.*$/, '');

  assert.equal(
    { done: operations.map(({ does, id }) => `${does} ${short(id)}`), notices },
    {
      done: [
        'put /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-edge',
        'put Microsoft.ManagedIdentity/userAssignedIdentities/uami-edge',
        'put Microsoft.Storage/storageAccounts/stedgeoutput',
        'patch Microsoft.Storage/storageAccounts/stedgeoutput',
        'put Microsoft.Storage/storageAccounts/stedgeoutput/blobServices/default/containers/run-output',
        'put Microsoft.KeyVault/vaults/kv-edge',
        'put Microsoft.OperationalInsights/workspaces/law-edge',
        'put Microsoft.Authorization/roleAssignments/storage-blob-data-contributor',
        'put Microsoft.Authorization/roleAssignments/log-analytics-contributor',
        'put Microsoft.Authorization/roleAssignments/44f0a1a8-6fea-4b35-980a-8ff50c487c97',
        'put Microsoft.Authorization/roleAssignments/managed-identity-operator',
        'put Microsoft.NetworkCloud/clusters/cluster-edge',
      ],
      notices: [],
    },
  );
});

commands.run();
