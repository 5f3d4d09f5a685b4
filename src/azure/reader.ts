/**
 * Reads ARM and Microsoft Graph as they answer. The typed clients would turn rows into models of their own and drop what
 * they do not know (a federated credential's `claimsMatchingExpression`); an estate keeps Azure's shape.
 */

import type { TokenCredential } from '@azure/core-auth';
import {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  type InternalPipelineOptions,
  type PipelinePolicy,
  RestError,
} from '@azure/core-rest-pipeline';
import type { Json, Row } from '../model/estate.ts';
import { listAt, textAt } from '../model/json.ts';

/** Paths start with a slash and hold their query string. Errors are `RestError`s with Azure's code and message. */
export type Reader = {
  /** The answer, or `undefined` where there is no such thing (404). */
  readonly get: (path: string) => Promise<Row | undefined>;
  readonly post: (path: string, body: Json) => Promise<Row>;
  /** All items of a list, page by page. */
  readonly list: (path: string) => Promise<Row[]>;
};

type ReaderOptions = {
  readonly endpoint: string;
  readonly scope: string;
  readonly credential: TokenCredential;
  readonly options: InternalPipelineOptions;
  readonly perRequest: PipelinePolicy;
  /** Retries are attempts too. */
  readonly perAttempt: PipelinePolicy;
};

export function createReader({ endpoint, scope, credential, options, perRequest, perAttempt }: ReaderOptions): Reader {
  const client = createDefaultHttpClient();
  const pipeline = createPipelineFromOptions(options);
  pipeline.addPolicy(perRequest);
  pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes: scope }), { phase: 'Sign' });
  pipeline.addPolicy(perAttempt, { afterPhase: 'Sign' });

  const send = async (method: 'GET' | 'POST', url: string, body?: Json): Promise<Row> => {
    const headers = createHttpHeaders({ accept: 'application/json' });
    if (body !== undefined) headers.set('content-type', 'application/json');
    const request = createPipelineRequest({
      url,
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    });
    const response = await pipeline.sendRequest(client, request);
    const answer = parse(response.bodyAsText ?? '');
    if (response.status >= 200 && response.status < 300 && answer !== undefined) return answer;
    const message = textAt(answer, 'error', 'message') ?? textAt(answer, 'message') ?? 'it gave no JSON that says why';
    const code = textAt(answer, 'error', 'code') ?? textAt(answer, 'code');
    throw new RestError(message, {
      statusCode: response.status,
      ...(code === undefined ? {} : { code }),
      request,
      response,
    });
  };

  const get = async (url: string): Promise<Row | undefined> => {
    try {
      return await send('GET', url);
    } catch (error) {
      if (error instanceof RestError && error.statusCode === 404) return undefined;
      throw error;
    }
  };

  return {
    get: path => get(endpoint + path),
    post: (path, body) => send('POST', endpoint + path, body),
    async list(path) {
      const rows: Row[] = [];
      const seen = new Set<string>();
      for (let url: string | undefined = endpoint + path; url !== undefined; ) {
        seen.add(url);
        const page: Row = await send('GET', url);
        rows.push(
          ...listAt(page, 'value')
            .filter(isRow)
            .filter(row => textAt(row, 'id') !== undefined),
        );
        url = textAt(page, 'nextLink') ?? textAt(page, '@odata.nextLink');
        if (url !== undefined) follow(url, endpoint, seen);
      }
      return rows;
    },
  };
}

/** A token must not go elsewhere, nor a list run in circles, whatever a page says. */
function follow(url: string, endpoint: string, seen: ReadonlySet<string>): void {
  if (!URL.canParse(url) || new URL(url).origin !== new URL(endpoint).origin) {
    throw new Error(`the next page of a list is not at ${endpoint}: ${url.slice(0, 200)}`);
  }
  if (seen.has(url)) throw new Error(`a list runs in circles: ${url.slice(0, 200)}`);
}

function parse(text: string): Row | undefined {
  try {
    const value: Json = JSON.parse(text);
    return isRow(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isRow(value: Json | undefined): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An id or scope as part of a path, each segment encoded; the tenant's scope is empty. */
export function pathOf(id: string): string {
  const segments = id.split('/').filter(segment => segment !== '');
  return segments.map(segment => `/${encodeURIComponent(segment)}`).join('');
}
