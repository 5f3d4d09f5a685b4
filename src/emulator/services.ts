/** Finds the service that a request is for, and what stands before each: credentials, faults and versions. */

import type { Estate } from '../estate/estate.ts';
import type { Json } from '../model/estate.ts';
import { answerArm } from './arm/arm.ts';
import { type Faults, type Kind, takeTurns } from './faults.ts';
import { answerGraph } from './graph/graph.ts';
import { type Answer, armError, graphError, Refusal, type Request } from './message.ts';
import { makeResourceGraph } from './resource-graph/resource-graph.ts';
import { answerToken } from './token.ts';
import { World } from './world.ts';

/** A request as tests look at it. */
export type RecordedRequest = {
  readonly kind: Kind;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** JSON that was sent, where it was; never that of token requests. */
  readonly body: Json | undefined;
  readonly status: number;
};

type ServicesOptions = {
  readonly faults: Faults;
  readonly quotaWindow: number;
  readonly pageSize: number;
  readonly now: () => number;
  readonly origin: string;
};

const QUERY = /^\/providers\/Microsoft\.ResourceGraph\/resources$/i;
const GRAPH = /^\/v1\.0(?=\/)/;
const TOKEN = /^\/[^/]+\/(?:oauth2|v2\.0)\//;
const API_VERSION = /^\d{4}-\d{2}-\d{2}(?:-[a-z]+)?$/i;

export function kindOf(path: string): Kind {
  if (GRAPH.test(path)) return 'graph';
  if (QUERY.test(path)) return 'resource graph';
  return TOKEN.test(path) ? 'token' : 'arm';
}

/** Answers every request; nothing that it is sent makes it throw. */
export function makeServices(estate: Estate, options: ServicesOptions): (request: Request) => Answer {
  const { faults, origin, pageSize } = options;
  const world = new World(estate, faults);
  const query = makeResourceGraph(new World(faults.resourceGraph ?? estate, faults), options);
  const turn = takeTurns(faults);

  function answer(request: Request, kind: Kind): Answer {
    if (kind === 'token') {
      return (
        answerToken(request, origin, faults.expired === true) ?? armError(404, 'NotFound', 'There is nothing here.')
      );
    }
    const unsigned = refuseCredential(request, kind, faults.expired === true);
    if (unsigned !== undefined) return unsigned;
    const faulty = turn(kind);
    if (faulty !== undefined) return faulty;
    if (kind === 'graph') return answerGraph({ ...request, path: request.path.replace(GRAPH, '') }, world);
    const unversioned = refuseVersion(request);
    if (unversioned !== undefined) return unversioned;
    if (kind === 'arm') return answerArm(request, { world, origin, pageSize });
    if (request.method === 'POST') return query(request);
    return armError(405, 'MethodNotAllowed', 'Resource Graph takes queries by POST.');
  }

  return request => {
    const kind = kindOf(request.path);
    try {
      return answer(request, kind);
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      // Nested too deep for the parser, say: the server answers, and goes on.
      return armError(500, 'InternalServerError', `Encountered internal server error: ${(error as Error).message}`);
    }
  };
}

function refuseCredential(request: Request, kind: Kind, expired: boolean): Answer | undefined {
  const missing = !/^Bearer \S/.test(request.headers.authorization ?? '');
  if (!missing && !expired) return undefined;
  const answer =
    kind === 'graph'
      ? graphError(
          401,
          'InvalidAuthenticationToken',
          missing ? 'Access token is empty.' : 'Lifetime validation failed, the token is expired.',
        )
      : missing
        ? armError(401, 'AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing.")
        : armError(
            401,
            'ExpiredAuthenticationToken',
            'The access token expiry UTC time is earlier than current UTC time.',
          );
  return { ...answer, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } };
}

function refuseVersion(request: Request): Answer | undefined {
  const version = request.query.get('api-version');
  if (version === null || version === '') {
    const message = 'The api-version query parameter (?api-version=) is required for all requests.';
    return armError(400, 'MissingApiVersionParameter', message);
  }
  if (API_VERSION.test(version)) return undefined;
  return armError(400, 'InvalidApiVersionParameter', `The api-version '${version}' is invalid.`);
}
