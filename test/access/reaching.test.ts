import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Access } from '../../src/access/access.ts';
import { Unknown } from '../../src/model/fact.ts';
import {
  ACCOUNT,
  type AssignmentFacts,
  assignmentId,
  CONTAINER,
  ELSEWHERE,
  estateOf,
  GROUP,
  SUBSCRIPTION,
  TEAM,
  TENANT_ROOT,
} from './small-estate.ts';

const reaching = suite('reaching');

const roles = [{ name: 'reader', permissions: [{ actions: ['*/read'] }] }];
const OWN: AssignmentFacts = { id: 'a2', role: 'reader', who: 'mi', at: ACCOUNT };
const WIDE: AssignmentFacts = { id: 'a1', role: 'reader', who: 'mi', at: TEAM };
const TEAMS: AssignmentFacts = { id: 'a3', role: 'reader', who: 'team', at: GROUP, type: 'Group' };
const OTHERS: AssignmentFacts = { id: 'a0', role: 'reader', who: 'other', at: ACCOUNT, condition: 'x' };

const assignments = [WIDE, TEAMS, OWN, OTHERS];

reaching('all that a principal holds is listed, at every scope and through groups, the narrowest first', () => {
  const access = new Access(estateOf({ roles, assignments, memberships: { mi: ['team'] } }));

  const found = access.reaching('MI').map(({ assignmentId: id, throughGroup }) => [id, throughGroup]);

  assert.equal(found, [
    [assignmentId(OWN), false],
    [assignmentId(TEAMS), true],
    [assignmentId(WIDE), false],
  ]);
});

reaching('a direct read adds what Resource Graph does not have and takes away what is gone', () => {
  const late = { ...OWN, id: 'a9' };
  const access = new Access(
    estateOf({ roles, assignments, direct: [{ who: 'mi', at: CONTAINER, found: [WIDE, late] }] }),
  );

  const found = access.reaching('mi').map(({ assignmentId: id, behindResourceGraph }) => [id, behindResourceGraph]);

  assert.equal(found, [
    [assignmentId(late), true],
    [assignmentId(WIDE), false],
  ]);
});

reaching('what is assigned on a scope itself is listed by id, as that of whoever it names', () => {
  const access = new Access(estateOf({ roles, assignments }));

  const found = access.on(ACCOUNT.toUpperCase());

  const grant = { roleId: 'role-reader', roleName: 'reader', scope: ACCOUNT, scopeKind: 'resource' };
  const how = { inherited: false, throughGroup: false, behindResourceGraph: false };
  assert.equal(found, [
    { ...grant, ...how, assignmentId: assignmentId(OTHERS), principalId: 'other', condition: 'x' },
    { ...grant, ...how, assignmentId: assignmentId(OWN), principalId: 'mi' },
  ]);
});

reaching('what is assigned on a scope is unknown where not all assignments were read', () => {
  const coverage = [{ source: 'authorizationresources', scope: '/', status: 'denied', because: '403' }] as const;
  const access = new Access(estateOf({ roles, assignments, coverage }));

  assert.equal(access.on(ACCOUNT), new Unknown(`the role assignments at and above ${ACCOUNT} were not all read (403)`));
});

reaching('what was seen on a scope is known where not all assignments were read', () => {
  const coverage = [{ source: 'authorizationresources', scope: '/', status: 'partial' }] as const;
  const access = new Access(estateOf({ roles, assignments, coverage }));

  const seen = access.seenOn(ACCOUNT).map(({ assignmentId: id }) => id);

  assert.equal(seen, [assignmentId(OTHERS), assignmentId(OWN)]);
});

const COVERS: readonly (readonly [string, string, boolean])[] = [
  [ACCOUNT, ACCOUNT.toUpperCase(), true],
  [GROUP, CONTAINER, true],
  [CONTAINER, ACCOUNT, false],
  [`${SUBSCRIPTION}/resourceGroups/rg`, ACCOUNT, false],
  [TEAM, ACCOUNT, true],
  [TENANT_ROOT, SUBSCRIPTION, true],
  [TENANT_ROOT, TEAM, true],
  [TEAM, TENANT_ROOT, false],
  [ELSEWHERE, ACCOUNT, false],
  [ELSEWHERE, ELSEWHERE, true],
  ['/', ACCOUNT, true],
  ['/', '/', true],
  [TEAM, '/subscriptions/a-subscription-without-a-row', false],
];

for (const [scope, target, expected] of COVERS) {
  reaching(`${scope} ${expected ? 'covers' : 'does not cover'} ${target}`, () => {
    const access = new Access(estateOf({}));

    assert.is(access.covers(scope, target), expected);
  });
}

reaching.run();
