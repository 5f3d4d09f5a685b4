/** A server that gives the answers that a test hands it, for what an emulated Azure would never say. */

import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type Connection, type ConnectOptions, connect } from '../../src/azure/connect.ts';
import { makeCertificate } from '../../src/emulator/certificate.ts';
import { cloudAt } from './against.ts';

export type CannedAnswer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or a text as it is. `undefined`: no answer ever comes. */
  readonly body?: unknown;
};

export type CannedRequest = {
  readonly path: string;
  /** From 1. */
  readonly number: number;
  readonly origin: string;
  readonly sent: string;
};

export async function canned<T>(
  answer: (request: CannedRequest) => CannedAnswer,
  options: Omit<Partial<ConnectOptions>, 'cloud' | 'ca'>,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const { key, cert } = await makeCertificate(Date.now());
  let number = 0;
  const server = createServer({ key, cert }, async (request, response) => {
    const sent = await read(request);
    number += 1;
    const { status = 200, headers = {}, body } = answer({ path: request.url!, number, origin, sent });
    if (body === undefined) return;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const connection = await connect({
      credential: { getToken: async () => ({ token: 'token', expiresOnTimestamp: Date.now() + 3_600_000 }) },
      sleep: async () => undefined,
      ...options,
      limits: { retryDelay: 1, ...options.limits },
      cloud: cloudAt(origin),
      ca: cert,
    });
    return await work(connection);
  } finally {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
