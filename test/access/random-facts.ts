/** Facts at random: few scopes, principals and actions, so that everything meets everything. */

import fc from 'fast-check';
import type { Coverage } from '../../src/model/estate.ts';
import type { Question } from '../../src/model/grant.ts';
import {
  ACCOUNT,
  type AssignmentFacts,
  CONTAINER,
  type DenyFacts,
  ELSEWHERE,
  type Facts,
  GROUP,
  type RoleFacts,
  SUBSCRIPTION,
  TEAM,
  TENANT_ROOT,
} from './small-estate.ts';

const OTHER_GROUP = `${SUBSCRIPTION}/resourceGroups/rg-lab-2`;
const SCOPES = ['/', TENANT_ROOT, TEAM, ELSEWHERE, SUBSCRIPTION, GROUP, OTHER_GROUP, ACCOUNT, CONTAINER];
const ABOVE_ACCOUNT = ['/', TENANT_ROOT, TEAM, SUBSCRIPTION, GROUP, ACCOUNT];
const PATTERNS = ['*', '*/read', 'A/*', 'A/b/*', 'A/*/read', 'A/b/read', 'A/b/write', 'A/read', 'C/read'];
const ACTIONS = ['A/b/read', 'A/b/write', 'A/read', 'C/read'];
/** Each with the type that assignments give it. */
const PRINCIPALS = [
  ['mi', 'ServicePrincipal'],
  ['other', 'ServicePrincipal'],
  ['group-1', 'Group'],
  ['group-2', 'Group'],
  ['partners', 'ForeignGroup'],
] as const;
const EVERYONE = '00000000-0000-0000-0000-000000000000';

const few = <T>(one: fc.Arbitrary<T>, maxLength: number) => fc.array(one, { maxLength });
const seldom = <T>(one: fc.Arbitrary<T>, otherwise: T, weight = 4) =>
  fc.oneof({ weight, arbitrary: fc.constant(otherwise) }, { weight: 1, arbitrary: one });
const condition = seldom<string | undefined>(fc.constant('@Resource[name]'), undefined, 8);
const patterns = few(fc.constantFrom(...PATTERNS, '*', 'A/*'), 2);
const exceptions = seldom(patterns, [], 2);

const rights = fc
  .record({
    actions: patterns,
    notActions: exceptions,
    dataActions: patterns,
    notDataActions: exceptions,
    condition,
  })
  .map(({ condition, ...rest }) => (condition === undefined ? rest : { ...rest, condition }));

const roles: fc.Arbitrary<readonly RoleFacts[]> = fc.tuple(
  ...['one', 'two', 'three'].map(name =>
    fc.record({ name: fc.constant(name), permissions: fc.array(rights, { minLength: 1, maxLength: 2 }) }),
  ),
);

const assignment = (scopes: readonly string[], prefix: string): fc.Arbitrary<AssignmentFacts> =>
  fc
    .record({
      id: fc.nat(99).map(number => `${prefix}${number}`),
      role: seldom(fc.constant('unreadable'), 'one', 8).chain(role =>
        role === 'one' ? fc.constantFrom('one', 'two', 'three') : fc.constant(role),
      ),
      principal: fc.constantFrom(...PRINCIPALS, ...Array(5).fill(PRINCIPALS[0])),
      at: fc.constantFrom(...scopes),
      condition,
    })
    .map(({ principal: [who, type], condition, ...rest }) => ({
      ...rest,
      who,
      type,
      ...(condition === undefined ? {} : { condition }),
    }));

export const anyAssignment = assignment(SCOPES, 'new-');

const deny = (prefix: string): fc.Arbitrary<DenyFacts> =>
  fc
    .record({
      id: fc.nat(99).map(number => `${prefix}${number}`),
      at: fc.constantFrom(...SCOPES),
      who: few(fc.constantFrom('mi', 'other', 'group-1', 'group-2', EVERYONE), 2),
      except: few(fc.constantFrom('mi', 'other', 'group-1', 'group-2'), 1),
      type: fc.constantFrom('ServicePrincipal', 'Group', 'ForeignGroup'),
      takes: fc.option(rights, { freq: 9 }),
      effect: fc.constantFrom('enforced', 'enforced', 'enforced', 'audit'),
      condition,
      onlyThere: fc.boolean(),
    })
    .map(({ condition, ...rest }) => (condition === undefined ? rest : { ...rest, condition }));

export const anyDeny = deny('new-');

const hole = (source: Coverage['source'], ...scopes: string[]): fc.Arbitrary<Coverage> =>
  fc.constantFrom(...scopes).map(scope => ({ source, scope, status: 'denied' as const }));

const holes = fc
  .tuple(
    few(hole('authorizationresources', '/', SUBSCRIPTION), 1),
    few(hole('arm/denyassignments', '/', SUBSCRIPTION, GROUP), 1),
    few(hole('graph/memberships', '/', '/mi'), 1),
  )
  .map(all => all.flat());

const direct = fc
  .record({
    who: fc.constantFrom('mi', 'other'),
    at: fc.constant(ACCOUNT),
    found: few(assignment(ABOVE_ACCOUNT, 'direct-'), 2),
  })
  .map(read => ({
    ...read,
    found: uniqueById(read.found).map(found => (isGroup(found) ? found : { ...found, who: read.who })),
  }));

function isGroup({ type }: AssignmentFacts): boolean {
  return type === 'Group' || type === 'ForeignGroup';
}

function uniqueById<T extends { readonly id: string }>(all: readonly T[]): T[] {
  return [...new Map(all.map(each => [each.id, each])).values()];
}

/** Lets a direct read find what Resource Graph has of the principal's own as well. */
function confirm({ confirmed, ...facts }: Facts & { readonly confirmed: boolean }): Facts {
  if (!confirmed) return facts;
  const own = (who: string) =>
    (facts.assignments ?? []).filter(each => each.who === who && ABOVE_ACCOUNT.includes(each.at));
  const direct = (facts.direct ?? []).map(read => ({ ...read, found: [...read.found, ...own(read.who)] }));
  return { ...facts, direct };
}

export const anyFacts: fc.Arbitrary<Facts> = fc
  .record({
    roles,
    assignments: few(assignment(SCOPES, 'a'), 5).map(uniqueById),
    denies: seldom(few(deny('d'), 2).map(uniqueById), [], 2),
    memberships: fc.constantFrom({}, {}, { mi: ['group-1'] }, { mi: ['group-1', 'group-2'], other: [] }),
    direct: seldom(
      direct.map(read => [read]),
      [],
    ),
    chain: seldom<readonly string[] | null>(fc.constantFrom(['root'], null), ['team', 'root'], 2),
    coverage: seldom(holes, [], 2),
    confirmed: fc.boolean(),
  })
  .map(confirm);

const principalId = fc.constantFrom('mi', 'mi', 'mi', 'other', 'group-1');
const scope = fc.constantFrom(ACCOUNT, ACCOUNT, CONTAINER, GROUP);
const asked = few(fc.constantFrom(...ACTIONS), 2);

export const anyQuestion: fc.Arbitrary<Question> = fc
  .record({ principalId, scope, actions: asked, dataActions: asked })
  .filter(({ actions, dataActions }) => actions.length + dataActions.length > 0);

export const anyPatternQuestion: fc.Arbitrary<Question> = fc
  .record({ principalId, scope, pattern: fc.constantFrom(...PATTERNS), data: fc.boolean() })
  .map(({ pattern, data, ...rest }) => ({
    ...rest,
    actions: data ? [] : [pattern],
    dataActions: data ? [pattern] : [],
  }));
