/** What a plan may do and does not say: everything that it may touch becomes unknown. */

import type { Row, Table } from '../../model/estate.ts';
import { textAt } from '../../model/json.ts';
import type { Operation } from '../../model/plan.ts';
import { foldId, lastSegment } from '../../model/resource-id.ts';
import {
  CLUSTER,
  CONTAINER,
  FEDERATED_CREDENTIAL,
  GROUP_MEMBER,
  IDENTITY,
  RESOURCE_GROUP,
  ROLE_ASSIGNMENT,
  ROLE_DEFINITION,
  SCALE_SET,
  STORAGE_ACCOUNT,
  SUBSCRIPTION,
  VAULT,
  VM,
  WORKSPACE,
} from '../../model/resource-types.ts';
import { scopeOf, typeOf } from '../resource-type.ts';
import { type Unassigned, unknownCondition } from './assign.ts';
import { changeAssignments } from './assignments.ts';
import { coverDoubts, type OpenScope } from './cover-doubts.ts';
import type { Draft } from './draft.ts';
import { doubtMembership } from './memberships.ts';
import { doubtPrincipal, principalIn } from './principals.ts';
import type { Roles } from './roles.ts';
import { shellOf, unsettled } from './row.ts';
import { holds } from './scopes.ts';
import { ANYTHING, isScope, THINGS, tablesOf } from './tables.ts';

type Doubt = Pick<Operation, 'id' | 'type' | 'atMost'> & { readonly because: string };

/** Types that the wiring looks for: something new of any other cannot matter. */
const LOOKED_FOR = [
  CLUSTER,
  CONTAINER,
  FEDERATED_CREDENTIAL,
  IDENTITY,
  SCALE_SET,
  STORAGE_ACCOUNT,
  VAULT,
  VM,
  WORKSPACE,
];

/**
 * Types whose rows stay, with nothing known of them but their ids, even where they may be deleted: systems would be judged no more, and
 * storage accounts and vaults are told by their addresses, which are unknown with the rest.
 */
const STAYING = [CLUSTER, VM, SCALE_SET, STORAGE_ACCOUNT, VAULT];

export function doubtAll(
  draft: Draft,
  roles: Roles,
  operations: readonly Operation[],
  unassigned: readonly Unassigned[],
): void {
  const doubts = operations.map(({ id, type, atMost, address, because }): Doubt => {
    const why = because ?? 'the plan does not say what it does';
    return { id, type, because: `${address}: ${why}`, ...(atMost === undefined ? {} : { atMost }) };
  });
  const open: OpenScope[] = unassigned.map(({ scope, because }) => ({
    source: 'authorizationresources',
    scope,
    because,
  }));
  for (const doubt of doubts.flatMap(wholly).sort(byText)) open.push(...about(draft, roles, doubt));
  coverDoubts(draft, open);
}

/** A scope that may be deleted takes everything in it along. */
function wholly(doubt: Doubt): readonly Doubt[] {
  if (doubt.type !== RESOURCE_GROUP && doubt.type !== SUBSCRIPTION) return [doubt];
  return doubt.atMost === undefined ? [{ ...doubt, type: ANYTHING }] : [];
}

function byText(a: Doubt, b: Doubt): number {
  const key = ({ id, type, because }: Doubt) => `${foldId(id)} ${type} ${because}`;
  return key(a) < key(b) ? -1 : 1;
}

/** Unsettles what is there, and tells what is no longer known to be all. */
function about(draft: Draft, roles: Roles, doubt: Doubt): readonly OpenScope[] {
  const { id, type, because } = doubt;
  const at = (scope: string, ...sources: readonly Table[]) => sources.map(source => ({ source, scope, because }));
  if (type === ROLE_ASSIGNMENT) return aboutAssignments(draft, doubt);
  if (type === GROUP_MEMBER) {
    doubtMembership(draft, id, because);
    return [];
  }
  if (type === ROLE_DEFINITION) {
    aboutDefinitions(roles, doubt);
    return [];
  }
  if (type === ANYTHING) {
    if (doubt.atMost !== 'create') {
      for (const row of rowsWithin(draft, id)) unsettle(draft, row, doubt);
      aboutDefinitions(roles, doubt);
    }
    openNames(draft, because);
    return [...at(id, ...THINGS), ...aboutAssignments(draft, doubt)];
  }
  if (type === FEDERATED_CREDENTIAL) return at(isSelf(doubt) ? parentOf(id) : id, 'arm/federatedcredentials');
  if (isSelf(doubt)) return aboutThing(draft, doubt);
  if (!LOOKED_FOR.includes(type)) return [];
  if (doubt.atMost !== 'create') {
    for (const row of rowsWithin(draft, id)) if (typeIn(row) === type) unsettle(draft, row, doubt);
  }
  openNames(draft, because, type);
  return at(id, ...tablesOf(type));
}

