/** Errors as Resource Graph words them. */

import type { Json } from '../../model/estate.ts';
import type { QueryProblem } from '../kql/syntax.ts';
import { type Answer, identifier } from '../message.ts';

const CODES: Readonly<Record<number, string>> = { 400: 'BadRequest', 403: 'AccessDenied', 429: 'RateLimiting' };

/** The time of errors: they are the same at each run. */
const TIMESTAMP = '2026-01-01T00:00:00.0000000Z';

export function problem(status: number, code: string, message: string, ...more: readonly Json[]): Answer {
  const details = [{ code, message }, ...more];
  const correlation = identifier(JSON.stringify(details));
  return {
    status,
    body: {
      error: {
        code: CODES[status] ?? 'BadRequest',
        message: `Please provide below info when asking for support: timestamp = ${TIMESTAMP}, correlationId = ${correlation}.`,
        details,
      },
    },
  };
}

/** The answer to a query that cannot be read. */
export function invalidQuery({ place, expected }: QueryProblem): Answer {
  return problem(
    400,
    'InvalidQuery',
    'Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the error before retrying.',
    {
      code: 'ParserFailure',
      message: 'ParserFailure',
      line: place.line,
      characterPositionInLine: place.character,
      token: place.token,
      ...(expected === undefined ? {} : { expectedToken: expected }),
    },
  );
}
