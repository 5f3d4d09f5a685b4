import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Access } from '../../src/access/access.ts';
import type { Question } from '../../src/model/grant.ts';
import {
  ACCOUNT,
  type AssignmentFacts,
  assignmentId,
  CONTAINER,
  ELSEWHERE,
  estateOf,
  type Facts,
  GROUP,
  type RoleFacts,
  SUBSCRIPTION,
  TEAM,
  TENANT_ROOT,
} from './small-estate.ts';

const ask = suite('ask');

const WRITE = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write';
const READ = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read';
const KEYS = 'Microsoft.Storage/storageAccounts/listKeys/action';
const ASSIGN = 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action';
const EVERYONE = '00000000-0000-0000-0000-000000000000';
const NO_GRAPH = { source: 'graph/memberships', scope: '/', status: 'denied', because: 'Graph refused' } as const;

const ROLES: readonly RoleFacts[] = [
  { name: 'writer', permissions: [{ dataActions: [WRITE, READ] }] },
  { name: 'reader', permissions: [{ dataActions: [READ] }] },
  { name: 'owner', permissions: [{ actions: ['*'] }] },
  {
    name: 'contributor',
    permissions: [{ actions: ['*'], notActions: ['Microsoft.Authorization/*/Write', 'Microsoft.Purview/consents/*'] }],
  },
  { name: 'access-administrator', permissions: [{ actions: ['*/read', 'Microsoft.Authorization/*'] }] },
  { name: 'all-but-write', permissions: [{ dataActions: ['Microsoft.Storage/*'], notDataActions: [WRITE] }] },
  {
    name: 'operator',
    permissions: [{ actions: ['Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action'] }],
  },
  { name: 'conditional', permissions: [{ actions: ['*/read'] }, { dataActions: [WRITE], condition: '@Resource[…]' }] },
  { name: 'consents', permissions: [{ actions: ['Microsoft.Purview/consents/*'] }] },
  { name: 'consent-reader', permissions: [{ actions: ['Microsoft.Purview/*/read'] }] },
  { name: 'keys', permissions: [{ actions: [KEYS] }] },
];

const one = (facts: Partial<AssignmentFacts> = {}): Facts => ({
  assignments: [{ id: 'a1', role: 'writer', who: 'mi', at: ACCOUNT, ...facts }],
});

const held = (...roles: string[]): Facts => ({
  assignments: roles.map((role, index) => ({ id: `a${index}`, role, who: 'mi', at: ACCOUNT })),
});

const data = (...dataActions: string[]) => ({ actions: [], dataActions });
const control = (...actions: string[]) => ({ actions, dataActions: [] });

type Case = {
  readonly that: string;
  readonly facts: Facts;
  readonly asked?: Partial<Question>;
  /** `missing` followed by the patterns, or `unknown` followed by the reason. */
  readonly gives: readonly string[];
};

