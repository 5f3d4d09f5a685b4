/** What can be made to go wrong, and the count of requests by which it does. */

import type { Estate } from '../estate/estate.ts';
import type { Table } from '../model/estate.ts';
import { type Answer, armError } from './message.ts';

/** What a request reads: a table of the estate, or one of ARM's reads of what Resource Graph has too. */
export type Source = Table | 'arm/resources' | 'arm/roleassignments' | 'arm/roledefinitions' | 'arm/subscriptions';

/** "Each n-th" counts from 1: with `every: 1`, each request fails. */
export type Faults = {
  /** Each n-th request to Resource Graph or ARM answers 429, with Retry-After in seconds. */
  readonly throttle?: { readonly every: number; readonly retryAfter: number };
  /** Each n-th request to Resource Graph, ARM or Graph answers 503, with Retry-After in seconds where that is given. */
  readonly serverError?: { readonly every: number; readonly retryAfter?: number };
  /** Resource Graph queries in a window: 15 in Azure. */
  readonly quota?: number;
  /** This page of all that Resource Graph gives out, counted from 1, has fewer rows than it says. */
  readonly dropPage?: number;
  /** Resource Graph cuts rows, says `resultTruncated: "true"` and gives no token. */
  readonly truncate?: boolean;
  /** Ids of subscriptions that Resource Graph does not show and ARM answers 403 for. */
  readonly refuseSubscriptions?: readonly string[];
  /** Sources, or `arm` or `graph` for all of one, that answer 403. */
  readonly denied?: readonly (Source | 'arm' | 'graph')[];
  /** The credential has expired: 401 everywhere, and no new tokens. */
  readonly expired?: boolean;
  /** Milliseconds before each answer. */
  readonly delay?: number;
  /** What Resource Graph knows, where it lags behind ARM. */
  readonly resourceGraph?: Estate;
};

export type Kind = 'token' | 'resource graph' | 'arm' | 'graph';

/** The answer to a request that goes wrong because of its turn, or `undefined`. */
export type Turns = (kind: Kind) => Answer | undefined;

export function takeTurns({ throttle, serverError }: Faults): Turns {
  const throttled = everyNth(throttle?.every);
  const broken = everyNth(serverError?.every);
  return kind => {
    if (kind === 'token') return undefined;
    if (broken()) {
      const answer = armError(
        503,
        'ServiceUnavailable',
        'The service is temporarily unavailable. Please try again later.',
      );
      const { retryAfter } = serverError!;
      return retryAfter === undefined ? answer : { ...answer, headers: { 'retry-after': String(retryAfter) } };
    }
    if (kind === 'graph' || !throttled()) return undefined;
    return {
      ...armError(429, 'TooManyRequests', 'The request is being throttled as the limit has been reached.'),
      headers: { 'retry-after': String(throttle!.retryAfter) },
    };
  };
}

function everyNth(every: number | undefined): () => boolean {
  let count = 0;
  return () => {
    if (every === undefined) return false;
    count += 1;
    return count % every === 0;
  };
}
