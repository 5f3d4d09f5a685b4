import { request as httpsRequest } from 'node:https';
import { ClientSecretCredential } from '@azure/identity';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { startEmulator } from '../../src/emulator/emulator.ts';
import type { Faults } from '../../src/emulator/faults.ts';
import { account, estateOf, subscription } from './estates.ts';
import { serve } from './serve.ts';

const emulator = suite('the emulator');

const ESTATE = estateOf({ resourcecontainers: [subscription('s1')], resources: [account('s1', 'one')] });
const QUERY = '/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01';

/** The token that Azure's own credential gets, or the message of its error. */
async function signIn(faults: Faults): Promise<string> {
  const started = await startEmulator(ESTATE, { faults });
  const credential = new ClientSecretCredential('a-tenant', 'a-client', 'a-secret', {
    authorityHost: started.url,
    disableInstanceDiscovery: true,
    tlsOptions: { ca: started.ca },
    retryOptions: { maxRetries: 0 },
  });
  try {
    return (await credential.getToken('https://management.azure.com/.default')).token;
  } catch (error) {
    return (error as Error).message;
  } finally {
    await started.close();
  }
}

emulator("Azure's own credential signs in with a secret, and gets the same token each time", async () => {
  const found = [await signIn({}), await signIn({})];

  assert.match(found[0]!, /^emulated\.[0-9a-f-]{36}$/);
  assert.is(found[0], found[1]);
});

emulator("Azure's own credential is told that its secret has expired", async () => {
  assert.match(await signIn({ expired: true }), 'AADSTS7000222');
});

emulator('records what was asked, and never what signs in', async () => {
  const found = await serve(ESTATE, {}, async ({ send, emulator: { requests } }) => {
    await send('POST', QUERY, { query: 'resources' });
    await send('POST', '/t/oauth2/v2.0/token', '{"client_secret":"s3cret"}');
    await send('GET', '/v1.0/servicePrincipals?$select=id');
    await send('GET', '/subscriptions/s1?api-version=2022-12-01');
    return requests;
  });

  assert.equal(found, [
    { kind: 'resource graph', method: 'POST', path: QUERY, body: { query: 'resources' }, status: 200 },
    { kind: 'token', method: 'POST', path: '/t/oauth2/v2.0/token', body: undefined, status: 400 },
    { kind: 'graph', method: 'GET', path: '/v1.0/servicePrincipals?$select=id', body: undefined, status: 200 },
    { kind: 'arm', method: 'GET', path: '/subscriptions/s1?api-version=2022-12-01', body: undefined, status: 200 },
  ]);
});

emulator('answers the same bytes to the same requests', async () => {
  const once = (): Promise<unknown> =>
    serve(ESTATE, {}, async ({ send }) => [
      (await send('POST', QUERY, { query: 'resources | frob' })).body,
      (await send('POST', QUERY, { query: 'resources' })).body,
      (await send('GET', `${account('s1', 'none').id}?api-version=2022-12-01`)).body,
    ]);

  assert.equal(await once(), await once());
});

emulator('one that is closed lets go of its port', async () => {
  const first = await startEmulator(ESTATE);
  const port = Number(new URL(first.url).port);
  await first.close();

  const second = await startEmulator(ESTATE, { port });
  await second.close();

  assert.is(second.url, first.url);
});

emulator('a port that is taken is an error', async () => {
  const first = await startEmulator(ESTATE);

  const error = await startEmulator(ESTATE, { port: Number(new URL(first.url).port) }).catch((reason: Error) => reason);
  await first.close();

  assert.match((error as Error).message, 'EADDRINUSE');
});

function raw(origin: string, ca: string, method: string, path: string, body: string, type: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: 'Bearer t', 'content-type': type };
    const sent = httpsRequest(`${origin}/`, { method, path, ca, headers, agent: false }, response => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

emulator('answers whatever it is sent, and goes on', async () => {
  const started = await startEmulator(ESTATE, { faults: { quota: Number.POSITIVE_INFINITY } });
  const path = fc.oneof(
    fc.constantFrom(
      QUERY,
      '/v1.0/$batch',
      '/v1.0/directoryObjects/getByIds',
      '/%',
      '//',
      '/?',
      '/v1.0/',
      '/t/oauth2/v2.0/token',
    ),
    fc.constantFrom('/subscriptions/s1/providers/Microsoft.Storage/checkNameAvailability?api-version=2023-05-01'),
    fc.webPath().map(text => `/${text}?api-version=2022-12-01`),
  );
  const body = fc.oneof(
    fc.string(),
    fc.json(),
    fc.string().map(query => JSON.stringify({ query: `resources | where ${query}` })),
    fc.constant(JSON.stringify({ query: `resources | where ${'('.repeat(20_000)}` })),
    fc.constant(JSON.stringify({ requests: [null, 1, { url: 5 }, { url: '@', headers: 'x' }] })),
  );
  const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH');
  const type = fc.constantFrom('application/json', 'text/plain');

  try {
    const property = fc.asyncProperty(method, path, body, type, async (...[verb, target, text, content]) => {
      const status = await raw(started.url, started.ca, verb, target, text, content);
      assert.ok(status >= 200 && status <= 599, `${verb} ${target} answered ${status}`);
    });
    await fc.assert(property, { numRuns: 100 });
    assert.is(await raw(started.url, started.ca, 'POST', QUERY, '{"query":"resources"}', 'application/json'), 200);
  } finally {
    await started.close();
  }
});

emulator.run();
