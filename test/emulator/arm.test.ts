import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Coverage, Json, Row } from '../../src/model/estate.ts';
import { account, accounts, assignment, estateOf, identityId, roleId, subscription } from './estates.ts';
import { all, codeOf, SUBSCRIPTION, serve } from './serve.ts';

const arm = suite('Resource Manager');

const S = SUBSCRIPTION;
const ACCOUNT = account(S, 'store').id as string;
const CONTAINERS = `${ACCOUNT}/blobServices/default/containers`;
const IDENTITY = identityId(S, 'worker');
const MG = '/providers/Microsoft.Management/managementGroups';

function role(id: string, roleName: string, type: string, assignableScopes: readonly string[]): Row {
  return {
    id,
    name: id.slice(id.lastIndexOf('/') + 1),
    type: 'microsoft.authorization/roledefinitions',
    tenantId: 'tenant',
    properties: { roleName, type, assignableScopes, permissions: [] },
  };
}

function deny(name: string, scope: string): Row {
  return {
    id: `${scope}/providers/Microsoft.Authorization/denyAssignments/${name}`,
    name,
    type: 'Microsoft.Authorization/denyAssignments',
    properties: { denyAssignmentName: name, scope },
  };
}

const TABLES = {
  resourcecontainers: [
    subscription(S, ['mg1', 'root']),
    subscription('s2', ['mg2', 'root']),
    {
      id: `/subscriptions/${S}/resourceGroups/rg`,
      name: 'rg',
      type: 'microsoft.resources/subscriptions/resourcegroups',
      location: 'eastus',
      resourceGroup: 'rg',
      subscriptionId: S,
    },
  ],
  resources: [
    account(S, 'store'),
    {
      id: IDENTITY,
      name: 'worker',
      type: 'microsoft.managedidentity/userassignedidentities',
      properties: { principalId: 'p' },
    },
    account('s2', 'elsewhere'),
  ],
  authorizationresources: [
    assignment('tenant', '/', 'p'),
    assignment('root', `${MG}/root`, 'group'),
    assignment('mg2', `${MG}/mg2`, 'p'),
    assignment('sub', `/subscriptions/${S}`, 'group'),
    assignment('rg', `/subscriptions/${S}/resourceGroups/RG`, 'p'),
    assignment('store', ACCOUNT, 'p'),
    assignment('store-x', `${ACCOUNT}x`, 'other'),
    assignment('s2', '/subscriptions/s2', 'p'),
    role(roleId('reader'), 'Reader', 'BuiltInRole', ['/']),
    role(`/subscriptions/${S}/providers/Microsoft.Authorization/RoleDefinitions/mine`, "It's mine", 'CustomRole', [
      `/subscriptions/${S}`,
    ]),
  ],
  'arm/blobcontainers': ['one', 'two', 'three'].map(name => ({ id: `${CONTAINERS}/${name}`, name, properties: {} })),
  'arm/federatedcredentials': Array.from({ length: 45 }, (_, index) => ({
    id: `${IDENTITY}/federatedIdentityCredentials/f${index}`,
    name: `f${index}`,
    properties: { issuer: 'https://issuer', subject: `s${index}`, audiences: ['a'] },
  })),
  'arm/denyassignments': [
    deny('on-root', `${MG}/root`),
    deny('on-mg2', `${MG}/mg2`),
    deny('on-sub', `/subscriptions/${S}`),
    deny('on-store', ACCOUNT),
    deny('on-s2', '/subscriptions/s2'),
  ],
  'graph/memberships': [{ id: 'p', value: ['group'] }],
};
const ESTATE = estateOf(TABLES);

arm('a resource has no columns of Resource Graph, and nothing that it lacks', async () => {
  const { body } = await serve(ESTATE, {}, ({ send }) => send('GET', `${ACCOUNT}?api-version=2023-05-01`));

  assert.equal(body, {
    id: ACCOUNT,
    name: 'store',
    type: 'microsoft.storage/storageaccounts',
    location: 'eastus',
    kind: 'StorageV2',
    properties: { allowSharedKeyAccess: false },
  });
});