const TABLE: readonly Case[] = [
  { that: 'a role at the scope itself grants', facts: one(), gives: ['granted'] },
  { that: 'a role at the resource group grants', facts: one({ at: GROUP }), gives: ['granted'] },
  { that: 'a role at the subscription grants', facts: one({ at: SUBSCRIPTION }), gives: ['granted'] },
  { that: 'a role at the nearest management group grants', facts: one({ at: TEAM }), gives: ['granted'] },
  { that: 'a role at the root management group grants', facts: one({ at: TENANT_ROOT }), gives: ['granted'] },
  { that: 'a role at the tenant grants', facts: one({ at: '/' }), gives: ['granted'] },
  { that: 'a role at another management group does not', facts: one({ at: ELSEWHERE }), gives: ['missing', WRITE] },
  {
    that: 'a role on one container does not reach the account',
    facts: one({ at: CONTAINER }),
    gives: ['missing', WRITE],
  },
  {
    that: 'a role on an account whose name only starts alike does not',
    facts: one({ at: ACCOUNT.slice(0, -1) }),
    gives: ['missing', WRITE],
  },
  { that: 'a role of someone else does not', facts: one({ who: 'other' }), gives: ['missing', WRITE] },
  { that: 'no role at all is certainly missing', facts: {}, gives: ['missing', WRITE] },
  {
    that: 'a control-plane wildcard never grants data actions',
    facts: one({ role: 'owner' }),
    gives: ['missing', WRITE],
  },
  {
    that: 'a control-plane wildcard grants every control action',
    facts: one({ role: 'owner' }),
    asked: control(KEYS),
    gives: ['granted'],
  },
  {
    that: 'what is granted in part lists only what is missing',
    facts: one({ role: 'reader' }),
    asked: data(READ, WRITE),
    gives: ['missing', WRITE],
  },
  { that: 'notDataActions take from their own role', facts: one({ role: 'all-but-write' }), gives: ['missing', WRITE] },
  {
    that: 'notDataActions of one role do not take from another',
    facts: { assignments: [...one().assignments!, ...one({ id: 'a2', role: 'all-but-write' }).assignments!] },
    gives: ['granted'],
  },
  {
    that: 'a star between slashes matches one single slash',
    facts: one({ role: 'operator' }),
    asked: control(ASSIGN),
    gives: ['granted'],
  },
  {
    that: 'case does not matter',
    facts: one({ who: 'MI', at: ACCOUNT.toUpperCase() }),
    asked: data(WRITE.toUpperCase()),
    gives: ['granted'],
  },
  {
    that: 'an asked wildcard is granted where one pattern covers it and no exception reaches into it',
    facts: one({ role: 'contributor' }),
    asked: control('Microsoft.OperationalInsights/*'),
    gives: ['granted'],
  },
  {
    that: 'an asked wildcard that an exception reaches into is missing',
    facts: one({ role: 'contributor' }),
    asked: control('*/read'),
    gives: ['missing', '*/read'],
  },
  {
    that: 'an asked wildcard is missing where no other role reaches into an exception',
    facts: held('contributor', 'access-administrator'),
    asked: control('*'),
    gives: ['missing', '*'],
  },
  {
    that: 'an asked wildcard is granted where a second role covers what the first one excepts',
    facts: held('contributor', 'access-administrator'),
    asked: control('Microsoft.Authorization/role*'),
    gives: ['granted'],
  },
  {
    that: 'roles that reach into each other’s exceptions leave an asked wildcard unknown',
    facts: held('contributor', 'access-administrator', 'consents'),
    asked: control('*'),
    gives: ['unknown', 'no role gives all of *, but several together may: contributor and others'],
  },
  {
    that: 'a role that gives all that an exception shares with the asked wildcard leaves it unknown',
    facts: held('contributor', 'consent-reader'),
    asked: control('*/read'),
    gives: ['unknown', 'no role gives all of */read, but several together may: contributor and others'],
  },
  {
    that: 'an asked wildcard is missing where the role gives only some of it',
    facts: one({ role: 'keys' }),
    asked: control('Microsoft.Storage/*'),
    gives: ['missing', 'Microsoft.Storage/*'],
  },
  {
    that: 'a condition on the assignment leaves it open',
    facts: one({ condition: "@Resource[…] StringEquals 'runs'" }),
    gives: ['unknown', `writer at ${ACCOUNT} is granted on a condition`],
  },
  {
    that: 'a condition inside the role leaves it open',
    facts: one({ role: 'conditional' }),
    gives: ['unknown', `conditional at ${ACCOUNT} has a condition in the role itself`],
  },
  {
    that: 'a condition in another permission of the role does not matter',
    facts: one({ role: 'conditional' }),
    asked: control('Microsoft.Storage/storageAccounts/read'),
    gives: ['granted'],
  },
  {
    that: 'a condition does not matter where something else grants',
    facts: { assignments: [...one().assignments!, ...one({ id: 'a2', condition: 'x' }).assignments!] },
    gives: ['granted'],
  },
  {
    that: 'a condition on a role that would not grant anyway does not matter',
    facts: one({ role: 'reader', condition: 'x' }),
    gives: ['missing', WRITE],
  },
  {
    that: 'a role that cannot be read may grant anything',
    facts: one({ role: 'secret' }),
    gives: ['unknown', `the definition of role role-secret, granted at ${ACCOUNT}, could not be read`],
  },
  {
    that: 'a group that the principal is in grants',
    facts: { ...one({ who: 'team', type: 'Group' }), memberships: { mi: ['TEAM'] } },
    gives: ['granted'],
  },
  {
    that: 'a group that it is not in does not',
    facts: { ...one({ who: 'team', type: 'Group' }), memberships: { mi: ['others'] } },
    gives: ['missing', WRITE],
  },
  {
    that: 'no membership in complete coverage means no groups',
    facts: one({ who: 'team', type: 'Group' }),
    gives: ['missing', WRITE],
  },
  {
    that: 'a group whose members could not be read leaves it open',
    facts: { ...one({ who: 'team', type: 'Group' }), coverage: [NO_GRAPH] },
    gives: ['unknown', `writer at ${ACCOUNT} is for group team, and whether mi is in it is not known (Graph refused)`],
  },
  {
    that: 'a group with too small a role does not matter, read or not',
    facts: { ...one({ who: 'team', type: 'Group', role: 'reader' }), coverage: [NO_GRAPH] },
    gives: ['missing', WRITE],
  },
  {
    that: 'a membership row counts although others could not be read',
    facts: { ...one({ who: 'team', type: 'Group' }), memberships: { mi: ['team'] }, coverage: [NO_GRAPH] },
    gives: ['granted'],
  },
  {
    that: 'memberships of this very principal that were cut leave other groups open',
    facts: {
      ...one({ who: 'team', type: 'Group' }),
      memberships: { mi: ['others'] },
      coverage: [{ source: 'graph/memberships', scope: '/mi', status: 'partial', because: 'the list was cut' }],
    },
    gives: [
      'unknown',
      `writer at ${ACCOUNT} is for group team, and whether mi is in it is not known (the list was cut)`,
    ],
  },
  {
    that: 'a principal of no declared type may be a group',
    facts: { ...one({ who: 'team', type: '' }), coverage: [NO_GRAPH] },
    gives: ['unknown', `writer at ${ACCOUNT} is for group team, and whether mi is in it is not known (Graph refused)`],
  },
  {
    that: 'a group of another tenant always leaves it open',
    facts: one({ who: 'partners', type: 'ForeignGroup' }),
    gives: [
      'unknown',
      `writer at ${ACCOUNT} is for group partners of another tenant, whose members cannot be read from this one`,
    ],
  },
  { that: 'a group that is asked about holds its own roles', facts: one({ type: 'Group' }), gives: ['granted'] },
  {
    that: 'management groups that are not known leave it open',
    facts: { ...one({ at: ELSEWHERE }), chain: null },
    gives: [
      'unknown',
      `writer at ${ELSEWHERE} is at a management group, and whether elsewhere lies above subscription ${SUBSCRIPTION.slice(15)} is not known`,
    ],
  },
  {
    that: 'management groups that are not known do not matter where something else grants',
    facts: { assignments: [...one({ at: ELSEWHERE }).assignments!, ...one({ id: 'a2' }).assignments!], chain: null },
    gives: ['granted'],
  },
  {
    that: 'role assignments that were not read whole leave it open',
    facts: {
      coverage: [
        { source: 'authorizationresources', scope: SUBSCRIPTION, status: 'partial', because: 'the answer was cut' },
      ],
    },
    gives: ['unknown', `the role assignments at and above ${ACCOUNT} were not all read (the answer was cut)`],
  },
  {
    that: 'what was read is granted although other assignments were not',
    facts: { ...one(), coverage: [{ source: 'authorizationresources', scope: SUBSCRIPTION, status: 'partial' }] },
    gives: ['granted'],
  },
  {
    that: 'deny assignments that were not read leave a grant open',
    facts: {
      ...one(),
      coverage: [{ source: 'arm/denyassignments', scope: SUBSCRIPTION, status: 'denied', because: '403' }],
    },
    gives: ['unknown', `the deny assignments at and above ${ACCOUNT} were not all read (403)`],
  },
  {
    that: 'deny assignments that were not read are not spoken of where a grant is open anyway',
    facts: { ...one({ condition: 'x' }), coverage: [{ source: 'arm/denyassignments', scope: '/', status: 'denied' }] },
    gives: ['unknown', `writer at ${ACCOUNT} is granted on a condition`],
  },
  {
    that: 'deny assignments that were not read do not matter where nothing grants',
    facts: { coverage: [{ source: 'arm/denyassignments', scope: SUBSCRIPTION, status: 'denied', because: '403' }] },
    gives: ['missing', WRITE],
  },
];

