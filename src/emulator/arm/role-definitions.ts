/** Role definitions: one by its GUID at a scope, or all that can be assigned there. */

import type { Row } from '../../model/estate.ts';
import { textAt, textsAt } from '../../model/json.ts';
import { foldId, lastSegment, subscriptionOf } from '../../model/resource-id.ts';
import { type Answer, ok, type Request } from '../message.ts';
import type { World } from '../world.ts';
import { type Context, pageOf } from './context.ts';
import { badRequest, forbidden, notFound } from './refusal.ts';
import { authorizationShape } from './shape.ts';

const BY_NAME = /^roleName\s+eq\s+'((?:[^']|'')*)'$/i;

export function getRoleDefinition(scope: string, guid: string, context: Context): Answer {
  allow(scope, context);
  const row = atScope(context.world, scope).find(
    candidate => lastSegment(textAt(candidate, 'id')!) === guid.toLowerCase(),
  );
  if (row !== undefined) return ok(authorizationShape(row));
  throw notFound('RoleDefinitionDoesNotExist', `The specified role definition with ID '${guid}' does not exist.`);
}

export function listRoleDefinitions(scope: string, request: Request, context: Context): Answer {
  allow(scope, context);
  const filter = (request.query.get('$filter') ?? '').trim();
  const name = BY_NAME.exec(filter)?.[1]?.replaceAll("''", "'").toLowerCase();
  if (filter !== '' && name === undefined) {
    const known = "'roleName eq '{value}''";
    throw badRequest('UnsupportedFilter', `The filter '${filter}' is not supported. The supported filter is ${known}.`);
  }
  const rows = atScope(context.world, scope).filter(
    row => name === undefined || textAt(row, 'properties', 'roleName')?.toLowerCase() === name,
  );
  return pageOf(rows.map(authorizationShape), request, context);
}

function allow(scope: string, { world }: Context): void {
  if (world.denies('arm/roledefinitions') || world.hides('resources', scope))
    throw forbidden('Microsoft.Authorization/roleDefinitions/read', scope);
}

/** Built-in roles are everywhere; a custom one where it may be assigned, and below. */
function atScope(world: World, scope: string): Row[] {
  const above = new Set(world.above(scope));
  return [...world.estate.rows('authorizationresources')].filter(row => {
    if (textAt(row, 'type')?.toLowerCase() !== 'microsoft.authorization/roledefinitions') return false;
    const home = subscriptionOf(textAt(row, 'id')!);
    if (textAt(row, 'properties', 'type')?.toLowerCase() !== 'customrole' && home === undefined) return true;
    const assignable = textsAt(row, 'properties', 'assignableScopes').map(foldId);
    return [...assignable, ...(home === undefined ? [] : [`/subscriptions/${home}`])].some(id => above.has(id));
  });
}