function aboutThing(draft: Draft, doubt: Doubt): readonly OpenScope[] {
  const { id, type, because } = doubt;
  const row = tablesOf(type)
    .map(table => draft.estate.row(table, id))
    .find(found => found !== undefined);
  if (row !== undefined && doubt.atMost === 'create') return [];
  if (row !== undefined) unsettle(draft, row, doubt);
  else if (type === CLUSTER)
    for (const table of tablesOf(type)) draft.put(table, unsettled(type, shellOf(id, type), because, false));
  if (row !== undefined && staysThere(doubt, type)) return [];
  openNames(draft, because, type, lastSegment(id));
  return tablesOf(type).map(source => ({ source, scope: id, because }));
}

/** Where the row of something that may be deleted goes, the coverage says that its existence is not known. */
function unsettle(draft: Draft, row: Row, doubt: Doubt): void {
  const type = typeIn(row);
  const id = textAt(row, 'id')!;
  if (type === CONTAINER && doubt.atMost === 'write') return;
  const principal = principalIn(draft.estate, id);
  if (principal !== undefined && !(type === IDENTITY && doubt.atMost === 'write')) {
    doubtPrincipal(draft, principal, doubt.because);
  }
  for (const table of tablesOf(type)) {
    const found = draft.estate.row(table, id);
    if (found === undefined) continue;
    if (staysThere(doubt, type)) draft.put(table, unsettled(type, found, doubt.because, doubt.atMost === 'write'));
    else draft.remove(table, id);
  }
}

function staysThere({ atMost }: Doubt, type: string): boolean {
  return atMost === 'write' || STAYING.includes(type);
}

/** An assignment that may be taken away is granted on a condition, as it were; it can only ever be that of its principal. */
function aboutAssignments(draft: Draft, doubt: Doubt): readonly OpenScope[] {
  const { id, type, atMost, because } = doubt;
  const self = type === ROLE_ASSIGNMENT && isSelf(doubt) ? foldId(id) : undefined;
  let seen = false;
  changeAssignments(draft, (row, scope) => {
    const meant =
      self === undefined ? holds(draft.estate, id, scope) !== false : foldId(textAt(row, 'id') ?? '') === self;
    if (!meant) return row;
    seen = true;
    const properties = { ...(row.properties as Row), ...unknownCondition(because) };
    return atMost === undefined ? { ...row, properties } : row;
  });
  if (self !== undefined && seen) return [];
  const scope = self === undefined ? id : scopeOf(id);
  return [{ source: 'authorizationresources', scope, because }];
}

/** Built-in roles are Azure's own. */
function aboutDefinitions(roles: Roles, doubt: Doubt): void {
  if (doubt.atMost === 'create') return;
  for (const row of roles.all) {
    const isMeant = isSelf(doubt)
      ? lastSegment(textAt(row, 'id')!) === lastSegment(doubt.id)
      : textAt(row, 'properties', 'type')?.toLowerCase() !== 'builtinrole';
    if (isMeant) roles.unsettle(row);
  }
}

function isSelf({ id, type }: Doubt): boolean {
  return !isScope(type) && typeOf(id) === type;
}

function parentOf(id: string): string {
  return id.split('/').slice(0, -2).join('/');
}

function typeIn(row: Row): string {
  return textAt(row, 'type')?.toLowerCase() ?? '';
}

/** The rows of things at and below a scope, each once. */
function rowsWithin(draft: Draft, scope: string): readonly Row[] {
  const found = new Map<string, Row>();
  for (const table of THINGS) {
    for (const row of draft.estate.rows(table)) {
      const id = foldId(textAt(row, 'id')!);
      const isContainer = table === 'resourcecontainers';
      if (!isContainer && !found.has(id) && holds(draft.estate, scope, id) !== false) found.set(id, row);
    }
  }
  return [...found.values()];
}

/** A name that was free may be taken by what the plan makes. */
function openNames(draft: Draft, because: string, type?: string, name?: string): void {
  for (const row of [...draft.estate.rows('arm/nameavailability')]) {
    const isMeant =
      (type === undefined || typeIn(row) === type) &&
      (name === undefined || textAt(row, 'name')?.toLowerCase() === name);
    if (isMeant && row.nameAvailable === true)
      draft.put('arm/nameavailability', { ...row, nameAvailable: false, reason: because });
  }
}
