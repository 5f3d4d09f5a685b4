import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Access } from '../../../src/access/access.ts';
import type { Estate } from '../../../src/estate/estate.ts';
import type { Json, Row } from '../../../src/model/estate.ts';
import { unknownValue, whyUnknown } from '../../../src/model/json.ts';
import {
  ACCOUNT,
  apply,
  applyAll,
  BLOB_CONTRIBUTOR,
  emptyAzure,
  GROUP,
  gone,
  grant,
  holds,
  operation,
  patch,
  put,
  SUBSCRIPTION,
  VAULT,
} from './planning.ts';

const grants = suite('role assignments and definitions in a plan');

const BLOBS = 'Storage Blob Data Contributor';
const SERVICE = { principalType: 'ServicePrincipal' };
const unknown = unknownValue('the parameter has no value');
const ASSIGNMENT = `${ACCOUNT}/providers/Microsoft.Authorization/roleAssignments/a1`;
const ROOT = '/providers/Microsoft.Management/managementGroups/root';
const subscription = (...chain: string[]): Row => ({
  id: SUBSCRIPTION,
  type: 'microsoft.resources/subscriptions',
  properties: { managementGroupAncestorsChain: chain.map(name => ({ name })) },
});

grants('an assignment is a row as Resource Graph has it, and a built-in role comes along', () => {
  const { estate } = apply(emptyAzure(), grant(ACCOUNT, 'p1', 'storage blob data reader', SERVICE));
  const rows = [...estate.rows('authorizationresources')];

  assert.equal(
    [rows.find(({ name }) => name === 'a1'), rows.map(row => (row.properties as Row).roleName ?? null).sort()],
    [
      {
        id: ASSIGNMENT,
        name: 'a1',
        type: 'microsoft.authorization/roleassignments',
        subscriptionId: SUBSCRIPTION.slice(15),
        resourceGroup: 'rg-edge',
        properties: {
          scope: ACCOUNT,
          principalId: 'p1',
          roleDefinitionId: '/providers/Microsoft.Authorization/RoleDefinitions/2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
          principalType: 'ServicePrincipal',
        },
      },
      [null, 'Storage Blob Data Reader'].sort(),
    ],
  );
});

type RoleCase = {
  readonly that: string;
  readonly role: Json;
  readonly definition?: Row;
  readonly holds: readonly string[];
};

const CUSTOM = `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/c0ffee00-0000-4000-8000-000000000001`;
const WRITES = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*';
const custom = (properties: Row) => put(CUSTOM, { properties: { roleName: 'Blob Keeper', ...properties } });

const ROLES: readonly RoleCase[] = [
  { that: 'by its name', role: BLOBS, holds: ['granted'] },
  { that: 'by its name in any case', role: BLOBS.toUpperCase(), holds: ['granted'] },
  {
    that: 'by its id',
    role: `/providers/Microsoft.Authorization/roleDefinitions/${BLOB_CONTRIBUTOR}`,
    holds: ['granted'],
  },
  { that: 'by its GUID as a name', role: BLOB_CONTRIBUTOR, holds: ['granted'] },
  { that: 'that gives less', role: 'Reader', holds: ['missing'] },
  { that: 'that gives more', role: 'Storage Blob Data Owner', holds: ['granted'] },
  {
    that: 'that the plan defines',
    role: 'blob keeper',
    definition: { permissions: [{ dataActions: [WRITES] }] },
    holds: ['granted'],
  },
  {
    that: 'that the plan defines, by its id',
    role: CUSTOM,
    definition: { permissions: [{ dataActions: [WRITES] }] },
    holds: ['granted'],
  },
  {
    that: 'whose permissions are not all known',
    role: 'Blob Keeper',
    definition: { permissions: [{ dataActions: [WRITES], notDataActions: [unknown] }], assignableScopes: [unknown] },
    holds: [
      'unknown',
      `the definition of role c0ffee00-0000-4000-8000-000000000001, granted at ${ACCOUNT}, could not be read`,
    ],
  },
  {
    that: 'that nobody knows',
    role: 'Contoso / Deployer',
    holds: ['unknown', `the definition of role contoso   deployer, granted at ${ACCOUNT}, could not be read`],
  },
  {
    that: 'that is not known',
    role: unknown,
    holds: [
      'unknown',
      `the definition of role (not known before the plan runs: the parameter has no value), granted at ${ACCOUNT}, could not be read`,
    ],
  },
];

for (const { that, role, definition, holds: expected } of ROLES) {
  grants(`a role ${that}`, () => {
    const { estate } = apply(
      emptyAzure(),
      grant(ACCOUNT, 'p1', role, SERVICE),
      ...(definition === undefined ? [] : [custom(definition)]),
    );

    assert.equal(holds(estate, 'p1', BLOBS, ACCOUNT), expected);
  });
}

