/** Resource Graph's quota of queries in a window of time. */

import type { Answer } from '../message.ts';
import { problem } from './problem.ts';

/** What a query may do, with the headers that tell the caller what is left. */
type Allowance = {
  readonly headers: Readonly<Record<string, string>>;
  /** Where the quota is spent. */
  readonly refused: Answer | undefined;
};

/** Takes one query off the quota; windows follow each other from the first query on. */
export function makeQuota(limit: number, windowMs: number, now: () => number): () => Allowance {
  let start = Number.NEGATIVE_INFINITY;
  let used = 0;
  return () => {
    const time = now();
    if (time - start >= windowMs) {
      start = time;
      used = 0;
    }
    used += 1;
    const seconds = Math.max(1, Math.ceil((start + windowMs - time) / 1000));
    const remaining = String(Math.min(Math.max(0, limit - used), 2 ** 31 - 1));
    const headers = {
      'x-ms-user-quota-remaining': remaining,
      'x-ms-user-quota-resets-after': clock(seconds),
      'x-ms-ratelimit-remaining-tenant-resource-requests': remaining,
    };
    if (used <= limit) return { headers, refused: undefined };
    const answer = problem(
      429,
      'RateLimiting',
      'Client application has been throttled and should not attempt to repeat the request until an amount of time has elapsed.',
    );
    return { headers, refused: { ...answer, headers: { ...headers, 'retry-after': String(seconds) } } };
  };
}

/** Seconds as `hh:mm:ss`. */
function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map(part => String(part).padStart(2, '0')).join(':');
}
