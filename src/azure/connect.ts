/** A connection to one cloud: its clients, their limits, and the count of what they asked. */

import { setTimeout as wait } from 'node:timers/promises';
import type { ResourceGraphClient } from '@azure/arm-resourcegraph';
import type { AccessToken, GetTokenOptions, TokenCredential } from '@azure/core-auth';
import pLimit from 'p-limit';
import type { Cloud } from '../model/cloud.ts';
import type { Requests } from '../model/finding.ts';
import { newTally, type Quota, type Tally } from './meter.ts';
import { countRequests, guardAttempts } from './policies.ts';
import { AzureProblem, credentialProblem, isAbort } from './problem.ts';
import type { Progress } from './progress.ts';
import { createReader, type Reader } from './reader.ts';

export type Limits = {
  /** ARM and Microsoft Graph requests in flight at once. */
  readonly concurrency: number;
  /** Times that a request is tried again after 429, 5xx and broken connections. */
  readonly retries: number;
  /** Milliseconds before the first retry where Azure names none; doubled with each. */
  readonly retryDelay: number;
  /** Milliseconds after which an attempt without an answer is given up. */
  readonly timeout: number;
};

const LIMITS: Limits = { concurrency: 8, retries: 4, retryDelay: 1000, timeout: 120_000 };

export type ConnectOptions = {
  readonly cloud: Cloud;
  readonly credential: TokenCredential;
  /** A certificate authority in PEM, for an endpoint that the system does not know. */
  readonly ca?: string;
  readonly signal?: AbortSignal;
  readonly limits?: Partial<Limits>;
  /** Waits for a number of milliseconds. */
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<unknown>;
  readonly onProgress?: (event: Progress) => void;
};

export type Connection = {
  readonly cloud: Cloud;
  readonly resourceGraph: ResourceGraphClient;
  readonly arm: Reader;
  readonly graph: Reader;
  /** Runs a read when fewer than `concurrency` are in flight. */
  readonly limit: <T>(read: () => Promise<T>) => Promise<T>;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  readonly tally: Tally;
  readonly onProgress: (event: Progress) => void;
};

/** Opens no connection yet: the first read does. Loads the client libraries. */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const { cloud, ca, signal, onProgress = () => undefined } = options;
  const { ResourceGraphClient } = await import('@azure/arm-resourcegraph');
  const limits = { ...LIMITS, ...options.limits };
  const tally = newTally();
  const quota: Quota = { pause: 0 };
  const credential = explaining(options.credential);
  const rest = (milliseconds: number) =>
    options.sleep?.(milliseconds, signal) ?? wait(milliseconds, undefined, signal === undefined ? {} : { signal });
  const attempts = guardAttempts({ signal, timeout: limits.timeout, quota, sleep: rest, tally, onProgress });
  const shared = {
    retryOptions: { maxRetries: limits.retries, retryDelayInMs: limits.retryDelay },
    userAgentOptions: { userAgentPrefix: 'midrift' },
    ...(ca === undefined ? {} : { tlsOptions: { ca } }),
  };
  const armScope = `${cloud.resourceManagerAudience}/.default`;
  const reader = (kind: 'arm' | 'graph', endpoint: string, scope: string): Reader =>
    createReader({
      endpoint,
      scope,
      credential,
      options: shared,
      perRequest: countRequests(tally, kind),
      perAttempt: attempts(kind),
    });
  return {
    cloud,
    resourceGraph: new ResourceGraphClient(credential, {
      ...shared,
      endpoint: cloud.resourceManager,
      credentials: { scopes: [armScope] },
      additionalPolicies: [{ policy: attempts('resource graph'), position: 'perRetry' }],
    }),
    arm: reader('arm', cloud.resourceManager, armScope),
    graph: reader('graph', cloud.microsoftGraph, `${cloud.microsoftGraph}/.default`),
    limit: pLimit(limits.concurrency),
    sleep: rest,
    tally,
    onProgress,
  };
}

/** What the connection has asked so far. */
export function requestsOf({ tally }: Connection): Requests {
  return { ...tally };
}

/** Failures of a credential come from a dozen libraries and programs; this makes them one kind of error. */
function explaining(credential: TokenCredential): TokenCredential {
  return {
    async getToken(scopes: string | string[], options?: GetTokenOptions): Promise<AccessToken | null> {
      try {
        return await credential.getToken(scopes, options);
      } catch (error) {
        if (isAbort(error) || error instanceof AzureProblem) throw error;
        throw credentialProblem(error, [scopes].flat().join(', '));
      }
    },
  };
}