const DENY = { id: 'd1', at: GROUP, who: ['mi'], takes: { dataActions: ['*/write'] } };

const DENIED: readonly Case[] = [
  { that: 'a deny assignment wins', facts: { ...one(), denies: [DENY] }, gives: ['missing', WRITE] },
  {
    that: 'a deny assignment is certain even where role assignments were not read',
    facts: { denies: [DENY], coverage: [{ source: 'authorizationresources', scope: '/', status: 'denied' }] },
    gives: ['missing', WRITE],
  },
  {
    that: 'a deny assignment that is enforced wins',
    facts: { ...one(), denies: [{ ...DENY, effect: 'enforced' }] },
    gives: ['missing', WRITE],
  },
  {
    that: 'a deny assignment that only audits denies nothing',
    facts: { ...one(), denies: [{ ...DENY, effect: 'Audit' }] },
    gives: ['granted'],
  },
  {
    that: 'a deny assignment that does not say what it takes leaves it open',
    facts: { ...one(), denies: [{ ...DENY, takes: null }] },
    gives: ['unknown', `what deny assignment Deny d1 at ${GROUP} takes could not be read`],
  },
  {
    that: 'a deny assignment binds everyone',
    facts: { ...one(), denies: [{ ...DENY, who: [EVERYONE], type: 'SystemDefined' }] },
    gives: ['missing', WRITE],
  },
  {
    that: 'a deny assignment spares whom it excepts',
    facts: { ...one(), denies: [{ ...DENY, who: [EVERYONE], except: ['MI'] }] },
    gives: ['granted'],
  },
  {
    that: 'a deny assignment of someone else does not bind',
    facts: { ...one(), denies: [{ ...DENY, who: ['other'] }] },
    gives: ['granted'],
  },
  {
    that: 'a deny assignment below the scope does not bind',
    facts: { ...one(), denies: [{ ...DENY, at: CONTAINER }] },
    gives: ['granted'],
  },
  {
    that: 'a deny assignment that does not apply to child scopes spares them',
    facts: { ...one(), denies: [{ ...DENY, onlyThere: true }] },
    gives: ['granted'],
  },
  {
    that: 'a deny assignment that does not apply to child scopes binds its own',
    facts: { ...one(), denies: [{ ...DENY, at: ACCOUNT, onlyThere: true }] },
    gives: ['missing', WRITE],
  },
  {
    that: 'a deny assignment of control actions spares data actions',
    facts: { ...one(), denies: [{ ...DENY, takes: { actions: ['*'] } }] },
    gives: ['granted'],
  },
  {
    that: 'a deny assignment spares its notDataActions',
    facts: { ...one(), denies: [{ ...DENY, takes: { dataActions: ['*'], notDataActions: [WRITE] } }] },
    gives: ['granted'],
  },
  {
    that: 'a deny assignment takes something of an asked wildcard',
    facts: { ...one({ role: 'owner' }), denies: [{ ...DENY, takes: { actions: [KEYS] } }] },
    asked: control('Microsoft.Storage/*'),
    gives: ['missing', 'Microsoft.Storage/*'],
  },
  {
    that: 'a deny assignment whose exceptions may hold all that it shares with an asked wildcard leaves it open',
    facts: {
      ...one({ role: 'owner' }),
      denies: [{ ...DENY, takes: { actions: ['Microsoft.Storage/*'], notActions: ['Microsoft.Storage/*/read'] } }],
    },
    asked: control('*/read'),
    gives: [
      'unknown',
      `deny assignment Deny d1 at ${GROUP} has exceptions, and whether they hold all that it shares with */read is not known`,
    ],
  },
  {
    that: 'a deny assignment whose exceptions swallow what it takes denies nothing',
    facts: { ...one({ role: 'owner' }), denies: [{ ...DENY, takes: { actions: [KEYS], notActions: ['*/action'] } }] },
    asked: control('Microsoft.Storage/*'),
    gives: ['granted'],
  },
  {
    that: 'a deny assignment that does not apply to child scopes spares them under a management group that may lie above',
    facts: { ...one(), denies: [{ ...DENY, at: ELSEWHERE, onlyThere: true }], chain: null },
    gives: ['granted'],
  },
  {
    that: 'a deny assignment binds the members of a group',
    facts: { ...one(), denies: [{ ...DENY, who: ['team'], type: 'Group' }], memberships: { mi: ['team'] } },
    gives: ['missing', WRITE],
  },
  {
    that: 'a deny assignment spares the members of an excepted group',
    facts: {
      ...one(),
      denies: [{ ...DENY, who: [EVERYONE], except: ['team'], type: 'Group' }],
      memberships: { mi: ['team'] },
    },
    gives: ['granted'],
  },
  {
    that: 'a deny assignment of a group whose members could not be read leaves it open',
    facts: { ...one(), denies: [{ ...DENY, who: ['team'], type: 'Group' }], coverage: [NO_GRAPH] },
    gives: [
      'unknown',
      `deny assignment Deny d1 at ${GROUP} is for group team, and whether mi is in it is not known (Graph refused)`,
    ],
  },
  {
    that: 'an excepted group whose members could not be read leaves it open',
    facts: { ...one(), denies: [{ ...DENY, who: [EVERYONE], except: ['team'], type: 'Group' }], coverage: [NO_GRAPH] },
    gives: [
      'unknown',
      `an exception of deny assignment Deny d1 at ${GROUP} is for group team, and whether mi is in it is not known (Graph refused)`,
    ],
  },
  {
    that: 'a deny assignment with a condition leaves it open',
    facts: { ...one(), denies: [{ ...DENY, condition: 'x' }] },
    gives: ['unknown', `deny assignment Deny d1 at ${GROUP} has a condition`],
  },
  {
    that: 'a deny assignment at a management group that may lie above leaves it open',
    facts: { ...one(), denies: [{ ...DENY, at: ELSEWHERE }], chain: null },
    gives: [
      'unknown',
      `deny assignment Deny d1 at ${ELSEWHERE} is at a management group, and whether elsewhere lies above subscription ${SUBSCRIPTION.slice(15)} is not known`,
    ],
  },
];