grants('a role of the estate goes before a built-in one of its name', () => {
  const row = {
    id: CUSTOM,
    name: 'c0ffee00-0000-4000-8000-000000000001',
    type: 'microsoft.authorization/roledefinitions',
  };
  const properties = { roleName: 'Reader', type: 'CustomRole', permissions: [{ dataActions: [WRITES] }] };
  const estate = emptyAzure(['authorizationresources', { ...row, properties }]);

  assert.equal(holds(apply(estate, grant(ACCOUNT, 'p1', 'Reader', SERVICE)).estate, 'p1', BLOBS, ACCOUNT), ['granted']);
});

grants('a condition, known or not, leaves open what is granted', () => {
  const [known, open] = ['@Resource[…]', unknown].map(condition =>
    holds(apply(emptyAzure(), grant(ACCOUNT, 'p1', BLOBS, { ...SERVICE, condition })).estate, 'p1', BLOBS, ACCOUNT),
  );

  assert.equal(
    [known, open],
    [
      ['unknown', `${BLOBS} at ${ACCOUNT} is granted on a condition`],
      [
        'unknown',
        `${BLOBS} at ${ACCOUNT} is granted on a condition that is not known before the plan runs (the parameter has no value)`,
      ],
    ],
  );
});

grants('one whose principal is not known may be anyone’s, at and below its scope', () => {
  const { estate } = apply(emptyAzure(), grant(ACCOUNT, unknown, BLOBS));

  assert.equal(
    [ACCOUNT, VAULT].map(scope => holds(estate, 'p1', BLOBS, scope)),
    [
      [
        'unknown',
        `the role assignments at and above ${ACCOUNT} are not all known before the plan runs (a1 grants a role to a principal that is not known: the parameter has no value)`,
      ],
      ['missing'],
    ],
  );
});

grants('what was known of a narrower scope does not hold where anyone may get something above it', () => {
  const estate = emptyAzure();
  estate.cover({ source: 'authorizationresources', scope: ACCOUNT, status: 'complete' });
  const answers = [SUBSCRIPTION, ROOT].map(
    scope => holds(apply(estate, grant(scope, unknown, BLOBS)).estate, 'p1', BLOBS, ACCOUNT)[0],
  );

  assert.equal(answers, ['unknown', 'unknown']);
});

grants('what is open in a management group is open everywhere, where nothing is known of who lies in it', () => {
  assert.is(holds(apply(emptyAzure(), grant(ROOT, unknown, BLOBS)).estate, 'p1', BLOBS, ACCOUNT)[0], 'unknown');
});

grants('a management group that does not hold a subscription leaves what was read there as it is', () => {
  const estate = emptyAzure(['resourcecontainers', subscription('team', 'root')]);
  estate.cover({ source: 'authorizationresources', scope: SUBSCRIPTION, status: 'complete' });
  const at = (name: string) => `/providers/Microsoft.Management/managementGroups/${name}`;
  const answers = ['team', 'elsewhere'].map(
    name => holds(apply(estate, grant(at(name), unknown, BLOBS)).estate, 'p1', BLOBS, ACCOUNT)[0],
  );

  assert.equal(answers, ['unknown', 'missing']);
});

grants('one that is there already keeps its principal and role', () => {
  const before = apply(emptyAzure(), grant(ACCOUNT, 'p1', BLOBS, SERVICE)).estate;
  const answers = [grant(ACCOUNT, unknown, unknown), grant(ACCOUNT, 'p2', 'Reader', SERVICE)].map(again => {
    const { estate } = apply(before, again);
    return ['p1', 'p2'].map(who => holds(estate, who, BLOBS, ACCOUNT)[0]);
  });

  assert.equal(
    answers,
    [1, 2].map(() => ['granted', 'missing']),
  );
});

grants('a patch changes its condition alone', () => {
  const before = apply(emptyAzure(), grant(ACCOUNT, 'p1', BLOBS, { ...SERVICE, condition: '@Resource[…]' })).estate;
  const after = apply(before, patch(ASSIGNMENT, { properties: { condition: null } })).estate;

  assert.equal(holds(after, 'p1', BLOBS, ACCOUNT), ['granted']);
});

grants('the type of a principal that the plan does not tell is known from elsewhere', () => {
  const identity = { id: `${GROUP}/x/y`, properties: { principalId: 'P1' } };
  const typed = (estate: Estate) =>
    (apply(estate, grant(ACCOUNT, 'p1', BLOBS)).estate.row('authorizationresources', ASSIGNMENT)!.properties as Row)
      .principalType;

  assert.equal([typed(emptyAzure(['resources', identity])), typed(emptyAzure())], ['ServicePrincipal', undefined]);
});

