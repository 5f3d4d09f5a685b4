import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Operation, principalOf } from '../../../src/model/plan.ts';
import {
  ACCOUNT,
  apply,
  applyAll,
  CLUSTER,
  complaints,
  emptyAzure,
  GREENFIELD,
  grant,
  holds,
  IDENTITY,
  offline,
  patch,
  put,
  SETTINGS,
  unknowns,
  VAULT,
} from './planning.ts';

const greenfield = suite('a new site in one step');

const all = Object.values(GREENFIELD);
const without = (...names: readonly string[]): readonly Operation[] =>
  Object.entries(GREENFIELD)
    .filter(([name]) => !names.includes(name))
    .map(([, operation]) => operation);

greenfield('it is ready, without an account and with one', () => {
  assert.equal(
    [offline(), emptyAzure()].map(estate => complaints(apply(estate, ...all).estate)),
    [[], []],
  );
});

greenfield('of what it makes, nothing is unknown, without an account and with one', () => {
  assert.equal(
    [offline(), emptyAzure()].map(estate => unknowns(apply(estate, ...all).estate)),
    [[], []],
  );
});

greenfield('roles on a vault that may be there already are unknown without an account', () => {
  const vault = patch(VAULT, { properties: { enableRbacAuthorization: true } });

  assert.equal(
    unknowns(apply(offline(), ...without('vault'), vault).estate).filter(text => /holds-vault-role/.test(text)),
    [
      `nexus-platform-holds-vault-role: the role assignments at and above ${VAULT} were not all read (it was not asked for)`,
    ],
  );
});

const LACKING: readonly (readonly [string, readonly string[]])[] = [
  ['blobs', ['fail nexus-command-output-not-granted']],
  ['logs', ['fail nexus-analytics-output-not-granted']],
  ['secrets', ['fail nexus-secret-archive-not-granted']],
  ['operator', ['fail nexus-platform-cannot-assign-identity']],
];

for (const [name, expected] of LACKING) {
  greenfield(`without the grant "${name}", exactly its requirement fails where Azure was read`, () => {
    assert.equal(complaints(apply(emptyAzure(), ...without(name)).estate), expected);
  });
}

for (const [name, expected] of LACKING.slice(0, 3)) {
  greenfield(`without the grant "${name}", exactly its requirement fails without an account`, () => {
    assert.equal(complaints(apply(offline(), ...without(name)).estate), expected);
  });
}

greenfield('the rights of someone who exists are unknown without an account', () => {
  assert.equal(complaints(apply(offline(), ...without('operator')).estate), [
    'unknown nexus-platform-cannot-assign-identity',
  ]);
});

greenfield('a container that is not made is missing where Azure was read, and unknown without an account', () => {
  const found = [emptyAzure(), offline()].map(estate => complaints(apply(estate, ...without('container')).estate));

  assert.equal(found, [['fail nexus-container-missing'], ['unknown nexus-container-missing']]);
});

greenfield('the order of operations does not matter', () => {
  assert.equal(complaints(apply(offline(), ...all.toReversed()).estate), []);
});

greenfield('it may be made step by step', () => {
  assert.equal(
    complaints(
      applyAll(
        offline(),
        all.map(operation => [operation]),
      ),
    ),
    [],
  );
});

const SYSTEM = { identityType: 'SystemAssignedIdentity' };
const systemSettings = {
  properties: Object.fromEntries(
    Object.entries(SETTINGS).map(([key, value]) => [key, { ...(value as object), associatedIdentity: SYSTEM }]),
  ),
};
const BLOBS = 'Storage Blob Data Contributor';
const made = put(CLUSTER, { identity: { type: 'SystemAssigned' }, ...systemSettings });
const own = grant(ACCOUNT, principalOf(CLUSTER), BLOBS);

greenfield('the principal of a system-assigned identity is not there before its cluster is', () => {
  const { estate } = apply(
    offline(),
    ...without('cluster', 'blobs', 'logs', 'secrets', 'operator', 'identity'),
    made,
    own,
  );

  assert.equal(complaints(estate), [
    'unknown nexus-analytics-output-not-granted',
    'unknown nexus-command-output-not-granted',
    'unknown nexus-secret-archive-not-granted',
  ]);
});

greenfield('the reason says which step the document puts next', () => {
  const { estate } = apply(offline(), made);

  assert.equal(estate.row('resources', CLUSTER)?.identity, {
    type: 'SystemAssigned',
    principalId: {
      'midrift:unknown':
        'the principal of its system-assigned identity does not exist before cluster-edge does; the next documented step is to query the cluster for it, grant it the roles, and then set the three settings',
    },
  });
});

greenfield('in the documented order, grants between cluster and settings count', () => {
  const steps = [
    [
      ...without('cluster', 'blobs', 'logs', 'secrets', 'operator', 'identity'),
      put(CLUSTER, { identity: { type: 'SystemAssigned' } }),
    ],
    [own],
    [patch(CLUSTER, systemSettings)],
  ];

  assert.equal(complaints(applyAll(emptyAzure(), steps)), [
    'fail nexus-analytics-output-not-granted',
    'fail nexus-secret-archive-not-granted',
  ]);
});

greenfield('nobody but the plan can have granted anything to a principal that it makes', () => {
  const { estate } = apply(offline(), put(IDENTITY));

  assert.equal(holds(estate, principalOf(IDENTITY.toLowerCase()), BLOBS, ACCOUNT), ['missing']);
});

greenfield('an identity that may exist already may have grants that were not read', () => {
  const estate = emptyAzure();
  for (const source of ['resources', 'arm/userassignedidentities', 'authorizationresources'] as const)
    estate.cover({ source, scope: '/', status: 'denied', because: 'it was refused' });
  const after = apply(estate, put(IDENTITY)).estate;

  assert.equal(holds(after, principalOf(IDENTITY.toLowerCase()), BLOBS, ACCOUNT), [
    'unknown',
    `the role assignments at and above ${ACCOUNT} were not all read (it was refused)`,
  ]);
});

greenfield.run();