const FOUND: AssignmentFacts = { id: 'a9', role: 'writer', who: 'team', at: GROUP, type: 'Group' };

const DIRECT: readonly Case[] = [
  {
    that: 'a direct read finds what Resource Graph does not have',
    facts: { direct: [{ who: 'mi', at: ACCOUNT, found: [FOUND] }], coverage: [NO_GRAPH] },
    gives: ['granted'],
  },
  {
    that: 'a direct read says that a grant of Resource Graph is gone',
    facts: { ...one(), direct: [{ who: 'MI', at: ACCOUNT, found: [] }] },
    gives: ['missing', WRITE],
  },
  {
    that: 'a direct read needs neither memberships nor coverage',
    facts: {
      ...one({ who: 'team', type: 'Group' }),
      direct: [{ who: 'mi', at: ACCOUNT, found: [] }],
      coverage: [NO_GRAPH, { source: 'authorizationresources', scope: '/', status: 'denied' }],
    },
    gives: ['missing', WRITE],
  },
  {
    that: 'a direct read below the scope shows that an own grant of Resource Graph is gone',
    facts: { ...one(), direct: [{ who: 'mi', at: CONTAINER, found: [] }] },
    gives: ['missing', WRITE],
  },
  {
    that: 'a direct read below the scope does not say what groups hold at it',
    facts: {
      ...one({ who: 'team', type: 'Group' }),
      direct: [{ who: 'mi', at: CONTAINER, found: [] }],
      coverage: [NO_GRAPH],
    },
    gives: ['unknown', `writer at ${ACCOUNT} is for group team, and whether mi is in it is not known (Graph refused)`],
  },
  {
    that: 'a direct read that was cut only adds',
    facts: {
      ...one(),
      direct: [{ who: 'mi', at: ACCOUNT, found: [] }],
      coverage: [{ source: 'arm/assignedto', scope: `${ACCOUNT}/mi`, status: 'partial' }],
    },
    gives: ['granted'],
  },
  {
    that: 'a group that a direct read proves is known at every scope',
    facts: { assignments: [FOUND], direct: [{ who: 'mi', at: ACCOUNT, found: [FOUND] }], coverage: [NO_GRAPH] },
    asked: { scope: CONTAINER },
    gives: ['granted'],
  },
];

