/** A local Azure over HTTPS on loopback that serves an estate: Resource Graph, Resource Manager, Microsoft Graph and tokens. */

import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Estate } from '../estate/estate.ts';
import { makeCertificate } from './certificate.ts';
import type { Faults } from './faults.ts';
import { listen } from './http.ts';
import { makeServices, type RecordedRequest } from './services.ts';

export type EmulatorOptions = {
  readonly faults?: Faults;
  /** A free one by default. */
  readonly port?: number;
  /** Milliseconds after which Resource Graph's quota is full again: 5 seconds in Azure. */
  readonly quotaWindow?: number;
  /** Items on a page of Resource Manager's lists. */
  readonly pageSize?: number;
  /** Milliseconds since 1970; the quota and the certificate's validity look at it, and nothing else. */
  readonly now?: () => number;
};

export type Emulator = {
  /** Without a slash at its end; the endpoint of every service. */
  readonly url: string;
  /** PEM of the certificate to trust, for `tlsOptions.ca`. */
  readonly ca: string;
  /** Every request so far, in the order of arrival. */
  readonly requests: readonly RecordedRequest[];
  readonly close: () => Promise<void>;
};

const HOST = '127.0.0.1';

export async function startEmulator(estate: Estate, options: EmulatorOptions = {}): Promise<Emulator> {
  const { faults = {}, port = 0, quotaWindow = 5000, pageSize = 20, now = Date.now } = options;
  const { key, cert } = await makeCertificate(now());
  const requests: RecordedRequest[] = [];
  const server = createServer({ key, cert });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
  const url = `https://${HOST}:${(server.address() as AddressInfo).port}`;
  const answer = makeServices(estate, { faults, quotaWindow, pageSize, now, origin: url });
  listen(server, answer, { delay: faults.delay ?? 0, record: request => requests.push(request) });
  return { url, ca: cert, requests, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
