/** Service principals, directory objects and the groups that they are in. */

import type { Json, Row } from '../../model/estate.ts';
import { prop, textAt, textsAt } from '../../model/json.ts';
import { type Answer, ok } from '../message.ts';
import type { World } from '../world.ts';
import { allowUnless, refuse } from './refusal.ts';

const APP_FILTER = /^appId\s+(?:eq\s+'([^']*)'|in\s*\(([^)]*)\))$/i;
const MOST_IDS = 1000;

/** Those of some apps, by `$filter=appId eq '…'` or `appId in ('…','…')`, or all. */
export function servicePrincipals(query: URLSearchParams, world: World): Answer {
  allowUnless(world.refuses('graph/serviceprincipals', '/'));
  const filter = (query.get('$filter') ?? '').trim();
  const match = APP_FILTER.exec(filter);
  if (filter !== '' && match === null)
    throw refuse(400, 'Request_UnsupportedQuery', `Unsupported query filter '${filter}'.`);
  const list = (match?.[1] ?? match?.[2])?.toLowerCase().split(',');
  const apps = list?.map(id => id.trim().replaceAll("'", ''));
  const rows = [...world.estate.rows('graph/serviceprincipals')].filter(
    row => apps === undefined || apps.includes(textAt(row, 'appId')?.toLowerCase() ?? ''),
  );
  const fields = query
    .get('$select')
    ?.split(',')
    .map(field => field.trim());
  return ok({ '@odata.context': '$metadata#servicePrincipals', value: rows.map(row => select(row, fields)) });
}

function select(row: Row, fields: readonly string[] | undefined): Row {
  if (fields === undefined) return row;
  return Object.fromEntries(Object.entries(row).filter(([name]) => fields.includes(name)));
}

/** Objects that are gone are left out without a word. */
export function directoryObjects(body: Json, world: World): Answer {
  const ids = textsAt(body, 'ids');
  if (ids.length === 0 || ids.length > MOST_IDS)
    throw refuse(400, 'Request_BadRequest', `The number of ids must be from 1 to ${MOST_IDS}.`);
  allowUnless(ids.every(id => world.refuses('graph/directoryobjects', `/${id}`)));
  const value = [...new Set(ids.map(id => id.toLowerCase()))].flatMap(id => objectOf(id, world) ?? []);
  return ok({ '@odata.context': '$metadata#directoryObjects', value });
}

export function memberGroups(id: string, body: Json, world: World): Answer {
  allowUnless(world.refuses('graph/memberships', `/${id}`));
  if (typeof prop(body, 'securityEnabledOnly') !== 'boolean')
    throw refuse(400, 'Request_BadRequest', "The value of 'securityEnabledOnly' must be true or false.");
  const row = world.estate.row('graph/memberships', id);
  if (row === undefined && objectOf(id, world) === undefined) {
    throw refuse(
      404,
      'Request_ResourceNotFound',
      `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
    );
  }
  return ok({ '@odata.context': '$metadata#Collection(Edm.String)', value: textsAt(row, 'value') });
}

function objectOf(id: string, world: World): Row | undefined {
  return world.estate.row('graph/directoryobjects', id) ?? world.estate.row('graph/serviceprincipals', id);
}
