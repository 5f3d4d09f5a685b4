import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { CycleCloudWanted } from '../../src/azure/collect.ts';
import { confirm } from '../../src/azure/confirm.ts';
import { cycleCloud, rolesNamed } from '../../src/azure/queries.ts';
import type { Estate } from '../../src/estate/estate.ts';
import type { Row } from '../../src/model/estate.ts';
import { foldId } from '../../src/model/resource-id.ts';
import { against, collectFrom } from './against.ts';
import { diagnose } from './kusto.ts';
import {
  assignment,
  guid,
  IDENTITY,
  newEstate,
  resource,
  resourceId,
  role,
  SUBSCRIPTIONS,
  subscription,
} from './small-azure.ts';

const collecting = suite('collect CycleCloud');

const { north, south } = SUBSCRIPTIONS;
const VM = 'Microsoft.Compute/virtualMachines';
const SECRET = 'hunter2-hunter2';
const ORCHESTRATOR = resourceId(north, IDENTITY, 'orchestrator');
const LOCKER = resourceId(south, IDENTITY, 'locker');
const LOCKER_STORE = resourceId(south, 'Microsoft.Storage/storageAccounts', 'locker1');

const machine = (name: string, more: Row) => resource(north, VM, name, more);
const CLUSTER = '/sites/x/clusters/farm';

/** Machines by name, each found by something else; the last three are none of CycleCloud's. */
const MACHINES: { readonly [name: string]: Row } = {
  plan: { plan: { publisher: 'AzureCycleCloud', product: 'azure-cyclecloud', name: 'cyclecloud8' } },
  image: { properties: { storageProfile: { imageReference: { publisher: 'azurecyclecloud' } } } },
  node: { tags: { CycleCloudCluster: CLUSTER } },
  'node-lower': { tags: { cyclecloudnodearray: `${CLUSTER}/nodearrays/a` } },
  'node-mixed': { tags: { CycleCloudNodearray: `${CLUSTER}/nodearrays/a` } },
  'node-old': { tags: { ClusterId: 'farm(1)', ClusterName: 'farm', CycleOwner: 'me' } },
  databricks: { tags: { ClusterId: '1', ClusterName: 'spark' } },
  another: { tags: { NotCycleCloudClusters: 'x' } },
  bare: {},
};

function azure(): Estate {
  const estate = newEstate();
  for (const [name, id] of Object.entries(SUBSCRIPTIONS)) estate.add('resourcecontainers', subscription(id, name));
  for (const [name, more] of Object.entries(MACHINES)) estate.add('resources', machine(name, more));
  estate.add(
    'resources',
    machine('server', {
      plan: { publisher: 'azurecyclecloud' },
      identity: { type: 'UserAssigned', userAssignedIdentities: { [ORCHESTRATOR]: {} } },
      properties: {
        osProfile: { adminUsername: 'root', customData: SECRET, linuxConfiguration: { secrets: SECRET } },
        userData: SECRET,
        extensionProfile: { extensions: [{ properties: { protectedSettings: { script: SECRET } } }] },
        storageProfile: { imageReference: { publisher: 'x' }, osDisk: { name: 'disk' } },
        provisioningState: 'Succeeded',
      },
    }),
  );
  for (const [id, number] of [
    [ORCHESTRATOR, 1],
    [LOCKER, 2],
  ] as const) {
    const name = id.slice(id.lastIndexOf('/') + 1);
    const properties = { principalId: guid(3, number), clientId: guid(4, number) };
    estate.add('resources', { ...resource(north, IDENTITY, name, { properties }), id });
  }
  estate.add('resources', { ...resource(south, 'Microsoft.Storage/storageAccounts', 'locker1'), id: LOCKER_STORE });
  estate.add('authorizationresources', assignment(1, LOCKER_STORE, guid(3, 2), guid(5, 7)));
  estate.add('authorizationresources', role(guid(5, 7), 'Reader of lockers', []));
  estate.add('authorizationresources', role(guid(5, 8), 'CycleCloud farm', []));
  return estate;
}

