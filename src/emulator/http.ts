/** Carries requests and answers between the server's sockets and the services. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, armError, identifier, jsonBody, parseTarget, type Request } from './message.ts';
import { kindOf, type RecordedRequest } from './services.ts';

type ListenOptions = {
  /** Milliseconds before each answer. */
  readonly delay: number;
  readonly record: (request: RecordedRequest) => void;
};

const MOST_BYTES = 4 * 1024 * 1024;

export function listen(server: Server, answer: (request: Request) => Answer, options: ListenOptions): void {
  server.on('request', (incoming, response) => {
    handle(incoming, response, answer, options).catch(() => response.destroy());
  });
}

async function handle(
  incoming: IncomingMessage,
  response: ServerResponse,
  answer: (request: Request) => Answer,
  { delay, record }: ListenOptions,
): Promise<void> {
  const body = await read(incoming);
  const target = parseTarget(incoming.url ?? '/');
  let answered = armError(400, 'BadRequest', 'The request is malformed or too large.');
  if (body !== undefined && target !== undefined) {
    const request = { method: incoming.method ?? 'GET', headers: incoming.headers, body, ...target };
    answered = answer(request);
    const kind = kindOf(request.path);
    const sent = kind === 'token' ? undefined : jsonBody(request);
    record({ kind, method: request.method, path: incoming.url ?? '', body: sent, status: answered.status });
  }
  if (delay > 0) await sleep(delay);
  const text = JSON.stringify(answered.body);
  response.writeHead(answered.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'x-ms-request-id': identifier(text),
    ...answered.headers,
  });
  response.end(text);
}

/** `undefined` where the body is larger than Azure takes. */
async function read(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MOST_BYTES) chunks.push(chunk);
  }
  return size > MOST_BYTES ? undefined : Buffer.concat(chunks).toString();
}
