import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Estate } from '../../../src/estate/estate.ts';
import type { Json, Row } from '../../../src/model/estate.ts';
import { unknownValue } from '../../../src/model/json.ts';
import { type Edit, type Operation, principalOf } from '../../../src/model/plan.ts';
import {
  ACCOUNT,
  AFOI,
  apply,
  CLUSTER,
  CONTAINER,
  doubt,
  emptyAzure,
  GREENFIELD,
  GROUP,
  gone,
  goneWhere,
  grant,
  IDENTITY,
  judged,
  operation,
  SETTINGS,
  VAULT,
  WORKSPACE,
} from './planning.ts';

const soundness = suite('what is said of a doubt');

const open = unknownValue('the parameter has no value');
const OWN = principalOf(IDENTITY);
const all = Object.values(GREENFIELD);
const BASES: readonly Estate[] = [
  apply(emptyAzure(), ...all).estate,
  apply(emptyAzure(), ...all.filter(({ type }) => !type.endsWith('roleassignments'))).estate,
  ...[IDENTITY, ACCOUNT, CONTAINER, VAULT, WORKSPACE].map(
    id => apply(apply(emptyAzure(), ...all).estate, gone(id)).estate,
  ),
];

const firewall: fc.Arbitrary<Row> = fc.constantFrom<Row>(
  {},
  { networkAcls: { defaultAction: 'Allow' } },
  { networkAcls: { defaultAction: 'Deny', bypass: 'None' }, enableRbacAuthorization: true },
  { networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices' }, allowSharedKeyAccess: true },
  { publicNetworkAccess: 'Disabled', enableRbacAuthorization: false },
);
const identity = fc.constantFrom<Json>(
  { type: 'None' },
  { type: 'SystemAssigned' },
  { type: 'UserAssigned', userAssignedIdentities: { [IDENTITY]: {} } },
  { type: 'UserAssigned', userAssignedIdentities: { [IDENTITY]: null } },
);
const settings = fc.constantFrom<Row>(SETTINGS, {}, { secretArchiveSettings: null }, { commandOutputSettings: {} });

const writes: fc.Arbitrary<Operation> = fc.oneof(
  fc
    .tuple(fc.constantFrom(ACCOUNT, VAULT), fc.constantFrom('put', 'patch' as const), firewall)
    .map(([id, does, properties]) => operation(does, id, { properties })),
  fc
    .tuple(fc.constantFrom('put', 'patch' as const), identity, settings)
    .map(([does, own, properties]) => operation(does, CLUSTER, { identity: own, properties })),
  fc.constantFrom(IDENTITY, CONTAINER, WORKSPACE).map(id => operation('put', id, { properties: {} })),
  fc
    .tuple(
      fc.constantFrom(GROUP, IDENTITY, ACCOUNT, CONTAINER, VAULT, WORKSPACE),
      fc.constantFrom(OWN, AFOI),
      fc.constantFrom('Owner', 'Log Analytics Contributor', 'Storage Blob Data Owner', 'Key Vault Administrator'),
    )
    .map(([scope, who, role]) => grant(scope, who, role, {}, 'new')),
);
const addresses = fc
  .tuple(fc.constantFrom(ACCOUNT, VAULT), fc.constantFrom('add' as const, 'remove' as const))
  .map(([id, does]) => {
    const path = ['properties', 'networkAcls', 'ipRules'];
    const edit: Edit = { is: 'items', does, path, by: 'value', items: [{ value: '203.0.113.0/24' }] };
    return operation('patch', id, {}, { edits: [edit] });
  });
const deletes = fc.oneof(
  fc
    .tuple(fc.constantFrom(ACCOUNT, VAULT, WORKSPACE, IDENTITY), fc.constantFrom(OWN, AFOI), fc.boolean())
    .map(([scope, principalId, inherited]) => goneWhere(scope, { principalId, ...(inherited ? { inherited } : {}) })),
  fc.constantFrom(...all.filter(({ type }) => type !== 'microsoft.networkcloud/clusters').map(({ id }) => gone(id))),
);

/** The same with less known of it, and doubts that leave room for it. */
function vaguer(done: Operation): readonly Operation[] {
  const { id, type, does, body, edits, matching } = done;
  if (matching !== undefined) {
    const scope = id.slice(0, id.indexOf('/providers/Microsoft.Authorization/'));
    const less = ['principalId', 'roleDefinitionId'].map(key => goneWhere(scope, { ...matching, [key]: open }));
    return [...less, doubt(GROUP, { type }), doubt(GROUP, { type: '*' })];
  }
  if (edits !== undefined) {
    const items = [{ value: open }];
    const less = { ...done, edits: edits.map(edit => (edit.is === 'items' ? { ...edit, items } : edit)) };
    return [less, doubt(id), doubt(id, { atMost: 'write' }), doubt(GROUP, { type: '*' })];
  }
  const each = [doubt(id), doubt(GROUP, { type }), doubt(GROUP, { type: '*' })];
  if (does === 'delete') return each;
  const parts =
    type === 'microsoft.authorization/roleassignments' ? ['principalId', 'roleDefinitionId', 'condition'] : [];
  const less = parts.map(key => operation(does, id, { properties: { ...(body.properties as Row), [key]: open } }));
  return [...each, ...each.map(one => ({ ...one, atMost: 'write' as const })), ...less];
}

soundness('whatever is certain in spite of it is so whatever the plan then does', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...BASES),
      fc
        .oneof(writes, writes, addresses, deletes)
        .chain(done => fc.tuple(fc.constant(done), fc.constantFrom(...vaguer(done)))),
      (base, [done, vague]) => {
        const key = ({ rule, subject }: { rule: string; subject: { id: string } }) =>
          `${rule} ${subject.id.toLowerCase()}`;
        const after = new Map(judged(apply(base, done).estate).map(finding => [key(finding), finding.verdict]));
        const wrong = judged(apply(base, vague).estate)
          .filter(({ verdict }) => verdict === 'pass' || verdict === 'fail')
          .filter(finding => !['unknown', finding.verdict, undefined].includes(after.get(key(finding))))
          .map(finding => `${key(finding)}: ${finding.verdict}, and then ${after.get(key(finding))}`);

        assert.equal(wrong, []);
      },
    ),
    { numRuns: 150 },
  );
});

soundness.run();
