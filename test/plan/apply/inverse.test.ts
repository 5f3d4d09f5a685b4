import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Estate } from '../../../src/estate/estate.ts';
import type { Coverage, Json, Row, Table } from '../../../src/model/estate.ts';
import { unknownValue } from '../../../src/model/json.ts';
import { type Edit, type Matching, type Operation, principalOf, roleNamed } from '../../../src/model/plan.ts';
import { foldId } from '../../../src/model/resource-id.ts';
import { undo } from '../../../src/plan/apply.ts';
import {
  ACCOUNT,
  apply,
  CLUSTER,
  CONTAINER,
  contents,
  emptyAzure,
  GREENFIELD,
  GROUP,
  goneWhere,
  grant,
  healthy,
  IDENTITY,
  MACHINE,
  operation,
  SUBSCRIPTION,
  VAULT,
  WORKSPACE,
} from './planning.ts';

const inverse = suite('a plan and its inverse');

const RESOURCES = [CLUSTER, IDENTITY, ACCOUNT, CONTAINER, VAULT, WORKSPACE, MACHINE];
const SCOPES = ['', SUBSCRIPTION, GROUP, ...RESOURCES, '/providers/Microsoft.Management/managementGroups/root'];
const open = unknownValue('the parameter has no value');

const identity: fc.Arbitrary<Json> = fc.constantFrom<Json>(
  open,
  { type: 'None' },
  { type: 'SystemAssigned' },
  { type: 'UserAssigned', userAssignedIdentities: { [IDENTITY]: {} } },
  {
    type: 'SystemAssigned, UserAssigned',
    userAssignedIdentities: { [IDENTITY.toUpperCase()]: null, [`${IDENTITY}2`]: {} },
  },
);
const body: fc.Arbitrary<Row> = fc
  .record({
    identity: fc.option(identity, { nil: undefined }),
    properties: fc.option(
      fc.constantFrom<Json>(
        open,
        {},
        { networkAcls: { defaultAction: 'Deny' } },
        { networkAcls: null, secretArchiveSettings: open },
      ),
      { nil: undefined },
    ),
  })
  .map(parts => Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as Row);

const written = fc
  .tuple(fc.constantFrom(...RESOURCES), fc.constantFrom('put', 'set', 'patch' as const), body)
  .map(([id, does, sent]) => operation(does, id, sent));
const granted = fc
  .tuple(
    fc.constantFrom(...SCOPES),
    fc.constantFrom<Json>('p1', 'g1', principalOf(IDENTITY), principalOf(CLUSTER), open),
    fc.constantFrom<Json>('Owner', 'Mine', open),
    fc.constantFrom<Row>({}, { principalType: 'Group' }, { condition: open }),
    fc.constantFrom('a1', 'a2'),
  )
  .map(each => grant(...each));
const deleted = fc.constantFrom(...RESOURCES, GROUP, `${ACCOUNT}/providers/Microsoft.Authorization/roleAssignments/a1`);
const doubted = fc
  .tuple(
    fc.constantFrom(...SCOPES.slice(1, -1), `${ACCOUNT}/providers/Microsoft.Authorization/roleAssignments/a1`),
    fc.constantFrom(undefined, '*', 'microsoft.authorization/roleassignments', 'microsoft.keyvault/vaults'),
    fc.constantFrom(undefined, 'create' as const, 'write' as const),
    fc.constantFrom('count is not known', 'a condition is not known'),
  )
  .map(([id, type, atMost, because]) =>
    operation('doubt', id, {}, { because, ...(type && { type }), ...(atMost && { atMost }) }),
  );
const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('add' as const, 'remove' as const),
      fc.subarray<Json>(['203.0.113.7', '203.0.113.7/32', '203.0.113.0/24', open]),
    )
    .map(([does, values]): Edit => {
      const path = ['properties', 'networkAcls', 'ipRules'];
      return { is: 'items', does, path, by: 'value', items: values.map(value => ({ value })) };
    }),
  fc
    .tuple(fc.constantFrom('add' as const, 'remove' as const), fc.boolean())
    .map(([does, system]): Edit => ({ is: 'identities', does, system })),
);
const edited = fc
  .tuple(fc.constantFrom(ACCOUNT, VAULT, MACHINE, CLUSTER), fc.constantFrom<Json>({}, null, open), anyEdit)
  .map(([id, user, edit]) => {
    const sent: Row = edit.is === 'identities' ? { identity: { userAssignedIdentities: { [IDENTITY]: user } } } : {};
    return operation('patch', id, sent, { edits: [edit] });
  });
const fitting = fc
  .tuple(
    fc.constantFrom(...SCOPES),
    fc.record<Matching>(
      {
        principalId: fc.constantFrom<Json>('p1', principalOf(IDENTITY), open),
        roleDefinitionId: fc.constantFrom<Json>(roleNamed('Owner'), roleNamed('Mine'), open),
        inherited: fc.constant(true),
      },
      { requiredKeys: [] },
    ),
    fc.constantFrom('f1', 'f2'),
  )
  .map(each => goneWhere(...each));
