/** Starts an emulator for the length of a test, with clients that trust it. */

import { AuthorizationManagementClient } from '@azure/arm-authorization';
import { ManagedServiceIdentityClient } from '@azure/arm-msi';
import { ResourceGraphClient } from '@azure/arm-resourcegraph';
import type { TokenCredential } from '@azure/core-auth';
import {
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
} from '@azure/core-rest-pipeline';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/emulator.ts';
import type { Estate } from '../../src/estate/estate.ts';
import type { Json } from '../../src/model/estate.ts';

export type Sent = { readonly status: number; readonly body: Json; readonly headers: Record<string, string> };

export type Azure = {
  readonly emulator: Emulator;
  readonly resourceGraph: ResourceGraphClient;
  readonly authorization: AuthorizationManagementClient;
  readonly identities: ManagedServiceIdentityClient;
  /** Sends one request, signed and as JSON unless the headers say otherwise, and never again. */
  readonly send: (
    method: string,
    path: string,
    body?: Json | string,
    headers?: Record<string, string>,
  ) => Promise<Sent>;
};

export const SUBSCRIPTION = '11111111-1111-1111-1111-111111111111';

export const credential: TokenCredential = {
  getToken: async () => ({ token: 'a-token', expiresOnTimestamp: Date.parse('2100-01-01T00:00:00Z') }),
};

export async function serve<T>(
  estate: Estate,
  options: EmulatorOptions,
  use: (azure: Azure) => Promise<T>,
): Promise<T> {
  const emulator = await startEmulator(estate, options);
  const client = { endpoint: emulator.url, tlsOptions: { ca: emulator.ca }, retryOptions: { maxRetries: 0 } };
  const http = createDefaultHttpClient();
  const pipeline = createPipelineFromOptions({ tlsOptions: client.tlsOptions, retryOptions: client.retryOptions });
  try {
    return await use({
      emulator,
      resourceGraph: new ResourceGraphClient(credential, SUBSCRIPTION, client),
      authorization: new AuthorizationManagementClient(credential, SUBSCRIPTION, client),
      identities: new ManagedServiceIdentityClient(credential, SUBSCRIPTION, client),
      send: async (method, path, body, headers = {}) => {
        const response = await pipeline.sendRequest(
          http,
          createPipelineRequest({
            url: `${emulator.url}${path}`,
            method: method as 'GET',
            ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
            headers: createHttpHeaders({
              authorization: 'Bearer a-token',
              'content-type': 'application/json',
              ...headers,
            }),
          }),
        );
        return {
          status: response.status,
          body: JSON.parse(response.bodyAsText ?? 'null'),
          headers: response.headers.toJSON(),
        };
      },
    });
  } finally {
    await emulator.close();
  }
}

/** All items of a paged list. */
export async function all<T>(list: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
}

/** The code in an error's body, in any of Azure's shapes. */
export function codeOf(body: Json): Json {
  const error = (body as { error: Json }).error;
  return typeof error === 'string' ? error : (error as { code: Json }).code;
}

/** The codes in the details of an error of Resource Graph. */
export function detailsOf(body: Json): Json[] {
  return (body as { error: { details: { code: string }[] } }).error.details.map(({ code }) => code);
}
