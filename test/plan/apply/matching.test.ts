import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Estate } from '../../../src/estate/estate.ts';
import type { Row } from '../../../src/model/estate.ts';
import { unknownValue } from '../../../src/model/json.ts';
import { type Matching, principalOf, roleNamed, whyOpenCondition } from '../../../src/model/plan.ts';
import {
  ACCOUNT,
  AFOI,
  apply,
  applyAll,
  BLOB_CONTRIBUTOR,
  emptyAzure,
  GROUP,
  gone,
  goneWhere,
  grant,
  holds,
  IDENTITY,
  put,
  SUBSCRIPTION,
} from './planning.ts';

const matching = suite('role assignments that are deleted by what they have in common');

const BLOBS = 'Storage Blob Data Contributor';
const READER = 'Storage Blob Data Reader';
const SOMEBODY = '12345678-8888-4777-8666-555555555555';
const CUSTOM = '/providers/Microsoft.Authorization/roleDefinitions/cccccccc-8888-4777-8666-555555555555';
const ROOT = '/providers/Microsoft.Management/managementGroups/root';
const open = unknownValue('$WHO is not set');

/** Each by its name: two on the account, one in its group, one wider still. */
const SITE: Estate = apply(
  emptyAzure(),
  put(IDENTITY),
  grant(ACCOUNT, principalOf(IDENTITY), BLOBS, {}, 'own-blobs'),
  grant(ACCOUNT, principalOf(IDENTITY), READER, {}, 'own-reader'),
  grant(ACCOUNT, AFOI, BLOBS, { principalType: 'ServicePrincipal' }, 'service'),
  grant(ACCOUNT, SOMEBODY, BLOBS, { principalType: 'User' }, 'person'),
  grant(ACCOUNT, AFOI, CUSTOM, { principalType: 'ServicePrincipal' }, 'custom'),
  grant(GROUP, AFOI, BLOBS, { principalType: 'ServicePrincipal' }, 'in-group'),
  grant(ROOT, AFOI, BLOBS, { principalType: 'ServicePrincipal' }, 'in-root'),
).estate;

/** What is gone, and what may be, by name. */
function lost(estate: Estate): { readonly gone: readonly string[]; readonly open: readonly string[] } {
  const named = (each: Estate) => {
    const rows = [...each.rows('authorizationresources')];
    return new Map(
      rows.filter(({ type }) => /roleassignments/i.test(String(type))).map(row => [String(row.name), row]),
    );
  };
  const [before, after] = [named(SITE), named(estate)];
  const isOpen = (row: Row) => whyOpenCondition(String((row.properties as Row).condition ?? '')) !== undefined;
  return {
    gone: [...before.keys()].filter(name => !after.has(name)).sort(),
    open: [...after].flatMap(([name, row]) => (isOpen(row) ? name : [])).sort(),
  };
}

type Case = readonly [
  what: string,
  scope: string,
  matching: Matching,
  gone: readonly string[],
  open?: readonly string[],
];