for (const { that, facts, asked, gives } of [...TABLE, ...DENIED, ...DIRECT]) {
  ask(that, () => {
    const access = new Access(estateOf({ roles: ROLES, ...facts }));

    const answer = access.ask({ principalId: 'mi', scope: ACCOUNT, ...data(WRITE), ...asked });

    const rest = answer.is === 'missing' ? answer.missing : answer.is === 'unknown' ? [answer.because] : [];
    assert.equal([answer.is, ...rest], gives);
  });
}

const QUESTION: Question = { principalId: 'mi', scope: ACCOUNT, ...data(READ, WRITE) };

ask('a grant shows the assignment, how it came, and that Resource Graph was behind', () => {
  const access = new Access(estateOf({ roles: ROLES, direct: [{ who: 'mi', at: ACCOUNT, found: [FOUND] }] }));

  assert.equal(access.ask(QUESTION), {
    is: 'granted',
    question: QUESTION,
    grants: [
      {
        assignmentId: assignmentId(FOUND),
        principalId: 'team',
        roleId: 'role-writer',
        roleName: 'writer',
        scope: GROUP,
        scopeKind: 'resource group',
        inherited: true,
        throughGroup: true,
        behindResourceGraph: true,
      },
    ],
  });
});

/** Role and scope of the grants of an answer, in their order. */
function grantsOf(facts: Facts, asked: Partial<Question> = {}): readonly string[] {
  const { grants } = new Access(estateOf({ roles: ROLES, ...facts })).ask({ ...QUESTION, ...asked });
  return grants.map(({ roleName, scopeKind }) => `${roleName} at ${scopeKind}`);
}

