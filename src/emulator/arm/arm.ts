/** Resource Manager: finds the read that a path asks for. */

import { foldId } from '../../model/resource-id.ts';
import { type Answer, armError, isJson, type Request } from '../message.ts';
import type { Context } from './context.ts';
import { listDenyAssignments } from './deny-assignments.ts';
import { checkName } from './name-availability.ts';
import { notFound } from './refusal.ts';
import { getResource, listInside, listSubscriptions } from './resources.ts';
import { listRoleAssignments } from './role-assignments.ts';
import { getRoleDefinition, listRoleDefinitions } from './role-definitions.ts';

const AUTHORIZATION =
  /^(.*)\/providers\/Microsoft\.Authorization\/(role|deny)(Assignments|Definitions)(?:\/([^/]+))?$/i;
const CHECK_NAME = /^\/subscriptions\/([^/]+)\/providers\/Microsoft\.(?:Storage|KeyVault)\/checkNameAvailability$/i;
const RESOURCE = /^\/subscriptions\/[^/]+(?:\/resourceGroups\/[^/]+(?:\/providers\/[^/]+(?:\/[^/]+\/[^/]+)+)?)?$/i;

export function answerArm(request: Request, context: Context): Answer {
  const { method, path } = request;
  const check = CHECK_NAME.exec(path);
  if (check !== null && method === 'POST') {
    if (!isJson(request))
      return armError(
        415,
        'UnsupportedMediaType',
        'The content media type is not supported. Only application/json is.',
      );
    return checkName(check[1]!, request, context);
  }
  if (method !== 'GET') return armError(405, 'MethodNotAllowed', `The method ${method} is not allowed here.`);
  const found = AUTHORIZATION.exec(path);
  if (found !== null) {
    const [, scope, kind, what, name] = found;
    const answered = answerAuthorization(`${kind}${what}`.toLowerCase(), foldId(scope!), name, request, context);
    if (answered !== undefined) return answered;
  }
  if (/^\/subscriptions$/i.test(path)) return listSubscriptions(request, context);
  const inside = listInside(request, context);
  if (inside !== undefined) return inside;
  if (RESOURCE.test(path)) return getResource(request, context);
  throw notFound(
    'MissingSubscription',
    'The request did not have a subscription or a valid tenant level resource provider.',
  );
}

function answerAuthorization(
  what: string,
  scope: string,
  name: string | undefined,
  request: Request,
  context: Context,
): Answer | undefined {
  if (what === 'roledefinitions') {
    return name === undefined ? listRoleDefinitions(scope, request, context) : getRoleDefinition(scope, name, context);
  }
  if (name !== undefined) return undefined;
  if (what === 'roleassignments') return listRoleAssignments(scope, request, context);
  return what === 'denyassignments' ? listDenyAssignments(scope, request, context) : undefined;
}