const read = (principalId: string, value: readonly Row[] = []): Row => ({
  id: `${ACCOUNT}/${principalId}`,
  scope: ACCOUNT,
  principalId,
  value,
});
const GROUP_ID = { principalType: 'Group' };

type ReadCase = {
  readonly that: string;
  readonly rows?: readonly Row[];
  readonly memberships?: readonly string[] | null;
  readonly does: ReturnType<typeof grant>;
  readonly holds: string;
};

const READS: readonly ReadCase[] = [
  {
    that: 'a direct read has what the plan grants to its principal',
    does: grant(ACCOUNT, 'P1', BLOBS, SERVICE),
    holds: 'granted',
  },
  { that: 'and what it grants above', does: grant(GROUP, 'p1', BLOBS, SERVICE), holds: 'granted' },
  { that: 'and at the tenant', does: grant('', 'p1', BLOBS, SERVICE), holds: 'granted' },
  { that: 'but not what it grants beside', does: grant(VAULT, 'p1', BLOBS, SERVICE), holds: 'missing' },
  { that: 'nor to others', does: grant(ACCOUNT, 'p2', BLOBS, SERVICE), holds: 'missing' },
  {
    that: 'it has what a group of the principal gets',
    memberships: ['g1'],
    does: grant(ACCOUNT, 'g1', BLOBS, GROUP_ID),
    holds: 'granted',
  },
  {
    that: 'and not what other groups get',
    memberships: ['g2'],
    does: grant(ACCOUNT, 'g1', BLOBS, GROUP_ID),
    holds: 'missing',
  },
  {
    that: 'of groups that were not read it is open',
    memberships: null,
    does: grant(ACCOUNT, 'g1', BLOBS, GROUP_ID),
    holds: 'unknown',
  },
  { that: 'as where a principal is not known', does: grant(GROUP, unknown, BLOBS), holds: 'unknown' },
  { that: 'and where management groups are not', does: grant(ROOT, 'p1', BLOBS, SERVICE), holds: 'unknown' },
];

for (const { that, memberships = [], does, holds: expected } of READS) {
  grants(that, () => {
    const estate = emptyAzure(['arm/assignedto', read('p1')]);
    if (memberships === null) estate.cover({ source: 'graph/memberships', scope: '/', status: 'denied' });
    else estate.add('graph/memberships', { id: 'p1', value: memberships });

    assert.equal(holds(apply(estate, does).estate, 'p1', BLOBS, ACCOUNT)[0], expected);
  });
}

grants('what a direct read showed to be gone stays gone where a plan leaves something open', () => {
  const stale = grant(ACCOUNT, 'p1', BLOBS, SERVICE, 'stale');
  const estate = apply(emptyAzure(), stale).estate;
  estate.add('arm/assignedto', read('p1'));
  const after = apply(estate, grant(ACCOUNT, unknown, 'Reader')).estate;

  assert.equal(
    [holds(estate, 'p1', BLOBS, ACCOUNT), holds(after, 'p1', BLOBS, ACCOUNT)[0], new Access(after).reaching('p1')],
    [['missing'], 'unknown', []],
  );
});

grants('an assignment that is deleted is gone from direct reads as well', () => {
  const before = apply(emptyAzure(['arm/assignedto', read('p1')]), grant(ACCOUNT, 'p1', BLOBS, SERVICE)).estate;
  const after = apply(before, gone(ASSIGNMENT.toUpperCase())).estate;

  assert.equal(
    [before, after].map(estate => holds(estate, 'p1', BLOBS, ACCOUNT)),
    [['granted'], ['missing']],
  );
});

grants('a role that is deleted gives what nobody knows', () => {
  const after = applyAll(emptyAzure(), [
    [custom({ permissions: [{ dataActions: [WRITES] }] }), grant(ACCOUNT, 'p1', 'Blob Keeper', SERVICE)],
    [operation('delete', CUSTOM.toUpperCase(), {}, { type: 'microsoft.authorization/roledefinitions' })],
  ]);

  assert.equal(holds(after, 'p1', BLOBS, ACCOUNT)[0], 'unknown');
});

grants('nothing that is not known stays in the rows of roles', () => {
  const { estate } = apply(
    emptyAzure(),
    custom({ permissions: unknown, description: unknown, assignableScopes: [unknown] }),
    grant(ACCOUNT, 'p1', unknown, {
      condition: unknown,
      principalType: unknown,
      delegatedManagedIdentityResourceId: unknown,
    }),
    grant(ACCOUNT, unknown, unknown, {}, 'a2'),
  );
  const hasUnknown = (value: Json): boolean =>
    typeof value === 'object' &&
    value !== null &&
    (whyUnknown(value) !== undefined || Object.values(value).some(hasUnknown));

  assert.equal([...estate.rows('authorizationresources')].filter(hasUnknown), []);
});

grants.run();
