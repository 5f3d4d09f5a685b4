import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Access } from '../../src/access/access.ts';
import type { Coverage } from '../../src/model/estate.ts';
import { isUnknown } from '../../src/model/fact.ts';
import { openCondition, principalOf } from '../../src/model/plan.ts';
import {
  ACCOUNT,
  CONTAINER,
  ELSEWHERE,
  estateOf,
  type Facts,
  GROUP,
  type RoleFacts,
  SUBSCRIPTION,
} from './small-estate.ts';

const planned = suite('access of principals that do not exist yet');

const WRITE = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write';
const ROLES: readonly RoleFacts[] = [{ name: 'writer', permissions: [{ dataActions: [WRITE] }] }];
const NEW = principalOf(`${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id`.toLowerCase());
const UNREAD: Coverage = { source: 'authorizationresources', scope: '/', status: 'denied', because: 'it was refused' };
const open = (scope: string): Coverage => ({
  ...UNREAD,
  scope,
  status: 'partial',
  because: 'who is not known',
  planned: true,
});
const held = (at: string, who: string, type = 'ServicePrincipal', condition?: string): Facts => ({
  assignments: [{ id: 'a1', role: 'writer', who, at, type, ...(condition === undefined ? {} : { condition }) }],
});

type Case = {
  readonly that: string;
  readonly facts: Facts;
  readonly gives: readonly string[];
  /** The new one where absent. */
  readonly who?: string;
};

const TABLE: readonly Case[] = [
  {
    that: 'what the plan does not grant is missing, whatever was not read',
    facts: { coverage: [UNREAD] },
    gives: ['missing'],
  },
  { that: 'what it grants is granted', facts: { ...held(ACCOUNT, NEW), coverage: [UNREAD] }, gives: ['granted'] },
  {
    that: 'what the plan leaves open may be its own',
    facts: { coverage: [UNREAD, open(GROUP)] },
    gives: [
      'unknown',
      `the role assignments at and above ${ACCOUNT} are not all known before the plan runs (who is not known)`,
    ],
  },
  { that: 'but not what it leaves open below', facts: { coverage: [UNREAD, open(CONTAINER)] }, gives: ['missing'] },
  { that: 'groups have nothing for it', facts: held(ACCOUNT, 'group', 'Group'), gives: ['missing'] },
  { that: 'nor have groups of other tenants', facts: held(ACCOUNT, 'partners', 'ForeignGroup'), gives: ['missing'] },
  {
    that: 'a management group that may not lie above may grant it all the same',
    facts: { ...held(ELSEWHERE, NEW), chain: null },
    gives: [
      'unknown',
      `writer at ${ELSEWHERE} is at a management group, and whether elsewhere lies above subscription ${SUBSCRIPTION.slice(15)} is not known`,
    ],
  },
  {
    that: 'what was denied to everyone is denied to it',
    facts: {
      ...held(ACCOUNT, NEW),
      denies: [{ id: 'd', at: GROUP, who: ['00000000-0000-0000-0000-000000000000'], takes: { dataActions: ['*'] } }],
    },
    gives: ['missing'],
  },
  {
    that: 'a deny assignment for a group of another tenant does not bind it',
    facts: {
      ...held(ACCOUNT, NEW),
      denies: [{ id: 'd', at: GROUP, who: ['partners'], type: 'ForeignGroup', takes: { dataActions: ['*'] } }],
    },
    gives: ['granted'],
  },
  {
    that: 'a condition that is not known says why',
    facts: held(ACCOUNT, NEW, 'ServicePrincipal', openCondition('it is a parameter')),
    gives: [
      'unknown',
      `writer at ${ACCOUNT} is granted on a condition that is not known before the plan runs (it is a parameter)`,
    ],
  },
  {
    that: 'someone who exists may have what was not read',
    who: 'mi',
    facts: { coverage: [UNREAD] },
    gives: ['unknown', `the role assignments at and above ${ACCOUNT} were not all read (it was refused)`],
  },
  {
    that: 'someone who may exist already may too',
    facts: {
      coverage: [UNREAD, { source: 'graph/memberships', scope: NEW, status: 'partial', because: 'it may exist' }],
    },
    gives: ['unknown', `the role assignments at and above ${ACCOUNT} were not all read (it was refused)`],
  },
];