const READS: readonly (readonly [title: string, path: string, outcome: string])[] = [
  ['a resource in another spelling', `${ACCOUNT.toUpperCase()}?api-version=2023-05-01`, '200 store'],
  ['a resource that is not there', `${ACCOUNT}2?api-version=2023-05-01`, '404 ResourceNotFound'],
  ['a container', `${CONTAINERS}/one?api-version=2023-05-01`, '200 one'],
  ['a container that is not there', `${CONTAINERS}/four?api-version=2023-05-01`, '404 ContainerNotFound'],
  [
    'a container of an account that is not there',
    `${ACCOUNT}2/blobServices/default/containers/one?api-version=2023-05-01`,
    '404 ResourceNotFound',
  ],
  ['a subscription', `/subscriptions/${S}?api-version=2022-12-01`, `200 subscription ${S}`],
  ['a resource group', `/subscriptions/${S}/resourcegroups/RG?api-version=2022-12-01`, '200 rg'],
  ['a subscription that is not there', '/subscriptions/s9?api-version=2022-12-01', '404 SubscriptionNotFound'],
  ['nothing that is known', '/providers/Microsoft.Foo/bars?api-version=2022-12-01', '404 MissingSubscription'],
  ['without a version', ACCOUNT, '400 MissingApiVersionParameter'],
  ['with a bad version', `${ACCOUNT}?api-version=latest`, '400 InvalidApiVersionParameter'],
  ['a built-in role from any scope', `${roleId('READER')}?api-version=2022-04-01`, '200 reader'],
  ['a custom role where it may be assigned', `${ACCOUNT}${roleId('mine')}?api-version=2022-04-01`, '200 mine'],
  [
    'a custom role elsewhere',
    `/subscriptions/s2${roleId('mine')}?api-version=2022-04-01`,
    '404 RoleDefinitionDoesNotExist',
  ],
  [
    'a bad filter',
    `/subscriptions/${S}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&$filter=principalId%20eq%20p`,
    '400 UnsupportedFilter',
  ],
];

for (const [title, path, outcome] of READS) {
  arm(`a read of ${title} answers ${outcome}`, async () => {
    const found = await serve(ESTATE, {}, async ({ send }) => {
      const { status, body } = await send('GET', path);
      const { name, displayName } = body as { name?: string; displayName?: string };
      return `${status} ${status === 200 ? (displayName ?? name) : codeOf(body)}`;
    });

    assert.is(found, outcome);
  });
}

arm('a read without a token is refused', async () => {
  const found = await serve(ESTATE, {}, async ({ send }) => {
    const { status, body } = await send('GET', `${ACCOUNT}?api-version=2023-05-01`, undefined, { authorization: '' });
    return [status, codeOf(body)];
  });

  assert.equal(found, [401, 'AuthenticationFailed']);
});

const ASSIGNMENTS: readonly (readonly [scope: string, filter: string | undefined, names: string])[] = [
  [`/subscriptions/${S}`, undefined, 'tenant root sub rg store store-x'],
  [`/subscriptions/${S}`, 'atScope()', 'tenant root sub'],
  [`/subscriptions/${S}`, "principalId eq 'P'", 'tenant rg store'],
  [`/subscriptions/${S}`, "assignedTo('p')", 'tenant root sub rg store'],
  [ACCOUNT, "atScope() and assignedTo('p')", 'tenant root sub rg store'],
  [ACCOUNT, "principalId eq 'p'", 'tenant rg store'],
  [ACCOUNT, 'atScope()', 'tenant root sub rg store'],
  [`${MG}/root`, undefined, 'tenant root sub rg store store-x s2'],
  [`${MG}/root`, 'atScope()', 'tenant root'],
  ['/', 'atScope()', 'tenant'],
];

for (const [scope, filter, names] of ASSIGNMENTS) {
  arm(`role assignments at ${scope} with ${filter ?? 'no filter'} are "${names}"`, async () => {
    const found = await serve(ESTATE, { pageSize: 2 }, ({ authorization }) =>
      all(authorization.roleAssignments.listForScope(scope, filter === undefined ? {} : { filter })),
    );

    assert.is(found.map(({ name }) => name).join(' '), names);
  });
}

arm('an answer to assignedTo that the snapshot has is given again', async () => {
  const own = { id: 'x', name: 'fresh', properties: { principalId: 'group', scope: ACCOUNT, roleDefinitionId: 'r' } };
  const estate = estateOf({
    ...TABLES,
    'arm/assignedto': [{ id: `${ACCOUNT}/p`, scope: ACCOUNT, principalId: 'p', value: [own] }],
  });

  const found = await serve(estate, {}, ({ authorization }) =>
    all(authorization.roleAssignments.listForScope(ACCOUNT, { filter: "atScope() and assignedTo('p')" })),
  );

  assert.equal(
    found.map(({ name }) => name),
    ['fresh'],
  );
});

