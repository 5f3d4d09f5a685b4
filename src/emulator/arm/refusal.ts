/** Refusals as Resource Manager words them. */

import { armError, Refusal } from '../message.ts';

export function forbidden(action: string, scope: string): Refusal {
  return new Refusal(
    armError(
      403,
      'AuthorizationFailed',
      `The client does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    ),
  );
}

export function notFound(code: string, message: string): Refusal {
  return new Refusal(armError(404, code, message));
}

export function badRequest(code: string, message: string): Refusal {
  return new Refusal(armError(400, code, message));
}