const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
  edited,
  fitting,
  written,
  written,
  granted,
  granted,
  deleted.map(id => operation('delete', id)),
  doubted,
);
const anyStep = fc.array(anyOperation, { maxLength: 6 });

const ROWS: readonly (readonly [Table, Row])[] = [
  [
    'resources',
    {
      id: CLUSTER,
      name: 'c',
      type: 'microsoft.networkcloud/clusters',
      identity: { type: 'SystemAssigned', principalId: 'p1' },
      properties: {},
    },
  ],
  [
    'arm/clusters',
    {
      id: CLUSTER.toLowerCase(),
      name: 'c',
      type: 'Microsoft.NetworkCloud/clusters',
      identity: { type: 'UserAssigned', userAssignedIdentities: { [IDENTITY]: {} } },
      properties: { a: 1 },
    },
  ],
  [
    'resources',
    {
      id: IDENTITY,
      name: 'i',
      type: 'microsoft.managedidentity/userassignedidentities',
      properties: { principalId: 'p2' },
    },
  ],
  [
    'resources',
    {
      id: ACCOUNT,
      name: 's',
      type: 'microsoft.storage/storageaccounts',
      properties: { networkAcls: { defaultAction: 'Deny' } },
    },
  ],
  ['arm/blobcontainers', { id: CONTAINER, name: 'run-output', properties: {} }],
  ['graph/memberships', { id: 'p1', value: ['g1'] }],
  ['graph/directoryobjects', { id: 'p1' }],
  ['arm/assignedto', { id: `${ACCOUNT}/p1`, scope: ACCOUNT, principalId: 'p1', value: [] }],
  [
    'arm/nameavailability',
    {
      id: 'microsoft.keyvault/vaults/kv-edge',
      type: 'microsoft.keyvault/vaults',
      name: 'kv-edge',
      nameAvailable: true,
    },
  ],
  [
    'arm/denyassignments',
    { id: `${GROUP}/providers/Microsoft.Authorization/denyAssignments/d`, properties: { scope: GROUP } },
  ],
];
const HOLES: readonly Coverage[] = [
  { source: 'authorizationresources', scope: ACCOUNT, status: 'denied', because: 'refused' },
  { source: 'resources', scope: VAULT, status: 'partial', because: 'cut' },
  { source: 'arm/assignedto', scope: `${ACCOUNT}/p1`.toLowerCase(), status: 'complete' },
  { source: 'graph/memberships', scope: '/p1', status: 'denied' },
];

const anyEstate: fc.Arbitrary<Estate> = fc
  .tuple(fc.subarray([...ROWS]), fc.subarray([...HOLES]), anyStep)
  .map(([rows, holes, before]) => {
    const estate = emptyAzure(...rows);
    for (const hole of holes) estate.cover(hole);
    return apply(estate, ...before).estate;
  });

inverse('the one after the other gives the estate back, and leaves it alone meanwhile', () => {
  fc.assert(
    fc.property(anyEstate, anyStep, (estate, step) => {
      const before = contents(estate);
      const applied = apply(estate, ...step);

      assert.equal([contents(estate), contents(undo(applied))], [before, before]);
    }),
    { numRuns: 400 },
  );
});

inverse('the order of operations does not matter', () => {
  const distinct = fc.uniqueArray(anyOperation, {
    maxLength: 7,
    selector: ({ does, id }) => `${does === 'doubt' || does === 'delete' ? does : 'write'} ${foldId(id)}`,
  });
  fc.assert(
    fc.property(anyEstate, distinct, fc.infiniteStream(fc.nat()), (estate, step, keys) => {
      const [shuffled] = [step.map(each => [keys.next().value, each] as const).sort(([a], [b]) => a - b)];
      const [one, other] = [step, shuffled.map(([, each]) => each)].map(operations => apply(estate, ...operations));

      assert.equal(contents(other!.estate), contents(one!.estate));
      assert.equal(
        other!.writes.map(({ id }) => id),
        one!.writes.map(({ id }) => id),
      );
    }),
    { numRuns: 400 },
  );
});

inverse('a step without operations changes nothing', async () => {
  const { estate } = await healthy();

  assert.equal(contents(apply(estate).estate), contents(estate));
});

inverse('a site that was made is unmade to the last statement', () => {
  const estate = emptyAzure();

  assert.equal(contents(undo(apply(estate, ...Object.values(GREENFIELD)))), contents(estate));
});

inverse('ids of what is there may be spelled in any case', () => {
  const base = apply(emptyAzure(...ROWS), ...Object.values(GREENFIELD)).estate;
  const anyWay = fc.tuple(
    fc.constantFrom('put', 'patch', 'delete' as const),
    body,
    fc.constantFrom(...RESOURCES.slice(0, 6)),
  );
  fc.assert(
    fc.property(anyWay, ([does, sent, id]) => {
      const { type } = operation(does, id);
      const [plain, ...others] = [id, id.toLowerCase(), id.toUpperCase()].map(
        each => contents(apply(base, operation(does, each, sent, { type })).estate).rows,
      );

      assert.equal(others, [plain, plain]);
    }),
  );
});

inverse.run();
