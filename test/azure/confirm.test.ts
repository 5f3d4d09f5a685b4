import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { collect } from '../../src/azure/collect.ts';
import { confirm, type Doubts } from '../../src/azure/confirm.ts';
import type { Faults } from '../../src/emulator/faults.ts';
import type { Estate } from '../../src/estate/estate.ts';
import type { Row, Table } from '../../src/model/estate.ts';
import { listAt, textAt } from '../../src/model/json.ts';
import { against, TAKEN_AT } from './against.ts';
import {
  CLUSTER_1,
  GROUP_ASSIGNMENT,
  guid,
  IDENTITY,
  IDENTITY_1,
  NORTH,
  principalOf,
  resourceId,
  role,
  STORE,
  SUBSCRIPTIONS,
  smallAzure,
  usedBy,
  VAULT,
} from './small-azure.ts';

const confirming = suite('confirm');

/** Collects and confirms; gives what the tables of direct reads hold then, and their coverage. */
function confirmed(azure: Estate, doubts: Doubts, faults: Faults = {}): Promise<Estate> {
  return against(azure, { faults }, async ({ connection }) => {
    const { estate } = await collect(connection, { scope: {}, takenAt: TAKEN_AT, operators: [] });
    await confirm(connection, estate, doubts);
    return estate;
  });
}

const textsOf = (row: Row | undefined) => listAt(row, 'value').map(item => textAt(item, 'name'));

const coverageOf = (estate: Estate, table: Table) =>
  estate.coverage.filter(({ source }) => source === table).map(({ scope, status }) => [scope, status]);

confirming('what reaches a principal at a scope is read directly, through groups as well', async () => {
  const question = { principalId: principalOf(2), scope: VAULT };

  const estate = await confirmed(smallAzure(), { questions: [question, question] });

  const id = `${VAULT}/${principalOf(2)}`.toLowerCase();
  const [row] = estate.rows('arm/assignedto');
  assert.equal(
    [estate.count('arm/assignedto'), row?.id, row?.principalId, textsOf(row), coverageOf(estate, 'arm/assignedto')],
    [1, id, principalOf(2), [GROUP_ASSIGNMENT.name], [[id, 'complete']]],
  );
});

confirming('a role that only a direct read shows comes with its definition', async () => {
  const azure = smallAzure();
  const fresh = guid(5, 7);
  azure.add('authorizationresources', role(fresh, 'Fresh', ['a/b']));
  azure.add('authorizationresources', {
    ...GROUP_ASSIGNMENT,
    id: `${VAULT}/providers/Microsoft.Authorization/roleAssignments/${guid(6, 50)}`,
    name: guid(6, 50),
    properties: {
      principalId: principalOf(1),
      principalType: 'ServicePrincipal',
      scope: VAULT,
      roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${fresh}`,
    },
  });

  const estate = await confirmed(
    azure,
    { questions: [{ principalId: principalOf(1), scope: VAULT }] },
    { resourceGraph: smallAzure() },
  );

  assert.is(
    estate.exists('authorizationresources', `/providers/Microsoft.Authorization/roleDefinitions/${fresh}`),
    true,
  );
});

confirming('an identity is read directly: one that exists has a row, one that does not is known not to', async () => {
  const gone = resourceId(SUBSCRIPTIONS.north, IDENTITY, 'gone');

  const estate = await confirmed(smallAzure(), { identities: [IDENTITY_1, gone] });

  assert.equal(
    [
      estate.row('arm/userassignedidentities', IDENTITY_1)?.properties,
      estate.exists('arm/userassignedidentities', gone),
    ],
    [usedBy(NORTH)[0]?.properties, false],
  );
});

confirming('a cluster is read directly, without secrets and hardware', async () => {
  const azure = smallAzure();
  const properties = { provisioningState: 'Updating' };
  azure.add('arm/clusters', {
    id: CLUSTER_1,
    name: 'cluster1',
    properties: { ...properties, password: 'hunter2', computeRackDefinitions: [{}] },
  });

  const estate = await confirmed(azure, { clusters: [CLUSTER_1] });

  assert.equal(estate.row('arm/clusters', CLUSTER_1)?.properties, properties);
});

confirming('names that nobody has are told from names that someone has', async () => {
  const estate = await confirmed(smallAzure(), {
    accounts: ['store1', 'NoStore'],
    vaults: ['vault-shared', 'vault-none'],
  });

  const rows = [...estate.rows('arm/nameavailability')].map(({ id, nameAvailable }) => [id, nameAvailable]);
  assert.equal(rows.sort(), [
    ['Microsoft.KeyVault/vaults/vault-none', true],
    ['Microsoft.KeyVault/vaults/vault-shared', false],
    ['Microsoft.Storage/storageAccounts/nostore', true],
    ['Microsoft.Storage/storageAccounts/store1', false],
  ]);
});

confirming('direct reads that are refused are gaps', async () => {
  const doubts = {
    questions: [{ principalId: principalOf(1), scope: STORE }],
    identities: [IDENTITY_1],
    accounts: ['store1'],
  };

  const estate = await confirmed(smallAzure(), doubts, { denied: ['arm'] });

  assert.equal(
    (['arm/assignedto', 'arm/userassignedidentities', 'arm/nameavailability'] as const).map(table => [
      estate.count(table),
      coverageOf(estate, table).map(([, status]) => status),
    ]),
    [
      [0, ['denied']],
      [0, ['denied']],
      [0, ['denied']],
    ],
  );
});

confirming.run();
