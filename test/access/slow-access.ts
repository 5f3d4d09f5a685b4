/** The answer to a question, the slow and obvious way: straight from the facts, every fact for every question, in three values. */

import type { Question } from '../../src/model/grant.ts';
import { expressions } from './slow-pattern.ts';
import type { AssignmentFacts, DenyFacts, Facts, RoleFacts } from './small-estate.ts';

export type Three = 'yes' | 'no' | 'maybe';

const any = (all: readonly Three[]): Three => (all.includes('yes') ? 'yes' : all.includes('maybe') ? 'maybe' : 'no');
const every = (all: readonly Three[]): Three => (all.includes('no') ? 'no' : all.includes('maybe') ? 'maybe' : 'yes');
const not = (it: Three): Three => (it === 'yes' ? 'no' : it === 'no' ? 'yes' : 'maybe');
const sure = (it: boolean): Three => (it ? 'yes' : 'no');
const perhaps = (it: boolean): Three => (it ? 'maybe' : 'no');

type Plane = 'actions' | 'dataActions';
type Rights = RoleFacts['permissions'][number];

/** `is`, and the asked actions that are certainly missing. Actions only, no patterns. */
export function slowAsk(facts: Facts, question: Question): readonly string[] {
  const each = [
    ...question.actions.map(action => [action, slowMay(facts, question, 'actions', action)] as const),
    ...question.dataActions.map(action => [action, slowMay(facts, question, 'dataActions', action)] as const),
  ];
  const missing = each.filter(([, may]) => may === 'no').map(([action]) => action);
  if (missing.length > 0) return ['missing', ...missing];
  return [each.every(([, may]) => may === 'yes') ? 'granted' : 'unknown'];
}

/** Whether one action is permitted. */
export function slowMay(facts: Facts, question: Question, plane: Plane, action: string): Three {
  const { principalId: who, scope } = question;
  const direct = facts.direct?.find(read => read.who === who && read.at === scope);
  const granted = direct
    ? any(direct.found.map(assignment => gives(facts, assignment, plane, action)))
    : any([
        ...current(facts).map(assignment =>
          every([
            covers(facts, assignment.at, scope),
            names(facts, who, assignment.who, assignment.type),
            gives(facts, assignment, plane, action),
          ]),
        ),
        unread(facts, 'authorizationresources', scope),
      ]);
  const denied = any([
    ...(facts.denies ?? []).map(deny => denies(facts, deny, question, plane, action)),
    unread(facts, 'arm/denyassignments', scope),
  ]);
  return every([granted, not(denied)]);
}

/** The assignments that there are by all accounts: those of Resource Graph but for the ones that a direct read did not find, and those it did. */
function current(facts: Facts): readonly AssignmentFacts[] {
  const reads = facts.direct ?? [];
  const found = reads.flatMap(read => read.found);
  const left = (facts.assignments ?? []).filter(
    ({ id, who, at }) =>
      !found.some(other => other.id === id) &&
      !reads.some(read => read.who === who && covers(facts, at, read.at) === 'yes'),
  );
  return [...left, ...found];
}

function covers(facts: Facts, scope: string, target: string): Three {
  if (scope === target || scope === '/' || `${target}/`.startsWith(`${scope}/`)) return 'yes';
  const group = /managementGroups\/(.*)$/.exec(scope)?.[1];
  if (group === undefined) return 'no';
  return facts.chain === null ? 'maybe' : sure((facts.chain ?? ['team', 'root']).includes(group));
}

/** Whether a named principal is the asked one or a group around it. */
function names(facts: Facts, who: string, named: string, type = 'ServicePrincipal'): Three {
  const seen = (facts.direct ?? [])
    .filter(read => read.who === who)
    .flatMap(read => read.found.map(found => found.who));
  const groups = facts.memberships?.[who];
  if ([who, ...(groups ?? []), ...seen].includes(named)) return 'yes';
  if (type === 'ForeignGroup') return 'maybe';
  if (type !== 'Group') return 'no';
  const cut = facts.coverage?.some(({ source, scope }) => source === 'graph/memberships' && scope === `/${who}`);
  if (groups !== undefined) return perhaps(cut === true);
  return unread(facts, 'graph/memberships', `/${who}`);
}

function gives(facts: Facts, { role, condition }: AssignmentFacts, plane: Plane, action: string): Three {
  const permissions = facts.roles?.find(({ name }) => name === role)?.permissions;
  if (permissions === undefined) return 'maybe';
  const given = any(permissions.map(rights => on(rights.condition, matches(rights, plane, action))));
  return on(condition, given);
}

function denies(facts: Facts, deny: DenyFacts, { principalId, scope }: Question, plane: Plane, action: string): Three {
  const among = (list: readonly string[] = []) => {
    if (list.includes('00000000-0000-0000-0000-000000000000')) return 'yes';
    return any(list.map(named => names(facts, principalId, named, deny.type)));
  };
  return every([
    deny.onlyThere ? sure(deny.at === scope) : covers(facts, deny.at, scope),
    among(deny.who),
    not(among(deny.except)),
    sure(deny.effect !== 'audit'),
    deny.takes === null ? 'maybe' : on(deny.condition ?? deny.takes.condition, matches(deny.takes, plane, action)),
  ]);
}

function matches(rights: Rights, plane: Plane, action: string): Three {
  const without = plane === 'actions' ? rights.notActions : rights.notDataActions;
  return sure(hits(rights[plane], action) && !hits(without, action));
}

function hits(patterns: readonly string[] | undefined, action: string): boolean {
  return (patterns ?? []).some(pattern => compiled(pattern).some(expression => expression.test(action)));
}

const known = new Map<string, RegExp[]>();

function compiled(pattern: string): RegExp[] {
  const found = known.get(pattern) ?? expressions(pattern);
  known.set(pattern, found);
  return found;
}

function on(condition: string | undefined, given: Three): Three {
  return condition === undefined ? given : perhaps(given !== 'no');
}

function unread(facts: Facts, source: string, at: string): Three {
  const statements = (facts.coverage ?? []).filter(statement => statement.source === source);
  return perhaps(statements.some(({ scope }) => scope === '/' || at === scope || at.startsWith(`${scope}/`)));
}