for (const { that, facts, gives, who = NEW } of TABLE) {
  planned(that, () => {
    const access = new Access(estateOf({ roles: ROLES, memberships: { [NEW]: [] }, ...facts }));
    const answer = access.ask({ principalId: who, scope: ACCOUNT, actions: [], dataActions: [WRITE] });

    assert.equal(answer.is === 'unknown' ? [answer.is, answer.because] : [answer.is], gives);
  });
}

planned('what it holds anywhere is what the plan grants, unless the plan leaves something open', () => {
  const found = [[UNREAD], [UNREAD, open(GROUP)]].map(coverage => {
    const access = new Access(estateOf({ roles: ROLES, memberships: { [NEW]: [] }, coverage }));
    const holding = access.holding(NEW, { actions: [], dataActions: [WRITE] });
    return [isUnknown(holding) ? holding.because : holding, access.unread(NEW)];
  });
  const because = `the role assignments at ${GROUP} are not all known before the plan runs (who is not known)`;

  assert.equal(found, [
    [[], undefined],
    [because, because],
  ]);
});

planned('what it holds on a condition that is not known, it may hold on none', () => {
  const access = new Access(
    estateOf({ roles: ROLES, ...held(ACCOUNT, 'mi', 'ServicePrincipal', openCondition('it is a parameter')) }),
  );
  const holding = access.holding('mi', { actions: [], dataActions: [WRITE] });

  assert.equal(
    isUnknown(holding) && holding.because,
    `writer at ${ACCOUNT} is granted on a condition that is not known before the plan runs (it is a parameter)`,
  );
});

/** What a plan says of what it makes: that nothing was there. */
const MADE: Coverage = { source: 'resources', scope: ACCOUNT, status: 'complete', planned: true };

planned('on what a plan makes there is only what it grants, and what it leaves open', () => {
  const [unread, made, openAbove, below] = (
    [
      [ACCOUNT, UNREAD],
      [ACCOUNT, UNREAD, MADE],
      [ACCOUNT, UNREAD, MADE, open(GROUP)],
      [CONTAINER, UNREAD, MADE],
    ] as const
  ).map(([scope, ...coverage]) => {
    const on = new Access(estateOf({ roles: ROLES, ...held(ACCOUNT, 'mi'), coverage })).on(scope);
    return isUnknown(on) ? on.because : on.map(({ principalId }) => principalId);
  });

  assert.equal(
    { unread, made, openAbove, below },
    {
      unread: `the role assignments at and above ${ACCOUNT} were not all read (it was refused)`,
      made: ['mi'],
      openAbove: `the role assignments at and above ${ACCOUNT} are not all known before the plan runs (who is not known)`,
      below: [],
    },
  );
});

planned('what is granted further up to someone who exists reaches what a plan makes', () => {
  const access = new Access(estateOf({ roles: ROLES, coverage: [UNREAD, MADE] }));

  assert.is(access.ask({ principalId: 'mi', scope: ACCOUNT, actions: [], dataActions: [WRITE] }).is, 'unknown');
});

const DIRECT = { who: 'mi', at: ACCOUNT, found: [] };
const READ = { source: 'arm/assignedto', scope: `${ACCOUNT}/mi`, status: 'partial' } as const;

planned('a direct read to which a plan may add still shows what is gone', () => {
  const answers = ([[], [{ ...READ, planned: true }], [READ]] as const).map(coverage => {
    const access = new Access(
      estateOf({ roles: ROLES, direct: [DIRECT], ...held(ACCOUNT, 'mi'), coverage: [...coverage, open(GROUP)] }),
    );
    return access.ask({ principalId: 'mi', scope: ACCOUNT, actions: [], dataActions: [WRITE] }).is;
  });

  assert.equal(answers, ['missing', 'unknown', 'granted']);
});

planned.run();
