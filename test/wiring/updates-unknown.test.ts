import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { judgeText } from '../../src/cli/fixture.ts';
import type { Planned } from '../../src/cli/fixture-plan.ts';
import type { Row } from '../../src/model/estate.ts';
import { HEALTHY } from './healthy.ts';
import { opened, openPaths, pathsIn, RULES, undueTurns } from './unknown-estate.ts';

const unknown = suite('an unknown value in an update, or in the estate before it');

const SUBSCRIPTION = '/subscriptions/5b000001-0000-4000-8000-000000000001';
const GROUP = `${SUBSCRIPTION}/resourceGroups/rg-nexus/providers`;
const IDENTITY = `${SUBSCRIPTION}/resourceGroups/rg-identity/providers/Microsoft.ManagedIdentity/userAssignedIdentities`;
const CLUSTER = `${GROUP}/Microsoft.NetworkCloud/clusters`;
const OF_UPDATES = RULES.filter(({ subject }) => subject === 'nexus.update');

const attach = (...names: readonly string[]): Row => ({
  type: 'UserAssigned',
  userAssignedIdentities: Object.fromEntries(names.map(name => [`${IDENTITY}/${name}`, {}])),
});
const selects = (name: string): Row => ({
  associatedIdentity: {
    identityType: 'UserAssignedIdentity',
    userAssignedIdentityResourceId: `${IDENTITY}/${name}`,
  },
});
const settings = (archive: string): Row => ({
  commandOutputSettings: { containerUrl: 'https://stedge.blob.core.windows.net/run-output', ...selects('id-output') },
  analyticsOutputSettings: {
    analyticsWorkspaceId: `${GROUP}/Microsoft.OperationalInsights/workspaces/law-edge`,
    ...selects('id-output'),
  },
  secretArchiveSettings: { vaultUri: 'https://kv-edge.vault.azure.net/', ...selects(archive) },
});

function operation(more: Partial<Planned>): Planned {
  const id = `${CLUSTER}/cl-edge`;
  return { does: 'patch', id, type: 'microsoft.networkcloud/clusters', body: {}, apiVersion: '2025-02-01', ...more };
}

const PLANS: readonly (readonly [what: string, planned: Planned])[] = [
  ['creation', operation({ does: 'put', id: `${CLUSTER}/cl-new`, body: whole('id-output', 'id-vault') })],
  ['creation that is not ready', operation({ does: 'put', id: `${CLUSTER}/cl-new`, body: whole('id-output') })],
  ['put', operation({ does: 'put', body: whole('id-output', 'id-vault') })],
  ['put that leaves out', operation({ does: 'put', body: whole('id-output') })],
  ['patch that leaves out', operation({ body: { identity: { type: 'SystemAssigned' } } })],
  ['patch that removes all', operation({ body: { identity: { type: 'None' } } })],
  [
    'update by the Azure CLI',
    operation({
      client: 'azure-cli',
      replaces: ['identity'],
      body: { identity: attach('id-output', 'id-spare'), properties: { secretArchiveSettings: selects('id-spare') } },
    }),
  ],
  ['patch that selects what is not attached', operation({ body: { properties: settings('id-spare') } })],
  ['patch in an old version', operation({ apiVersion: '2024-07-01', body: { properties: settings('id-vault') } })],
  [
    'patch that removes one',
    operation({
      body: { identity: { type: 'UserAssigned', userAssignedIdentities: { [`${IDENTITY}/id-vault`]: null } } },
    }),
  ],
];

function whole(...names: readonly string[]): Row {
  return { identity: attach(...names), properties: settings('id-vault') };
}

for (const [what, planned] of PLANS) {
  const before = judgeText(OF_UPDATES, HEALTHY, [planned]);

  unknown(`turns no verdict on a ${what} but into unknown`, () => {
    const ofEstate = openPaths(HEALTHY).map(path => ({
      path,
      after: judgeText(OF_UPDATES, opened(HEALTHY, path), [planned]),
    }));
    const ofPlan = pathsIn(planned.body).map(path => ({
      path,
      after: judgeText(OF_UPDATES, HEALTHY, [{ ...planned, body: opened(planned.body, path) as Row }]),
    }));

    const faults = [...ofEstate, ...ofPlan].flatMap(({ path, after }) => [
      ...undueTurns(before, after).map(turn => `${path.join(' ')}: ${turn}`),
      ...(after.length === before.length ? [] : [`${path.join(' ')}: something is not judged`]),
      ...after.flatMap(({ because = '', message }) =>
        /\[object|undefined/.test(because + message) ? [because + message] : [],
      ),
    ]);

    assert.equal(faults, []);
  });
}

unknown.run();
