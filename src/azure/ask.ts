/** Asks Resource Graph a query, page by page to the end, and says whether the answer is whole. */

import type { QueryRequest } from '@azure/arm-resourcegraph';
import { redact } from '../estate/redact.ts';
import type { Json, Row } from '../model/estate.ts';
import { textAt } from '../model/json.ts';
import { foldId } from '../model/resource-id.ts';
import type { Connection } from './connect.ts';
import type { Query } from './kql.ts';
import { type Gap, gapOf, hasCode } from './problem.ts';
import { isRow } from './reader.ts';

export type Asked = {
  readonly rows: readonly Row[];
  /** Why rows may be missing. */
  readonly gap?: Gap;
  /** What failed, where no page came at all. */
  readonly failure?: unknown;
  /** The credential sees more than 10,000 subscriptions, and only so many were asked. */
  readonly overLimit: boolean;
};

export type AskOptions = {
  /** Nothing: the whole tenant, as far as the credential sees. At most 1,000. */
  readonly subscriptions?: readonly string[];
  readonly pageSize?: number;
};

/** The most rows that a page can have; fewer where they are more than the 16 MB that an answer may have. */
const PAGE = 1000;

/** Rows come without secrets. Failures are gaps; only an interrupted run throws. */
export async function ask(connection: Connection, query: Query, options: AskOptions = {}): Promise<Asked> {
  connection.tally.resourceGraphQueries += 1;
  const { subscriptions } = options;
  const request = subscriptions === undefined ? { query } : { query, subscriptions: [...subscriptions] };
  const rows: Row[] = [];
  const pageOf = new Map<string, number>();
  const faults = new Set<string>();
  let top = options.pageSize ?? PAGE;
  let overLimit = false;
  let announced: number | undefined;
  let skipToken: string | undefined;
  for (let page = 1; ; page += 1) {
    try {
      const { answer, isOverLimit } = await readPage(connection, request, top, skipToken);
      overLimit ||= isOverLimit;
      announced ??= answer.totalRecords;
      if (answer.resultTruncated === 'true') faults.add('Resource Graph cut its answer short (resultTruncated)');
      const data = (answer.data as Json[]).filter(isRow);
      for (const row of data) {
        const id = foldId(textAt(row, 'id') ?? '');
        if (id === '/') throw new Error('Resource Graph sent a row without an id');
        if ((pageOf.get(id) ?? page) !== page) faults.add('a row came on two pages: the estate changed between them');
        pageOf.set(id, page);
        rows.push(redact(row));
      }
      skipToken = answer.skipToken;
      if (skipToken === undefined) break;
      if (data.length > 0 && rows.length <= announced) continue;
      faults.add('Resource Graph offers pages without end');
      break;
    } catch (error) {
      if (hasCode(error, 'ResponsePayloadTooLarge') && top > 1) {
        top = Math.ceil(top / 2);
        page -= 1;
        continue;
      }
      const gap = gapOf(error);
      if (page === 1) return { rows: [], gap, failure: error, overLimit };
      return { rows, gap: { status: 'partial', because: `page ${page} could not be read: ${gap.because}` }, overLimit };
    }
  }
  if (rows.length !== announced) faults.add(`Resource Graph announced ${announced} rows and sent ${rows.length}`);
  if (faults.size === 0) return { rows, overLimit };
  return { rows, gap: { status: 'partial', because: [...faults].join('; ') }, overLimit };
}

async function readPage(connection: Connection, request: QueryRequest, top: number, skipToken: string | undefined) {
  let isOverLimit = false;
  const answer = await connection.resourceGraph.resources(
    {
      ...request,
      options: {
        top,
        resultFormat: 'objectArray',
        // Without it, assignments inherited from management groups are missing from the answer.
        authorizationScopeFilter: 'AtScopeAboveAndBelow',
        ...(skipToken === undefined ? {} : { skipToken }),
      },
    },
    {
      onResponse: ({ headers }) => {
        isOverLimit = headers.get('x-ms-tenant-subscription-limit-hit') === 'true';
      },
    },
  );
  connection.tally.resourceGraphPages += 1;
  return { answer, isOverLimit };
}

/** Several queries, one after the other, as one answer. */
export async function askAll(
  connection: Connection,
  queries: Iterable<{ readonly query: Query; readonly options?: AskOptions }>,
): Promise<Asked> {
  const answers: Asked[] = [];
  for (const { query, options } of queries) answers.push(await ask(connection, query, options));
  const gaps = answers.flatMap(({ gap }) => gap ?? []);
  return {
    rows: answers.flatMap(({ rows }) => rows),
    overLimit: answers.some(({ overLimit }) => overLimit),
    ...(gaps.length === 0 ? {} : { gap: worstOf(gaps) }),
  };
}

/** Several gaps in one place as one. */
export function worstOf(gaps: readonly Gap[]): Gap {
  const status = gaps.some(gap => gap.status === 'denied') ? 'denied' : 'partial';
  return { status, because: [...new Set(gaps.map(({ because }) => because))].join('; ') };
}
