/** What every read of Resource Manager needs. */

import type { Json } from '../../model/estate.ts';
import { type Answer, identifier, ok, type Request } from '../message.ts';
import type { World } from '../world.ts';
import { badRequest } from './refusal.ts';

export type Context = {
  readonly world: World;
  /** The URL of the emulator, without a slash at its end. */
  readonly origin: string;
  /** Items on a page of a list. */
  readonly pageSize: number;
};

/** One page of a list; the link to the next holds a token that only fits the same list. */
export function pageOf(items: readonly Json[], request: Request, { origin, pageSize }: Context): Answer {
  const of = identifier(`${request.path.toLowerCase()} ${request.query.get('$filter') ?? ''}`);
  const token = request.query.get('$skiptoken') ?? request.query.get('$skipToken');
  const offset = token === null ? 0 : readOffset(token, of);
  const value = items.slice(offset, offset + pageSize);
  if (offset + pageSize >= items.length) return ok({ value });
  const query = new URLSearchParams(request.query);
  query.delete('$skipToken');
  query.set('$skiptoken', `${of}.${offset + pageSize}`);
  return ok({ value, nextLink: `${origin}${encodeURI(request.path)}?${query}` });
}

function readOffset(token: string, of: string): number {
  const [list, offset] = token.split('.');
  if (list === of && /^\d+$/.test(offset ?? '')) return Number(offset);
  throw badRequest('InvalidSkipToken', 'The skip token is not valid for this list.');
}
