import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Access } from '../../src/access/access.ts';
import { isUnknown } from '../../src/model/fact.ts';
import { ASSIGN_ROLES } from '../../src/model/roles.ts';
import {
  ACCOUNT,
  type AssignmentFacts,
  CONTAINER,
  ELSEWHERE,
  estateOf,
  type Facts,
  GROUP,
  type RoleFacts,
  SUBSCRIPTION,
} from './small-estate.ts';

const holding = suite('holding');

const ROLES: readonly RoleFacts[] = [
  { name: 'owner', permissions: [{ actions: ['*'] }] },
  { name: 'not-an-owner', permissions: [{ actions: ['*'], notActions: ['Microsoft.Authorization/*'] }] },
  { name: 'assigner', permissions: [{ actions: ['Microsoft.Authorization/roleAssignments/*'] }] },
  { name: 'bounded', permissions: [{ actions: ['Microsoft.Authorization/*'], condition: '@Request[…]' }] },
  { name: 'reader', permissions: [{ actions: ['*/read'] }] },
];
const NO_GRAPH = { source: 'graph/memberships', scope: '/', status: 'denied', because: 'Graph refused' } as const;

const one = (facts: Partial<AssignmentFacts> = {}): Facts => ({
  assignments: [{ id: 'a1', role: 'owner', who: 'mi', at: GROUP, ...facts }],
});

type Case = { readonly that: string; readonly facts: Facts; readonly gives: readonly string[] | string };

/** Role names of the grants, or why it is unknown. */
const TABLE: readonly Case[] = [
  { that: 'a role with everything gives rights to assign roles', facts: one(), gives: ['owner'] },
  { that: 'a role at any scope counts', facts: one({ at: ELSEWHERE, role: 'assigner' }), gives: ['assigner'] },
  { that: 'a role that excepts the rights does not', facts: one({ role: 'not-an-owner' }), gives: [] },
  { that: 'a role that lacks the rights does not', facts: one({ role: 'reader' }), gives: [] },
  { that: 'an assignment on a condition does not', facts: one({ condition: '@Request[…]' }), gives: [] },
  { that: 'a role with a condition inside does not', facts: one({ role: 'bounded' }), gives: [] },
  { that: 'a role of someone else does not', facts: one({ who: 'other' }), gives: [] },
  {
    that: 'a deny assignment does not matter',
    facts: { ...one(), denies: [{ id: 'd', at: '/', who: ['mi'], takes: { actions: ['*'] } }] },
    gives: ['owner'],
  },
  {
    that: 'a role through a group counts',
    facts: { ...one({ who: 'team', type: 'Group' }), memberships: { mi: ['team'] } },
    gives: ['owner'],
  },
  { that: 'a role of a group that it is not in does not', facts: one({ who: 'team', type: 'Group' }), gives: [] },
  {
    that: 'a group whose members could not be read may give them',
    facts: { ...one({ who: 'team', type: 'Group' }), coverage: [NO_GRAPH] },
    gives: `owner at ${GROUP} is for group team, and whether mi is in it is not known (Graph refused)`,
  },
  {
    that: 'a group whose members could not be read does not matter where its role lacks the rights',
    facts: { ...one({ who: 'team', type: 'Group', role: 'reader' }), coverage: [NO_GRAPH] },
    gives: [],
  },
  {
    that: 'a group whose members could not be read does not matter where its assignment has a condition',
    facts: { ...one({ who: 'team', type: 'Group', condition: '@Request[…]' }), coverage: [NO_GRAPH] },
    gives: [],
  },
  {
    that: 'a group of another tenant may give them',
    facts: one({ who: 'partners', type: 'ForeignGroup' }),
    gives: `owner at ${GROUP} is for group partners of another tenant, whose members cannot be read from this one`,
  },
  {
    that: 'a role that cannot be read may give them',
    facts: one({ role: 'secret' }),
    gives: `the definition of role role-secret, granted at ${GROUP}, could not be read`,
  },
  {
    that: 'role assignments that were not read may give them',
    facts: {
      coverage: [
        { source: 'authorizationresources', scope: SUBSCRIPTION, status: 'partial', because: 'the answer was cut' },
      ],
    },
    gives: `the role assignments at ${SUBSCRIPTION} were not all read (the answer was cut)`,
  },
  {
    that: 'a subscription that the credential cannot see is no different from one that nobody named',
    facts: {
      coverage: [
        { source: 'authorizationresources', scope: '/subscriptions/unseen', status: 'denied', because: 'not visible' },
      ],
    },
    gives: [],
  },
  {
    that: 'what certainly gives them needs nothing else to be known',
    facts: {
      assignments: [...one().assignments!, ...one({ id: 'a2', role: 'secret' }).assignments!],
      coverage: [NO_GRAPH, { source: 'authorizationresources', scope: SUBSCRIPTION, status: 'partial' }],
    },
    gives: ['owner'],
  },
  {
    that: 'the narrowest scope comes first',
    facts: {
      assignments: [
        { id: 'a1', role: 'owner', who: 'mi', at: '/' },
        { id: 'a2', role: 'assigner', who: 'mi', at: SUBSCRIPTION },
        { id: 'a3', role: 'owner', who: 'mi', at: ACCOUNT },
        { id: 'a4', role: 'assigner', who: 'mi', at: CONTAINER },
      ],
    },
    gives: ['assigner', 'owner', 'assigner', 'owner'],
  },
];

for (const { that, facts, gives } of TABLE) {
  holding(that, () => {
    const found = new Access(estateOf({ roles: ROLES, ...facts })).holding('MI', ASSIGN_ROLES);

    assert.equal(isUnknown(found) ? found.because : found.map(({ roleName }) => roleName), gives);
  });
}

holding.run();