const CASES: readonly Case[] = [
  ['of a principal and a role', ACCOUNT, { principalId: AFOI, roleDefinitionId: roleNamed(BLOBS) }, ['service']],
  [
    'of a principal and a role by its id',
    ACCOUNT,
    { principalId: AFOI.toUpperCase(), roleDefinitionId: `${SUBSCRIPTION}/x/${BLOB_CONTRIBUTOR.toUpperCase()}` },
    ['service'],
  ],
  ['of a principal', ACCOUNT, { principalId: AFOI }, ['custom', 'service']],
  [
    'of a principal that the plan makes',
    ACCOUNT,
    { principalId: principalOf(IDENTITY.toUpperCase()) },
    ['own-blobs', 'own-reader'],
  ],
  ['of a role', ACCOUNT, { roleDefinitionId: roleNamed(READER) }, ['own-reader']],
  ['of anyone', ACCOUNT, {}, ['custom', 'own-blobs', 'own-reader', 'person', 'service']],
  ['at exactly that scope', GROUP, { principalId: AFOI }, ['in-group']],
  [
    'and at scopes above',
    ACCOUNT,
    { principalId: AFOI, inherited: true },
    ['custom', 'in-group', 'service'],
    ['in-root'],
  ],
  [
    'of someone who is not known',
    ACCOUNT,
    { principalId: open, roleDefinitionId: roleNamed(READER) },
    [],
    ['own-reader'],
  ],
  ['of a role that is not known', ACCOUNT, { principalId: AFOI, roleDefinitionId: open }, [], ['custom', 'service']],
  ['of a role of a name that nobody knows', ACCOUNT, { roleDefinitionId: roleNamed('Mine') }, [], ['custom']],
  [
    'of an identity that was not read',
    ACCOUNT,
    { principalId: principalOf(`${IDENTITY}-2`), roleDefinitionId: roleNamed(BLOBS) },
    [],
    ['service'],
  ],
  ['of someone who has none', ACCOUNT, { principalId: SOMEBODY.replaceAll('1', '2') }, []],
];

for (const [what, scope, filter, taken, open = []] of CASES) {
  matching(`those ${what}`, () => {
    assert.equal(lost(apply(SITE, goneWhere(scope, filter)).estate), { gone: taken, open });
  });
}

matching('one that may be gone may still give what it gave', () => {
  const { estate } = apply(SITE, goneWhere(ACCOUNT, { principalId: open, roleDefinitionId: roleNamed(BLOBS) }));
  const [is, because = ''] = holds(estate, principalOf(IDENTITY.toLowerCase()), BLOBS, ACCOUNT);

  assert.equal([is, because.includes('$WHO is not set')], ['unknown', true]);
});

matching('what was not read stays unknown by its coverage, and what was is gone', () => {
  const estate = SITE.copy();
  estate.cover({ source: 'authorizationresources', scope: ACCOUNT, status: 'partial', because: 'it was cut' });
  const after = apply(estate, goneWhere(ACCOUNT, { principalId: AFOI, roleDefinitionId: BLOB_CONTRIBUTOR })).estate;

  assert.equal(
    [lost(after).gone, after.covered('authorizationresources', ACCOUNT).because],
    [['service'], 'it was cut'],
  );
});

matching('direct reads lose them too', () => {
  const estate = SITE.copy();
  const [row] = [...SITE.rows('authorizationresources')].filter(({ name }) => name === 'service');
  estate.add('arm/assignedto', { id: `${ACCOUNT}/${AFOI}`, scope: ACCOUNT, principalId: AFOI, value: [row!] });
  const after = apply(estate, goneWhere(ACCOUNT, { principalId: AFOI })).estate;

  assert.equal(after.row('arm/assignedto', `${ACCOUNT}/${AFOI}`)!.value, []);
});

matching('what the same step makes stays, and whom it ends is still found', () => {
  const again = grant(ACCOUNT, AFOI, BLOBS, { principalType: 'ServicePrincipal' }, 'again');
  const after = apply(
    SITE,
    again,
    goneWhere(ACCOUNT, { principalId: AFOI }),
    gone(IDENTITY),
    goneWhere(ACCOUNT, { principalId: principalOf(IDENTITY) }, 'others'),
  ).estate;

  assert.equal(lost(after), { gone: ['custom', 'own-blobs', 'own-reader', 'service'], open: [] });
  assert.ok(after.row('authorizationresources', again.id));
});

matching('what an earlier step has made goes', () => {
  const estate = applyAll(emptyAzure(), [
    [put(IDENTITY)],
    [grant(ACCOUNT, principalOf(IDENTITY), BLOBS)],
    [goneWhere(ACCOUNT, { principalId: principalOf(IDENTITY), roleDefinitionId: roleNamed(BLOBS) })],
  ]);

  assert.equal(holds(estate, principalOf(IDENTITY.toLowerCase()), BLOBS, ACCOUNT), ['missing']);
});

matching.run();
