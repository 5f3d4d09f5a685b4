/** One read of ARM or Microsoft Graph: its answer, or the gap that it leaves. */

import type { Estate } from '../estate/estate.ts';
import type { Row, Table } from '../model/estate.ts';
import { textAt } from '../model/json.ts';
import type { Connection } from './connect.ts';
import { type Gap, gapOf } from './problem.ts';

export type Read<T> = { readonly value: T; readonly gap?: never } | { readonly gap: Gap; readonly value?: never };

/** Reads when a place is free. Only an interrupted run throws. */
export async function read<T>({ limit }: Connection, ask: () => Promise<T>): Promise<Read<T>> {
  try {
    return { value: await limit(ask) };
  } catch (error) {
    return { gap: gapOf(error) };
  }
}

/** States how whole a source is at a scope. */
export function cover(estate: Estate, source: Table, scope: string, gap?: Gap): void {
  estate.cover({ source, scope, ...(gap ?? { status: 'complete' }) });
}

/** An answer to the question for one id; it is found again by that id even where the answer leaves it out. */
export function withId(row: Row, id: string): Row {
  return textAt(row, 'id') === undefined ? { ...row, id } : row;
}