ask('grants that are not needed are left out', () => {
  const assignments = [
    { id: 'a1', role: 'reader', who: 'mi', at: ACCOUNT },
    { id: 'a2', role: 'writer', who: 'mi', at: GROUP },
    { id: 'a3', role: 'writer', who: 'mi', at: SUBSCRIPTION },
  ];

  assert.equal(grantsOf({ assignments }), ['writer at resource group']);
});

ask('grants that are needed together come with the narrowest first', () => {
  const assignments = [
    { id: 'a1', role: 'keys', who: 'mi', at: TEAM },
    { id: 'a2', role: 'writer', who: 'mi', at: GROUP },
  ];

  assert.equal(grantsOf({ assignments }, { actions: [KEYS] }), [
    'writer at resource group',
    'keys at management group',
  ]);
});

ask('what is missing is shown with all that the principal does hold at or above the scope', () => {
  const assignments = [
    { id: 'a3', role: 'owner', who: 'mi', at: SUBSCRIPTION },
    { id: 'a2', role: 'keys', who: 'mi', at: ACCOUNT },
    { id: 'a1', role: 'reader', who: 'mi', at: ACCOUNT },
    { id: 'a4', role: 'writer', who: 'mi', at: CONTAINER },
  ];

  assert.equal(grantsOf({ assignments }), ['reader at resource', 'keys at resource', 'owner at subscription']);
});

