/** Counts what Azure is asked, and waits before a quota is overdrawn. */

import type { Requests } from '../model/finding.ts';

export type Tally = { -readonly [key in keyof Requests]: Requests[key] };

export function newTally(): Tally {
  return { resourceGraphQueries: 0, resourceGraphPages: 0, arm: 0, graph: 0, throttled: 0 };
}

/** What Resource Graph last said of the caller's quota. */
export type Quota = {
  /** Milliseconds to wait before the next request; 0 while requests are left. */
  pause: number;
};

/**
 * Reads the quota off an answer's headers (Azure Resource Graph, "Guidance for throttled requests": 15 queries in 5 seconds,
 * every page counts). An answer 429 brings its own Retry-After, which the retry policy obeys.
 */
export function pauseAfter(status: number, header: (name: string) => string | undefined): number {
  const remaining = header('x-ms-user-quota-remaining');
  if (status === 429 || remaining === undefined || Number(remaining) > 0) return 0;
  return milliseconds(header('x-ms-user-quota-resets-after') ?? '');
}

/** `hh:mm:ss` in milliseconds; 0 for anything else. */
function milliseconds(span: string): number {
  const match = /^(\d+):(\d{2}):(\d{2}(?:\.\d+)?)$/.exec(span.trim());
  if (match === null) return 0;
  const [hours, minutes, seconds] = match.slice(1).map(Number) as [number, number, number];
  return Math.ceil(((hours * 60 + minutes) * 60 + seconds) * 1000);
}
