import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { collect } from '../../src/azure/collect.ts';
import type { Estate } from '../../src/estate/estate.ts';
import { TABLES, type Table } from '../../src/model/estate.ts';
import { foldId } from '../../src/model/resource-id.ts';
import { against, collectFrom, TAKEN_AT } from './against.ts';
import {
  AFOI,
  assignment,
  CLUSTER_1,
  CONTAINER,
  cluster,
  guid,
  IDENTITY,
  IDENTITY_1,
  identityName,
  largeAzure,
  NORTH,
  OPERATOR,
  principalOf,
  resource,
  resourceId,
  SOUTH,
  SUBSCRIPTIONS,
  smallAzure,
  usedBy,
  VAULT,
} from './small-azure.ts';

const collecting = suite('collect');

/** Every row, by table and folded id. */
function contents(estate: Estate): Record<string, unknown> {
  const rows = TABLES.flatMap(table =>
    [...estate.rows(table)].map(row => [`${table} ${foldId(String(row.id))}`, row] as const),
  );
  return Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const gapsIn = (estate: Estate) => estate.coverage.filter(({ status }) => status !== 'complete');

const idsIn = (estate: Estate, table: Table) => [...estate.rows(table)].map(row => foldId(String(row.id))).sort();

collecting('an estate is collected as Azure has it, row by row', async () => {
  const { estate } = await collectFrom(smallAzure());

  assert.equal(contents(estate), contents(smallAzure()));
});

collecting('a collected estate gives the same rows and coverage when it is served and collected again', async () => {
  const { estate: once } = await collectFrom(smallAzure());

  const { estate: twice } = await collectFrom(once);

  assert.equal([contents(twice), twice.coverage], [contents(once), once.coverage]);
});

collecting('what was read whole is covered at the ids and subscriptions that were asked about', async () => {
  const { estate } = await collectFrom(smallAzure());

  const { north, south, shared } = SUBSCRIPTIONS;
  const subscriptions = [north, south, shared].map(id => `/subscriptions/${id}`);
  const principals = [
    principalOf(1),
    principalOf(2),
    OPERATOR,
    AFOI['AFOI-NC-RP-PME-PROD'],
    AFOI['AFOI-NC-MGMT-PME-PROD'],
  ];
  const stores = [
    CONTAINER,
    `${resourceId(south, 'Microsoft.Storage/storageAccounts', 'store2')}/blobServices/default/containers/output`,
  ];
  assert.equal(
    estate.coverage,
    [
      ...stores.map(scope => ['arm/blobcontainers', scope]),
      ...subscriptions.map(scope => ['arm/denyassignments', scope]),
      ...[IDENTITY_1, resourceId(south, IDENTITY, identityName(2, 0))].map(scope => [
        'arm/federatedcredentials',
        scope,
      ]),
      ...subscriptions.map(scope => ['authorizationresources', scope]),
      ...[principalOf(1), principalOf(2), guid(7, 9)].map(id => ['graph/directoryobjects', `/${id}`]),
      ...principals.map(id => ['graph/memberships', `/${id}`]),
      ['graph/serviceprincipals', '/'],
      ...subscriptions.map(scope => ['resourcecontainers', scope]),
      ...subscriptions.map(scope => ['resources', scope]),
    ].map(([source, scope]) => ({ source, scope, status: 'complete' })),
  );
});

collecting('a subscription that was asked for and is not visible is a gap in every table', async () => {
  const lost = guid(1, 77);

  const { estate } = await collectFrom(smallAzure(), {}, { scope: { subscriptions: [SUBSCRIPTIONS.north, lost] } });

  const because = 'asked for, but not visible to this credential';
  assert.equal(
    gapsIn(estate).filter(({ scope }) => scope.includes(lost)),
    ['authorizationresources', 'resourcecontainers', 'resources'].map(source => ({
      source,
      scope: `/subscriptions/${lost}`,
      status: 'denied',
      because,
    })),
  );
});

collecting('outside the scope, what clusters use is read, and nothing else', async () => {
  const { estate } = await collectFrom(
    smallAzure(),
    {},
    { scope: { subscriptions: [SUBSCRIPTIONS.north.toUpperCase()] } },
  );

  const expected = [cluster(NORTH), ...usedBy(NORTH)].map(row => foldId(String(row.id)));
  assert.equal(idsIn(estate, 'resources'), [...expected, foldId(VAULT)].sort());
});

collecting('in a subscription outside the scope, a cluster without a row is not known to be gone', async () => {
  const { estate } = await collectFrom(smallAzure(), {}, { scope: { subscriptions: [SUBSCRIPTIONS.north] } });

  assert.is(estate.covered('resources', String(cluster(SOUTH).id)).status, 'unasked');
});

collecting('a wired resource outside the scope that does not exist is known not to', async () => {
  const azure = smallAzure();
  const elsewhere = resourceId(SUBSCRIPTIONS.shared, IDENTITY, 'gone');
  azure.add('resources', {
    ...cluster(NORTH),
    identity: { type: 'UserAssigned', userAssignedIdentities: { [elsewhere]: {} } },
  });

  const { estate } = await collectFrom(azure, {}, { scope: { subscriptions: [SUBSCRIPTIONS.north] } });

  assert.is(estate.exists('resources', elsewhere), false);
});

collecting('a management group stands for the subscriptions below it', async () => {
  const azure = smallAzure();
  const row = azure.row('resourcecontainers', `/subscriptions/${SUBSCRIPTIONS.south}`)!;
  azure.add('resourcecontainers', { ...row, properties: { managementGroupAncestorsChain: [{ name: 'lab' }] } });

  const { estate } = await collectFrom(azure, {}, { scope: { managementGroups: ['Telco', 'nowhere'] } });

  assert.equal(
    gapsIn(estate).filter(({ source }) => source === 'resources'),
    [
      {
        source: 'resources',
        scope: '/providers/microsoft.management/managementgroups/nowhere',
        status: 'denied',
        because: 'asked for, but not visible to this credential',
      },
      {
        source: 'resources',
        scope: `/subscriptions/${SUBSCRIPTIONS.south}`,
        status: 'unasked',
        because: 'it is outside the scope that was asked for; only what clusters in scope use was read',
      },
    ],
  );
});

collecting('a management group without subscriptions is no gap where it can be seen', async () => {
  const azure = smallAzure();
  const id = '/providers/Microsoft.Management/managementGroups/empty';
  azure.add('resourcecontainers', { id, name: 'empty', type: 'microsoft.management/managementgroups' });

  const { estate } = await collectFrom(azure, {}, { scope: { managementGroups: ['telco', 'empty'] } });

  assert.equal(gapsIn(estate), []);
});

collecting('assignments on what only bears the name of a wired resource stay out', async () => {
  const azure = smallAzure();
  const namesake = resourceId(SUBSCRIPTIONS.south, 'Microsoft.KeyVault/vaults', 'vault-shared', 'elsewhere');
  azure.add('authorizationresources', assignment(40, namesake, guid(7, 40)));

  const { estate } = await collectFrom(azure);

  assert.is(estate.count('authorizationresources'), smallAzure().count('authorizationresources'));
});

collecting('groups of other tenants are not looked for in the directory of this one', async () => {
  const azure = smallAzure();
  const group = guid(8, 40);
  azure.add('authorizationresources', assignment(40, VAULT, group, undefined, 'ForeignGroup'));

  const { estate } = await collectFrom(azure);

  assert.is(estate.covered('graph/directoryobjects', `/${group}`).status, 'unasked');
});

collecting('an identity in a subscription that nobody may see leaves that subscription unknown', async () => {
  const azure = smallAzure();
  const hidden = guid(1, 88);
  const identity = resourceId(hidden, IDENTITY, 'far');
  azure.add('resources', {
    ...cluster(NORTH),
    identity: { type: 'UserAssigned', userAssignedIdentities: { [identity]: {} } },
  });

  const { estate } = await collectFrom(azure);

  assert.equal(
    gapsIn(estate),
    ['arm/denyassignments', 'authorizationresources', 'resourcecontainers', 'resources'].map(source => ({
      source,
      scope: `/subscriptions/${hidden}`,
      status: 'denied',
      because: `/subscriptions/${hidden} holds what a cluster uses, and is not visible to this credential`,
    })),
  );
});

collecting('what a planned cluster will use is read before the cluster is there', async () => {
  const azure = smallAzure();
  const parts = { subscription: SUBSCRIPTIONS.shared, number: 3 };
  for (const row of usedBy(parts)) azure.add('resources', row);

  const { estate } = await collectFrom(azure, {}, { planned: [cluster(parts)] });

  assert.equal(
    usedBy(parts).map(row => estate.exists('resources', String(row.id))),
    [true, true, true],
  );
});

collecting('resources that the config names are read, and who acts for them', async () => {
  const azure = smallAzure();
  const server = resource(SUBSCRIPTIONS.south, 'Microsoft.Compute/virtualMachines', 'cyclecloud', {
    identity: { type: 'SystemAssigned', principalId: guid(3, 9_000_000) },
  });
  azure.add('resources', server);
  azure.add('graph/memberships', { id: guid(3, 9_000_000), value: [guid(8, 5)] });

  const { estate } = await collectFrom(azure, {}, { ids: [String(server.id).toUpperCase()] });

  assert.equal(
    [estate.row('resources', String(server.id)), estate.row('graph/memberships', `/${guid(3, 9_000_000)}`)],
    [server, { id: guid(3, 9_000_000), value: [guid(8, 5)] }],
  );
});

collecting('secrets and hardware do not enter the estate', async () => {
  const azure = smallAzure();
  const row = cluster(NORTH);
  azure.add('resources', {
    ...row,
    properties: {
      ...(row.properties as object),
      clusterServicePrincipal: { applicationId: 'app', password: 'hunter2' },
      computeRackDefinitions: [{ rackSerialNumber: 'SN-1' }],
      aggregatorOrSingleRackDefinition: { rackSerialNumber: 'SN-2' },
    },
  });

  const { estate } = await collectFrom(azure);

  assert.equal(estate.row('resources', CLUSTER_1)?.properties, {
    ...(row.properties as object),
    clusterServicePrincipal: { applicationId: 'app' },
  });
});

collecting('object ids that the config names are not asked of Microsoft Graph', async () => {
  const afoiObjectIds = {
    '05cf5e27-931d-47ad-826d-cb9028d8bd7a': guid(9, 1),
    '3365d4ea-bb16-4bc9-86dd-f2c8cf6f1f56': guid(9, 2),
  };

  const paths = await against(smallAzure(), {}, async ({ connection, emulator }) => {
    await collect(connection, { scope: {}, takenAt: TAKEN_AT, operators: [], afoiObjectIds });
    return emulator.requests.map(({ path }) => path).filter(path => path.includes('servicePrincipals'));
  });

  assert.equal(paths, []);
});

collecting('fifty clusters take as many Resource Graph queries as five', async () => {
  const costs = [];
  for (const clusters of [5, 50]) costs.push((await collectFrom(largeAzure(clusters))).requests.resourceGraphQueries);

  assert.equal(costs, [7, 7]);
});

collecting('twelve hundred identities are all found, in pieces that fit into a query', async () => {
  const azure = largeAzure(12, 100);

  const { estate, requests } = await collectFrom(azure);

  assert.equal(
    [estate.count('resources'), estate.count('authorizationresources'), estate.count('graph/memberships'), requests],
    [
      azure.count('resources'),
      1200,
      1200,
      { resourceGraphQueries: 11, resourceGraphPages: 12, arm: 1216, graph: 64, throttled: 0 },
    ],
  );
});

collecting('names with quotes and queries in them are names', async () => {
  const azure = smallAzure();
  const hostile = { subscription: SUBSCRIPTIONS.north, number: 7, suffix: `') or 1==1 | take 1 \\"\u2028\n<script>` };
  azure.add('resources', cluster(hostile));
  for (const row of usedBy(hostile)) azure.add('resources', row);

  const { estate } = await collectFrom(azure);

  assert.equal(idsIn(estate, 'resources'), idsIn(azure, 'resources'));
});

collecting('an Azure without clusters and servers is an estate without them, for three queries', async () => {
  const azure = largeAzure(0);
  for (const row of usedBy(NORTH)) azure.add('resources', row);

  const { estate, requests } = await collectFrom(azure);

  const spent = { resourceGraphQueries: 3, resourceGraphPages: 3, arm: 0, graph: 0, throttled: 0 };
  assert.equal([estate.count('resources'), requests], [0, spent]);
});

collecting.run();
