import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Access } from '../../../src/access/access.ts';
import type { Table } from '../../../src/model/estate.ts';
import { isUnknown } from '../../../src/model/fact.ts';
import { Lookup } from '../../../src/wiring/lookup.ts';
import {
  ACCOUNT,
  AFOI,
  apply,
  applyAll,
  CLUSTER,
  CONTAINER,
  complaints,
  emptyAzure,
  GREENFIELD,
  GROUP,
  gone,
  healthy,
  IDENTITY,
  OPERATED,
  offline,
  put,
  VAULT,
  WORKSPACE,
} from './planning.ts';

const deletes = suite('what a plan deletes');

const site = () => apply(emptyAzure(), ...Object.values(GREENFIELD)).estate;
const CREDENTIAL = `${IDENTITY}/federatedIdentityCredentials/deployment`;

const THINGS: readonly (readonly [Table, string])[] = [
  ['resources', IDENTITY],
  ['arm/userassignedidentities', IDENTITY],
  ['arm/federatedcredentials', CREDENTIAL],
  ['resources', ACCOUNT],
  ['arm/blobcontainers', CONTAINER],
  ['resources', VAULT],
  ['resources', WORKSPACE],
  ['resources', CLUSTER],
  ['arm/clusters', CLUSTER],
];

const TABLE: readonly (readonly [string, string, readonly string[]])[] = [
  ['a container', CONTAINER, [CONTAINER]],
  ['a storage account, with its containers', ACCOUNT, [ACCOUNT, CONTAINER]],
  ['an identity, with its federated credentials', IDENTITY, [IDENTITY, CREDENTIAL]],
  ['a cluster', CLUSTER.toUpperCase(), [CLUSTER]],
  ['a resource group, with everything in it', GROUP, THINGS.map(([, id]) => id)],
];

for (const [what, id, expected] of TABLE) {
  deletes(`${what} is gone`, () => {
    const before = apply(site(), put(CREDENTIAL, { properties: { subject: 's' } })).estate;
    const { estate } = apply(before, gone(id));
    const lost = THINGS.filter(([table, each]) => estate.exists(table, each) === false).map(([, each]) => each);

    assert.equal(
      [...new Set(lost)],
      [...new Set(THINGS.map(([, each]) => each).filter(each => expected.includes(each)))],
    );
  });
}

deletes('what is gone is known to be, whatever was read of it', () => {
  const estate = offline();
  estate.cover({ source: 'resources', scope: WORKSPACE, status: 'denied' });
  const after = [gone(GROUP), gone(WORKSPACE)].map(operation => apply(estate, operation).estate);

  assert.equal(
    after.map(each => each.exists('resources', WORKSPACE)),
    [false, false],
  );
});

deletes('the names of storage accounts and vaults that are gone lead nowhere', () => {
  const { estate } = apply(site(), gone(GROUP));
  const lookup = new Lookup(estate, new Access(estate), OPERATED);

  assert.equal(
    [
      lookup.byName('microsoft.storage/storageaccounts', 'stedgeoutput'),
      lookup.byName('microsoft.keyvault/vaults', 'kv-edge'),
      isUnknown(lookup.byName('microsoft.keyvault/vaults', 'another')),
    ],
    [undefined, undefined, true],
  );
});

deletes('role assignments at and below what is gone are gone, and those beside it stay', () => {
  const { estate } = apply(site(), gone(VAULT));
  const access = new Access(estate);

  assert.equal(
    [ACCOUNT, VAULT, WORKSPACE].map(scope => (access.on(scope) as readonly unknown[]).length),
    [1, 0, 1],
  );
});

deletes('the assignments of an identity that is gone stay behind, and belong to nobody', async () => {
  const { estate, settings } = await healthy();
  const id = [...estate.rows('resources')].map(row => String(row.id)).find(each => each.endsWith('/id-vault'))!;
  const { estate: after } = apply(estate, gone(id));

  assert.equal(
    [
      new Access(after).reaching('1d000002-0000-4000-8000-000000000002').length,
      after.exists('graph/directoryobjects', '1d000002-0000-4000-8000-000000000002'),
      complaints(after, settings),
    ],
    [1, false, ['fail nexus-identity-missing']],
  );
});

deletes('deny assignments go with their scope', () => {
  const id = `${GROUP}/providers/Microsoft.Authorization/denyAssignments/d1`;
  const estate = emptyAzure(['arm/denyassignments', { id, properties: { scope: GROUP } }]);

  assert.equal(apply(estate, gone(GROUP)).estate.count('arm/denyassignments'), 0);
});

deletes('a resource that is replaced is new: nothing of it is left', () => {
  const { estate } = apply(site(), put(ACCOUNT, { properties: {} }), gone(ACCOUNT));

  assert.equal(
    [
      estate.row('resources', ACCOUNT)!.properties,
      estate.exists('arm/blobcontainers', CONTAINER),
      new Access(estate).on(ACCOUNT),
    ],
    [{}, false, []],
  );
});

deletes('the rights of others on a resource that is made again are gone as well', () => {
  const operator = GREENFIELD.operator!;
  const after = applyAll(emptyAzure(), [[put(IDENTITY), operator], [gone(IDENTITY)], [put(IDENTITY)]]);

  assert.equal(new Access(after).reaching(AFOI), []);
});

deletes.run();
