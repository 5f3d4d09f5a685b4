/** Lists of deny assignments at a scope. */

import { textAt } from '../../model/json.ts';
import type { Answer, Request } from '../message.ts';
import { type Context, pageOf } from './context.ts';
import { badRequest, forbidden } from './refusal.ts';
import { inList } from './role-assignments.ts';

/** Without a filter: at, above and below the scope; with `atScope()`, at and above. */
export function listDenyAssignments(scope: string, request: Request, context: Context): Answer {
  const { world } = context;
  if (world.refuses('arm/denyassignments', scope))
    throw forbidden('Microsoft.Authorization/denyAssignments/read', scope);
  const filter = (request.query.get('$filter') ?? '').trim();
  if (filter !== '' && filter.toLowerCase() !== 'atscope()')
    throw badRequest(
      'UnsupportedFilter',
      `The filter '${filter}' is not supported. The supported filter is 'atScope()'.`,
    );
  const rows = [...world.estate.rows('arm/denyassignments')].filter(row =>
    inList(world, scope, textAt(row, 'properties', 'scope') ?? '/', filter !== ''),
  );
  return pageOf(rows, request, context);
}
