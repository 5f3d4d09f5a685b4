/** Lists of role assignments at a scope, with the filters that Resource Manager knows. */

import type { Json, Row } from '../../model/estate.ts';
import { listAt, textAt, textsAt } from '../../model/json.ts';
import { foldId } from '../../model/resource-id.ts';
import type { Answer, Request } from '../message.ts';
import { assignmentScope, isRoleAssignment } from '../resource-graph/scope.ts';
import type { World } from '../world.ts';
import { type Context, pageOf } from './context.ts';
import { badRequest, forbidden } from './refusal.ts';
import { authorizationShape } from './shape.ts';

const FILTER =
  /^(?:(atScope\(\))(?:\s+and\s+assignedTo\('([^']*)'\))?|assignedTo\('([^']*)'\)|principalId\s+eq\s+'([^']*)')$/i;

/** Without `atScope()`: at, above and below the scope; with it, at and above. `assignedTo` follows groups. */
export function listRoleAssignments(scope: string, request: Request, context: Context): Answer {
  const { world } = context;
  const filter = readFilter(request.query.get('$filter') ?? '');
  const asked = filter.assignedTo === undefined ? scope : `${scope === '/' ? '' : scope}/${filter.assignedTo}`;
  const refused =
    world.denies('arm/roleassignments') ||
    world.hides('authorizationresources', scope) ||
    world.hides('resources', scope) ||
    (filter.assignedTo !== undefined && world.refuses('arm/assignedto', asked));
  if (refused) throw forbidden('Microsoft.Authorization/roleAssignments/read', scope);
  const answered =
    filter.assignedTo !== undefined && filter.atScope ? world.estate.row('arm/assignedto', asked) : undefined;
  const value = answered === undefined ? found(world, scope, filter) : listAt(answered, 'value');
  return pageOf(value, request, context);
}

/** Whether something at one scope is in the list at another. */
export function inList(world: World, listed: string, at: string, onlyAbove: boolean): boolean {
  const scope = foldId(at);
  if (world.above(listed).includes(scope)) return true;
  return !onlyAbove && !world.hides('resources', scope) && world.above(scope).includes(foldId(listed));
}

type Filter = { readonly atScope: boolean; readonly assignedTo?: string; readonly principalId?: string };

function readFilter(text: string): Filter {
  if (text.trim() === '') return { atScope: false };
  const match = FILTER.exec(text.trim());
  if (match === null) {
    const known = "'atScope()' or 'principalId eq '{value}' or assignedTo('{value}')'";
    throw badRequest(
      'UnsupportedFilter',
      `The filter '${text}' is not supported. Supported filters are either ${known}.`,
    );
  }
  const [, atScope, both, assignedTo, principalId] = match;
  const reaching = both ?? assignedTo;
  return {
    atScope: atScope !== undefined,
    ...(reaching === undefined ? {} : { assignedTo: reaching.toLowerCase() }),
    ...(principalId === undefined ? {} : { principalId: principalId.toLowerCase() }),
  };
}

function found(world: World, scope: string, filter: Filter): Json[] {
  const principals = principalsOf(world, filter);
  const rows = [...world.estate.rows('authorizationresources')].filter(isRoleAssignment);
  const listed = (row: Row): boolean =>
    (principals === undefined || principals.has(textAt(row, 'properties', 'principalId')?.toLowerCase() ?? '')) &&
    inList(world, scope, assignmentScope(row), filter.atScope);
  return rows.filter(listed).map(authorizationShape);
}

/** The principals whose assignments are asked for; `undefined` means everyone's. */
function principalsOf(world: World, { assignedTo, principalId }: Filter): ReadonlySet<string> | undefined {
  if (principalId !== undefined) return new Set([principalId]);
  if (assignedTo === undefined) return undefined;
  const groups = textsAt(world.estate.row('graph/memberships', assignedTo), 'value');
  return new Set([assignedTo, ...groups.map(id => id.toLowerCase())]);
}