const WANTED: CycleCloudWanted = {
  servers: [resourceId(north, VM, 'bare')],
  identities: [LOCKER, 'no id at all'],
  lockers: [{ account: 'locker1', container: 'cyclecloud' }],
  scopes: [`/subscriptions/${north}`],
  roleNames: ['CycleCloud FARM', "it's free"],
};

const names = (estate: Estate, type: string) =>
  [...estate.rows('resources')]
    .filter(row => String(row.type).startsWith(type))
    .map(row => String(row.name))
    .sort();

collecting('servers are found by plan or image, nodes by tags in any case, and nothing else is', async () => {
  const { estate } = await collectFrom(azure());

  assert.equal(names(estate, 'microsoft.compute/'), [
    'image',
    'node',
    'node-lower',
    'node-mixed',
    'node-old',
    'plan',
    'server',
  ]);
});

collecting('what a config declares is read wherever it lies, with who acts for it', async () => {
  const { estate } = await collectFrom(azure(), {}, { scope: { subscriptions: [south] }, cyclecloud: WANTED });

  assert.equal(
    [
      names(estate, 'microsoft.compute/'),
      names(estate, 'microsoft.managedidentity/'),
      names(estate, 'microsoft.storage/'),
      estate.exists('arm/blobcontainers', `${LOCKER_STORE}/blobServices/default/containers/cyclecloud`),
      [...estate.rows('authorizationresources')].map(row => String(row.name)).sort(),
      estate.covered('authorizationresources', "/rolenames/it's%20free").status,
    ],
    [['bare'], ['locker'], ['locker1'], false, [guid(5, 7), guid(5, 8), guid(6, 1)], 'complete'],
  );
});

collecting(
  'what a config names and Azure does not have is known to be absent, where its subscription is seen',
  async () => {
    const gone = [resourceId(north, IDENTITY, 'gone'), resourceId(guid(1, 99), IDENTITY, 'gone')];
    const servers = [resourceId(north, VM, 'gone')];

    const { estate } = await collectFrom(azure(), {}, { cyclecloud: { ...WANTED, servers, identities: gone } });

    assert.equal(
      [
        ...gone.map(id => estate.covered('arm/userassignedidentities', id).status),
        estate.covered('arm/virtualmachines', servers[0]!).status,
      ],
      ['complete', 'unasked', 'complete'],
    );
  },
);

collecting('the identity of a server is read, as what it holds is', async () => {
  const { estate } = await collectFrom(azure());

  assert.equal(
    [names(estate, 'microsoft.managedidentity/'), estate.exists('graph/memberships', `/${guid(3, 1)}`)],
    [['orchestrator'], false],
  );
});

collecting('of a machine nothing is kept that may hold a secret', async () => {
  const { estate } = await collectFrom(azure());

  const server = estate.row('resources', resourceId(north, VM, 'server'));
  assert.equal(server?.properties, {
    provisioningState: 'Succeeded',
    storageProfile: { imageReference: { publisher: 'x' } },
  });
});

collecting('nor is anything kept of one that is read directly', async () => {
  const id = resourceId(north, VM, 'server');

  const text = await against(azure(), {}, async ({ connection }) => {
    const estate = newEstate();
    await confirm(connection, estate, { machines: [id] });
    return JSON.stringify(estate.row('arm/virtualmachines', id));
  });

  assert.equal([text.includes(SECRET), foldId(JSON.parse(text).id)], [false, foldId(id)]);
});

collecting('Kusto understands the queries', () => {
  const hostile = [`a') or 1==1 | take 1 //`, '\\', '\u2028'];

  assert.equal([cycleCloud(), rolesNamed(hostile), rolesNamed([])].flatMap(diagnose), []);
});

collecting.run();
