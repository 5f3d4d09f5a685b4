/** What every request passes on its way out: it is counted, held back by the quota, and given up when no answer comes. */

import { type PipelinePolicy, RestError } from '@azure/core-rest-pipeline';
import { pauseAfter, type Quota, type Tally } from './meter.ts';
import type { Progress } from './progress.ts';

/** Counts requests, not their retries: place it before the retry policy. */
export function countRequests(tally: Tally, kind: 'arm' | 'graph'): PipelinePolicy {
  return {
    name: 'midrift-count',
    sendRequest(request, next) {
      tally[kind] += 1;
      return next(request);
    },
  };
}

export type AttemptOptions = {
  readonly signal: AbortSignal | undefined;
  readonly timeout: number;
  readonly quota: Quota;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  readonly tally: Tally;
  readonly onProgress: (event: Progress) => void;
};

/** Guards each attempt, retries included: place it after the retry policy. Only Resource Graph has the quota. */
export function guardAttempts(options: AttemptOptions): (kind: 'resource graph' | 'arm' | 'graph') => PipelinePolicy {
  const { signal, timeout, quota, sleep, tally, onProgress } = options;
  return kind => ({
    name: 'midrift-attempt',
    async sendRequest(request, next) {
      if (kind === 'resource graph' && quota.pause > 0) {
        const milliseconds = quota.pause;
        quota.pause = 0;
        tally.throttled += 1;
        onProgress({ is: 'waiting', milliseconds, because: 'the quota of Resource Graph is spent' });
        await sleep(milliseconds);
      }
      const deadline = AbortSignal.timeout(timeout);
      request.abortSignal = signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
      try {
        const response = await next(request);
        if (response.status === 429) {
          tally.throttled += 1;
          const seconds = Number(response.headers.get('retry-after') ?? 0);
          onProgress({ is: 'waiting', milliseconds: seconds * 1000, because: `${kind} answered 429` });
        }
        if (kind === 'resource graph') quota.pause = pauseAfter(response.status, name => response.headers.get(name));
        return response;
      } catch (error) {
        // The retry policy tries broken connections again, but takes an abort for the user's.
        if (deadline.aborted && signal?.aborted !== true) {
          throw new RestError(`no answer within ${timeout / 1000} s`, { code: 'ETIMEDOUT', request });
        }
        throw error;
      } finally {
        if (signal === undefined) delete request.abortSignal;
        else request.abortSignal = signal;
      }
    },
  });
}