ask('what is denied is shown with the deny assignments, each once', () => {
  const access = new Access(estateOf({ roles: ROLES, ...one(), denies: [{ ...DENY, takes: { dataActions: ['*'] } }] }));

  const answer = access.ask(QUESTION);

  assert.equal(answer.is === 'missing' && answer.denials, [
    { id: `${GROUP}/providers/Microsoft.Authorization/denyAssignments/d1`, name: 'Deny d1', scope: GROUP },
  ]);
});

ask('an unknown answer shows the grants that bear on it, not the others', () => {
  const assignments = [
    { id: 'a1', role: 'writer', who: 'team', at: GROUP, type: 'Group' },
    { id: 'a2', role: 'reader', who: 'mi', at: ACCOUNT },
    { id: 'a3', role: 'owner', who: 'mi', at: ACCOUNT },
  ];

  assert.equal(grantsOf({ assignments, coverage: [NO_GRAPH] }), ['reader at resource', 'writer at resource group']);
});

ask('many reasons are cut to three and a number', () => {
  const assignments = ['g1', 'g2', 'g3', 'g4', 'g5'].map(who => ({
    id: who,
    role: 'writer',
    who,
    at: ACCOUNT,
    type: 'ForeignGroup',
  }));
  const access = new Access(estateOf({ roles: ROLES, assignments }));

  const answer = access.ask(QUESTION);

  const say = (group: string) =>
    `writer at ${ACCOUNT} is for group ${group} of another tenant, whose members cannot be read from this one`;
  assert.is(
    answer.is === 'unknown' && answer.because,
    `${say('g1')}; ${say('g2')}; ${say('g3')}; and 2 more reasons like these`,
  );
});

ask('a direct read that was cut adds nothing twice', () => {
  const found = [{ id: 'a1', role: 'reader', who: 'mi', at: ACCOUNT }];
  const coverage = [{ source: 'arm/assignedto', scope: `${ACCOUNT}/mi`, status: 'partial' }] as const;

  assert.equal(grantsOf({ assignments: found, direct: [{ who: 'mi', at: ACCOUNT, found }], coverage }), [
    'reader at resource',
  ]);
});

ask('a grant that needs no condition shows none, whatever else its role has', () => {
  const access = new Access(estateOf({ roles: ROLES, ...one({ role: 'conditional' }) }));

  const { grants } = access.ask({ ...QUESTION, ...control('Microsoft.Storage/storageAccounts/read') });

  assert.equal(
    grants.map(({ roleName, condition }) => [roleName, condition]),
    [['conditional', undefined]],
  );
});

ask('a role that a requirement names is known without its definition', () => {
  const assignment = {
    id: `${ACCOUNT}/providers/Microsoft.Authorization/roleAssignments/a1`,
    type: 'Microsoft.Authorization/RoleAssignments',
    properties: {
      roleDefinitionId: '/providers/Microsoft.Authorization/roleDefinitions/BA92F5B4-2d11-453d-a403-e96b0029c9fe',
      principalId: 'mi',
      principalType: 'ServicePrincipal',
    },
  };
  const estate = estateOf({});
  estate.add('authorizationresources', assignment);

  const answer = new Access(estate).ask(QUESTION);

  assert.equal(
    [answer.is, ...answer.grants.map(({ roleName, scope }) => `${roleName} at ${scope}`)],
    ['granted', `Storage Blob Data Contributor at ${ACCOUNT}`],
  );
});

ask.run();