arm('deny assignments of a subscription are those at, below and above it', async () => {
  const found = await serve(ESTATE, {}, async ({ authorization }) => [
    await all(authorization.denyAssignments.list()),
    await all(authorization.denyAssignments.listForScope(`/subscriptions/${S}`, { filter: 'atScope()' })),
    await all(authorization.denyAssignments.listForScope(ACCOUNT)),
  ]);

  assert.equal(
    found.map(list => list.map(({ name }) => name).join(' ')),
    ['on-root on-sub on-store', 'on-root on-sub', 'on-root on-sub on-store'],
  );
});

arm('role definitions are listed at a scope, all or by name', async () => {
  const found = await serve(ESTATE, {}, async ({ authorization }) => [
    await all(authorization.roleDefinitions.list(`/subscriptions/${S}`)),
    await all(authorization.roleDefinitions.list('/subscriptions/s2')),
    await all(authorization.roleDefinitions.list(`/subscriptions/${S}`, { filter: "roleName eq 'it''s mine'" })),
  ]);

  assert.equal(
    found.map(list => list.map(({ roleName }) => roleName)),
    [['Reader', "It's mine"], ['Reader'], ["It's mine"]],
  );
});

arm('lists go on by a link that fits no other list', async () => {
  const found = await serve(ESTATE, { pageSize: 2 }, async ({ send, identities }) => {
    const first = await send('GET', `${CONTAINERS}?api-version=2023-05-01`);
    const { nextLink } = first.body as { nextLink: string };
    const { pathname, search } = new URL(nextLink);
    const second = await send('GET', pathname + search);
    const other = await send('GET', `${IDENTITY}/federatedIdentityCredentials${search}`);
    return {
      federated: (await all(identities.federatedIdentityCredentials.list('rg', 'worker'))).length,
      containers: [first, second].map(({ body }) =>
        (body as { value: { name: string }[] }).value.map(({ name }) => name),
      ),
      end: Object.keys(second.body as { [key: string]: Json }),
      other: codeOf(other.body),
    };
  });

  assert.equal(found, {
    federated: 45,
    containers: [['one', 'two'], ['three']],
    end: ['value'],
    other: 'InvalidSkipToken',
  });
});

arm('lists inside of a resource that is not there are not found', async () => {
  const found = await serve(ESTATE, {}, async ({ send }) => {
    const answers = [
      await send('GET', `${ACCOUNT}2/blobServices/default/containers?api-version=2023-05-01`),
      await send('GET', `${account('s2', 'elsewhere').id}/blobServices/default/containers?api-version=2023-05-01`),
    ];
    return answers.map(({ status, body }) => [status, status === 200 ? body : codeOf(body)]);
  });

  assert.equal(found, [
    [404, 'ResourceNotFound'],
    [200, { value: [] }],
  ]);
});

arm('subscriptions are listed in pages', async () => {
  const found = await serve(ESTATE, { pageSize: 1 }, async ({ send }) => {
    const first = await send('GET', '/subscriptions?api-version=2022-12-01');
    const { nextLink } = first.body as { nextLink: string };
    const second = await send('GET', nextLink.slice(nextLink.indexOf('/', 8)));
    return [first, second].map(({ body }) => (body as { value: Json[] }).value);
  });

  assert.equal(
    found.map(([listed]) => (listed as { subscriptionId: string }).subscriptionId),
    [S, 's2'],
  );
});

const OWN_TABLES: readonly (readonly [
  table: 'arm/userassignedidentities',
  rows: Row[],
  coverage: Coverage[],
  outcome: string,
])[] = [
  ['arm/userassignedidentities', [], [], '200 worker'],
  ['arm/userassignedidentities', [{ id: IDENTITY, name: 'fresh' }], [], '200 fresh'],
  [
    'arm/userassignedidentities',
    [],
    [{ source: 'arm/userassignedidentities', scope: IDENTITY, status: 'complete' }],
    '404 ResourceNotFound',
  ],
  [
    'arm/userassignedidentities',
    [],
    [{ source: 'arm/userassignedidentities', scope: IDENTITY, status: 'denied' }],
    '403 AuthorizationFailed',
  ],
];

