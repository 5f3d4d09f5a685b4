/** Says what is being done, for whoever watches. */

import type { Connection } from './connect.ts';

export type Progress =
  | { readonly is: 'reading'; readonly what: string }
  | { readonly is: 'read'; readonly what: string; readonly rows: number }
  | { readonly is: 'waiting'; readonly milliseconds: number; readonly because: string };

/** Does some work between the two lines that tell of it; `count` says how many rows came of it. */
export async function tell<T>(
  { onProgress }: Connection,
  what: string,
  work: () => Promise<T>,
  count: (value: T) => number,
): Promise<T> {
  onProgress({ is: 'reading', what });
  const value = await work();
  onProgress({ is: 'read', what, rows: count(value) });
  return value;
}
