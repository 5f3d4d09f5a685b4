import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Row } from '../../../src/model/estate.ts';
import { unknownValue } from '../../../src/model/json.ts';
import { principalOf } from '../../../src/model/plan.ts';
import {
  ACCOUNT,
  apply,
  applyAll,
  CLUSTER,
  complaints,
  emptyAzure,
  gone,
  grant,
  healthy,
  holds,
  IDENTITY,
  MACHINE,
  patch,
  put,
} from './planning.ts';

const principals = suite('the principals of identities in a plan');

const BLOBS = 'Storage Blob Data Contributor';
const SYMBOL = principalOf(IDENTITY.toLowerCase());
const existing = { id: IDENTITY.toLowerCase(), name: 'uami-edge', properties: { principalId: 'p1', clientId: 'c1' } };
const holders = (estate: ReturnType<typeof emptyAzure>) =>
  [...estate.rows('authorizationresources')].flatMap(row => {
    const { principalId } = row.properties as { principalId?: string };
    return principalId === undefined ? [] : [principalId];
  });

principals('an identity that is there keeps its principal, and grants to it are its own', () => {
  const estate = emptyAzure(['resources', existing]);
  const after = apply(estate, grant(ACCOUNT, principalOf(IDENTITY), BLOBS), put(IDENTITY)).estate;

  assert.equal([holders(after), holds(after, 'p1', BLOBS, ACCOUNT)], [['p1'], ['granted']]);
});

principals('a new identity has a principal of its own, without groups and federated credentials', () => {
  const { estate } = apply(emptyAzure(), put(IDENTITY));
  const { principalId } = estate.row('arm/userassignedidentities', IDENTITY)!.properties as { principalId: string };

  assert.equal(
    [
      principalId,
      estate.row('graph/memberships', principalId)?.value,
      estate.exists('graph/directoryobjects', principalId),
      estate.covered('arm/federatedcredentials', `${IDENTITY}/federatedIdentityCredentials/x`).status,
    ],
    [SYMBOL, [], true, 'complete'],
  );
});

principals('the client id of a new identity is not known', () => {
  const { estate } = apply(emptyAzure(), put(IDENTITY));

  assert.equal(
    (estate.row('resources', IDENTITY)!.properties as { clientId: unknown }).clientId,
    unknownValue('the client id of uami-edge does not exist before uami-edge does'),
  );
});

principals('an identity that is deleted and made again has none of its grants', () => {
  const estate = emptyAzure(['resources', existing]);
  const granted = apply(estate, grant(ACCOUNT, principalOf(IDENTITY), BLOBS)).estate;
  const after = apply(granted, gone(IDENTITY), put(IDENTITY)).estate;

  assert.equal(
    [holds(after, SYMBOL, BLOBS, ACCOUNT), after.exists('graph/directoryobjects', 'p1'), holders(after)],
    [['missing'], false, ['p1']],
  );
});

principals('every time that it is made again it has another', () => {
  const after = applyAll(emptyAzure(), [
    [put(IDENTITY), grant(ACCOUNT, principalOf(IDENTITY), BLOBS)],
    [gone(IDENTITY), put(IDENTITY)],
    [gone(IDENTITY)],
    [put(IDENTITY)],
  ]);
  const { principalId } = after.row('resources', IDENTITY)!.properties as { principalId: string };

  assert.equal(
    [principalId, holds(after, principalId, BLOBS, ACCOUNT), holders(after)],
    [`${SYMBOL}#3`, ['missing'], [SYMBOL]],
  );
});

principals('an identity that was made again is not the one that the cluster recorded', async () => {
  const { estate, settings } = await healthy();
  const id = [...estate.rows('resources')].map(row => String(row.id)).find(each => each.endsWith('/id-vault'))!;
  const { estate: after } = apply(estate, gone(id), put(id));

  assert.equal(complaints(after, settings), [
    'fail nexus-identity-recreated',
    'fail nexus-platform-cannot-assign-identity',
    'fail nexus-secret-archive-not-granted',
  ]);
});

principals('what a cluster has attached stays what it was, though Azure does not say which principal that is', () => {
  const attached = { id: CLUSTER, identity: { type: 'UserAssigned', userAssignedIdentities: { [IDENTITY]: {} } } };
  const before = emptyAzure(['resources', existing], ['arm/clusters', attached]);
  const again = apply(before, gone(IDENTITY), put(IDENTITY)).estate;
  const none = patch(CLUSTER, { identity: { userAssignedIdentities: { [IDENTITY]: null } } });
  const anew = patch(CLUSTER, { identity: { userAssignedIdentities: { [IDENTITY]: {} } } });
  const entries = [again, applyAll(again, [[none], [anew]])].map(
    estate => (estate.row('arm/clusters', CLUSTER)!.identity as Row).userAssignedIdentities,
  );

  assert.equal(entries, [{ [IDENTITY]: { principalId: 'p1' } }, { [IDENTITY]: {} }]);
});

principals('grants to what neither Azure nor the plan has are of a principal that may exist', () => {
  const { estate } = apply(emptyAzure(), grant(ACCOUNT, principalOf(IDENTITY), BLOBS));

  assert.equal(
    [holders(estate), estate.covered('graph/directoryobjects', SYMBOL)],
    [
      [SYMBOL],
      {
        status: 'partial',
        because: `${IDENTITY} is not in what was read of Azure, nor made by the plan`,
        planned: true,
      },
    ],
  );
});

principals('a machine has its system-assigned principal as soon as it is made', () => {
  const { estate } = apply(emptyAzure(), put(MACHINE, { identity: { type: 'SystemAssigned' } }));

  assert.equal(estate.row('resources', MACHINE)!.identity, {
    type: 'SystemAssigned',
    principalId: principalOf(MACHINE.toLowerCase()),
  });
});

principals("a cluster's system-assigned principal is there in the next step", () => {
  const made = put(CLUSTER, { identity: { type: 'SystemAssigned' } });
  const after = applyAll(emptyAzure(), [[made], []]);

  assert.equal(
    ['resources', 'arm/clusters'].map(table => after.row(table as 'resources', CLUSTER)!.identity),
    [1, 2].map(() => ({ type: 'SystemAssigned', principalId: principalOf(CLUSTER.toLowerCase()) })),
  );
});

principals('a system-assigned identity that is dropped and given again has another principal', () => {
  const was = { id: CLUSTER, name: 'c', identity: { type: 'SystemAssigned', principalId: 'p1' }, properties: {} };
  const after = applyAll(emptyAzure(['resources', was]), [
    [patch(CLUSTER, { identity: { type: 'None' } })],
    [patch(CLUSTER, { identity: { type: 'SystemAssigned' } })],
    [patch(CLUSTER, { identity: { type: 'None' } })],
    [patch(CLUSTER, { identity: { type: 'SystemAssigned' } })],
    [],
  ]);

  assert.equal(
    [after.row('resources', CLUSTER)!.identity, after.exists('graph/directoryobjects', 'p1')],
    [{ type: 'SystemAssigned', principalId: `${principalOf(CLUSTER.toLowerCase())}#2` }, false],
  );
});

principals.run();