for (const [table, rows, coverage, outcome] of OWN_TABLES) {
  const [covered] = coverage;
  arm(`${table} with ${rows.length} rows and coverage ${covered?.status ?? 'unasked'} answers ${outcome}`, async () => {
    const estate = estateOf({ ...TABLES, [table]: rows }, coverage);

    const found = await serve(estate, {}, async ({ send }) => {
      const { status, body } = await send('GET', `${IDENTITY}?api-version=2024-11-30`);
      return `${status} ${status === 200 ? (body as { name: string }).name : codeOf(body)}`;
    });

    assert.is(found, outcome);
  });
}

const NAMES: readonly (readonly [provider: string, body: Json, outcome: Json])[] = [
  ['Microsoft.Storage', { name: 'STORE', type: 'Microsoft.Storage/storageAccounts' }, [200, false, 'AlreadyExists']],
  ['Microsoft.Storage', { name: 'free', type: 'Microsoft.Storage/storageAccounts' }, [200, true, null]],
  [
    'Microsoft.Storage',
    { name: 'elsewhere', type: 'Microsoft.Storage/storageAccounts' },
    [200, false, 'AlreadyExists'],
  ],
  ['Microsoft.KeyVault', { name: 'store', type: 'Microsoft.KeyVault/vaults' }, [200, true, null]],
  ['Microsoft.KeyVault', { name: 'recorded', type: 'Microsoft.KeyVault/vaults' }, [200, false, 'AlreadyExists']],
  ['Microsoft.KeyVault', { name: 'x' }, [400, null, null]],
];

for (const [provider, body, outcome] of NAMES) {
  arm(`${provider} answers ${JSON.stringify(outcome)} for the name in ${JSON.stringify(body)}`, async () => {
    const id = 'Microsoft.KeyVault/vaults/recorded';
    const row = { id, type: 'Microsoft.KeyVault/vaults', name: 'recorded', nameAvailable: false };
    const estate = estateOf({ ...TABLES, 'arm/nameavailability': [row] });

    const found = await serve(estate, {}, async ({ send }) => {
      const path = `/subscriptions/${S}/providers/${provider}/checkNameAvailability?api-version=2023-05-01`;
      const answer = await send('POST', path, body);
      const { nameAvailable = null, reason = null } = answer.body as { nameAvailable?: boolean; reason?: string };
      return [answer.status, nameAvailable, reason];
    });

    assert.equal(found, outcome);
  });
}

arm('what the snapshot was refused, the emulator refuses', async () => {
  const denied = (source: Coverage['source'], scope: string): Coverage => ({ source, scope, status: 'denied' });
  const estate = estateOf({ ...TABLES, resources: accounts('s2', 2) }, [
    denied('resources', '/subscriptions/s2'),
    denied('arm/denyassignments', `/subscriptions/${S}`),
    denied('arm/blobcontainers', `${CONTAINERS}/one`),
    denied('arm/federatedcredentials', IDENTITY),
    denied('arm/assignedto', `${ACCOUNT}/p`),
    denied('arm/nameavailability', 'Microsoft.Storage/storageAccounts/store'),
  ]);
  const filter = encodeURIComponent("atScope() and assignedTo('p')");
  const paths = [
    `${account('s2', 'account1').id}?`,
    `/subscriptions/${S}/providers/Microsoft.Authorization/denyAssignments?`,
    '/subscriptions/s2/providers/Microsoft.Authorization/denyAssignments?',
    `${CONTAINERS}/one?`,
    `${IDENTITY}/federatedIdentityCredentials?`,
    `${ACCOUNT}/providers/Microsoft.Authorization/roleAssignments?$filter=${filter}&`,
    `${CONTAINERS}/two?`,
    `${ACCOUNT}/providers/Microsoft.Authorization/roleAssignments?`,
  ];

  const found = await serve(estate, {}, async ({ send }) => {
    const statuses: number[] = [];
    for (const path of paths) statuses.push((await send('GET', `${path}api-version=2024-11-30`)).status);
    const check = `/subscriptions/${S}/providers/Microsoft.Storage/checkNameAvailability?api-version=2023-05-01`;
    const body = { name: 'store', type: 'Microsoft.Storage/storageAccounts' };
    return [...statuses, (await send('POST', check, body)).status];
  });

  assert.equal(found, [403, 403, 403, 403, 403, 403, 200, 200, 403]);
});

arm.run();
