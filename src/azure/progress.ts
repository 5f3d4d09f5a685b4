/** Says what is being done, for whoever watches. */

import type { Connection } from './connect.ts';

export type Progress =
  | { readonly is: 'reading'; readonly what: string }
  | { readonly is: 'read'; readonly what: string; readonly rows: number }
  | { readonly is: 'waiting'; readonly milliseconds: number; readonly because: string };

/** Does some work between the two lines that tell of it; `count` says how many rows came of it, or nothing where it failed. */
export async function tell<T>(
  { onProgress }: Connection,
  what: string,
  work: () => Promise<T>,
  count: (value: T) => number | undefined,
): Promise<T> {
  onProgress({ is: 'reading', what });
  const value = await work();
  const rows = count(value);
  if (rows !== undefined) onProgress({ is: 'read', what, rows });
  return value;
}
