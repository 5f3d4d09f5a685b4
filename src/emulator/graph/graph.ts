/** Microsoft Graph: finds the read that a path asks for, alone or as a step of a batch. */

import type { Json, Row } from '../../model/estate.ts';
import { listAt, prop, textAt } from '../../model/json.ts';
import { type Answer, graphError, isJson, jsonBody, ok, parseTarget, Refusal, type Request } from '../message.ts';
import type { World } from '../world.ts';
import { directoryObjects, memberGroups, servicePrincipals } from './directory.ts';
import { refuse } from './refusal.ts';

const MEMBER_GROUPS = /^\/(?:directoryObjects|servicePrincipals|users|groups)\/([^/]+)\/getMemberGroups$/;
/** learn.microsoft.com, Microsoft Graph, "Combine multiple HTTP requests using JSON batching". */
const MOST_IN_BATCH = 20;

/** The request's path comes without the version in front. */
export function answerGraph(request: Request, world: World): Answer {
  const { method, path } = request;
  if (method === 'POST' && path === '/$batch') return batch(bodyOf(request), request, world);
  return answerOne(request, world);
}

function answerOne(request: Request, world: World): Answer {
  const { method, path, query } = request;
  if (method === 'GET' && path === '/servicePrincipals') return servicePrincipals(query, world);
  if (method === 'POST' && path === '/directoryObjects/getByIds') return directoryObjects(bodyOf(request), world);
  const member = method === 'POST' ? MEMBER_GROUPS.exec(path) : null;
  if (member !== null) return memberGroups(member[1]!, bodyOf(request), world);
  throw refuse(404, 'ResourceNotFound', `Resource not found for the segment '${path}'.`);
}

function bodyOf(request: Request): Json {
  if (!isJson(request)) throw refuse(415, 'Request_UnsupportedMediaType', 'The content type must be application/json.');
  const body = jsonBody(request);
  if (body === undefined) throw refuse(400, 'BadRequest', 'Unable to read JSON request payload.');
  return body;
}

function batch(body: Json, request: Request, world: World): Answer {
  const steps = listAt(body, 'requests');
  if (steps.length === 0 || steps.length > MOST_IN_BATCH)
    throw refuse(400, 'BadRequest', `Number of batch request steps must be from 1 to ${MOST_IN_BATCH}.`);
  const responses = steps.map(step => {
    const { status, body: answered } = answerStep(step, request, world);
    return { id: textAt(step, 'id') ?? '', status, headers: { 'Content-Type': 'application/json' }, body: answered };
  });
  return ok({ responses });
}

function answerStep(step: Json, { headers }: Request, world: World): Answer {
  const target = parseTarget(textAt(step, 'url') ?? '');
  if (target === undefined) return graphError(400, 'BadRequest', 'The URL of the batch step is malformed.');
  const own = Object.entries((prop(step, 'headers') as Row | undefined) ?? {});
  const request: Request = {
    ...target,
    method: textAt(step, 'method') ?? 'GET',
    headers: {
      ...Object.fromEntries(own.map(([name, value]) => [name.toLowerCase(), String(value)])),
      authorization: headers.authorization,
    },
    body: JSON.stringify(prop(step, 'body') ?? null),
  };
  try {
    return answerOne(request, world);
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}
