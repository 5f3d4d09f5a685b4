/** The endpoint of Resource Graph: runs queries over the estate's tables and gives out their rows in pages. */

import type { Json, Row, Table } from '../../model/estate.ts';
import type { Faults } from '../faults.ts';
import { parse } from '../kql/parse.ts';
import { type Answered, run } from '../kql/run.ts';
import { QueryProblem } from '../kql/syntax.ts';
import { COLUMNS } from '../kql/tables.ts';
import { type Answer, armError, identifier, isJson, jsonBody, ok, Refusal, type Request } from '../message.ts';
import type { World } from '../world.ts';
import { type QueryBody, readBody } from './body.ts';
import { invalidQuery, problem } from './problem.ts';
import { makeQuota } from './quota.ts';
import { rowsInScope } from './scope.ts';
import { readToken, writeToken } from './skip-token.ts';

type ResourceGraphOptions = {
  readonly faults: Faults;
  readonly quotaWindow: number;
  /** Milliseconds; only the quota looks at it. */
  readonly now: () => number;
};

const QUOTA = 15;
const DEFAULT_ROWS = 100;
/** learn.microsoft.com, Resource Graph, "Troubleshoot errors": ResponsePayloadTooLarge. */
const MOST_BYTES = 16_777_216;
/** Queries whose pages are still being read, so that all of them come from one answer. */
const MOST_OPEN = 16;
const API_VERSIONS = ['2022-10-01', '2024-04-01'];

/** Queries run at the moment at which the snapshot was taken: that is their `now()`. */
export function makeResourceGraph(world: World, { faults, quotaWindow, now }: ResourceGraphOptions) {
  const spend = makeQuota(faults.quota ?? QUOTA, quotaWindow, now);
  const open = new Map<string, Answered>();
  let pages = 0;

  function answer(body: QueryBody): Answer {
    const of = identifier(JSON.stringify([body.query, body.scope]));
    const token = body.token === undefined ? undefined : readToken(body.token, of);
    const kept = token === undefined ? undefined : open.get(of);
    const answered = kept ?? runQuery(world, body);
    const top = body.top ?? token?.top ?? DEFAULT_ROWS;
    const offset = token?.offset ?? body.skip;
    const page = answered.rows.slice(offset, offset + top);
    const end = offset + page.length;
    const more = end < answered.rows.length && !answered.limited && hasStringId(answered);
    open.delete(of);
    if (more) open.set(of, answered);
    if (open.size > MOST_OPEN) open.delete(open.keys().next().value!);
    if (faults.truncate && page.length > 0) {
      const cut = page.slice(0, Math.floor(page.length / 2));
      return fit({
        totalRecords: answered.rows.length,
        count: cut.length,
        resultTruncated: 'true',
        facets: [],
        data: cut,
      });
    }
    pages += 1;
    const data = pages === faults.dropPage ? page.slice(0, -1) : page;
    return fit({
      totalRecords: answered.rows.length,
      count: page.length,
      resultTruncated: 'false',
      facets: [],
      ...(more ? { $skipToken: writeToken({ of, offset: end, top }) } : {}),
      data,
    });
  }

  return (request: Request): Answer => {
    const version = request.query.get('api-version') ?? '';
    if (!API_VERSIONS.includes(version)) {
      const known = API_VERSIONS.join(', ');
      return armError(
        400,
        'NoRegisteredProviderFound',
        `No registered resource provider found for API version '${version}' for type 'resources'. The supported api-versions are '${known}'.`,
      );
    }
    const { headers, refused } = spend();
    if (refused !== undefined) return refused;
    // Resource Graph answers 500, not 415, to another type of content.
    if (!isJson(request)) return armError(500, 'InternalServerError', 'Encountered internal server error.');
    try {
      const answered = answer(readBody(jsonBody(request)));
      return { ...answered, headers };
    } catch (error) {
      if (error instanceof QueryProblem) return { ...invalidQuery(error), headers };
      if (error instanceof Refusal) return { ...error.answer, headers };
      throw error;
    }
  };
}

function runQuery(world: World, body: QueryBody): Answered {
  const query = parse(body.query);
  const table = Object.keys(COLUMNS).find(name => name === query.table) as Table | undefined;
  if (table === undefined) throw new QueryProblem(query.place, Object.keys(COLUMNS).join(', '));
  const rows = world.denies(table) ? undefined : rowsInScope(world, table, body.scope);
  if (rows === undefined) {
    const message = 'Access is denied to the requested resource. The user might not have enough permission.';
    throw new Refusal(problem(403, 'AccessDenied', message));
  }
  return run(query, rows, COLUMNS[table]!, new Date(world.estate.header.takenAt));
}

/** Without a string column `id`, Resource Graph has no order to page by. */
function hasStringId({ rows, columns }: Answered): boolean {
  return columns.has('id') && rows.every(row => typeof row.id === 'string');
}

function fit(body: { readonly [key: string]: Json; readonly data: readonly Row[] }): Answer {
  const size = Buffer.byteLength(JSON.stringify(body));
  if (size <= MOST_BYTES) return ok(body);
  throw new Refusal(
    problem(
      400,
      'ResponsePayloadTooLarge',
      `Response payload size is ${size}, and has exceeded the limit of ${MOST_BYTES}. Please consider querying less data at a time and make paginated call if needed.`,
    ),
  );
}
