import { ResourceGraphClient } from '@azure/arm-resourcegraph';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Faults } from '../../src/emulator/faults.ts';
import type { Json } from '../../src/model/estate.ts';
import { account, accounts, assignment, estateOf, subscription } from './estates.ts';
import { codeOf, credential, type Sent, serve } from './serve.ts';

const faults = suite('faults');

const ESTATE = estateOf({
  resourcecontainers: [subscription('s1'), subscription('s2')],
  resources: [...accounts('s1', 10), account('s2', 'other')],
  authorizationresources: [assignment('a', '/subscriptions/s1', 'p')],
  'graph/serviceprincipals': [{ id: 'sp', appId: 'app' }],
});

const QUERY = [
  'POST',
  '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01',
  { query: 'resources' },
] as const;
const ACCOUNT = ['GET', `${account('s1', 'account1').id}?api-version=2023-05-01`] as const;
const OTHER = ['GET', `${account('s2', 'other').id}?api-version=2023-05-01`] as const;
const ASSIGNMENTS = [
  'GET',
  '/subscriptions/s1/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01',
] as const;
const PRINCIPALS = ['GET', '/v1.0/servicePrincipals'] as const;
const SUBSCRIPTIONS = ['GET', '/subscriptions?api-version=2022-12-01'] as const;
const TOKEN = [
  'POST',
  '/tenant/oauth2/v2.0/token',
  'grant_type=client_credentials&client_id=c&client_secret=s',
  { 'content-type': 'application/x-www-form-urlencoded' },
] as const;

type Asked = readonly [method: string, path: string, body?: Json | string, headers?: Record<string, string>];

async function answers(fault: Faults, ...asked: readonly Asked[]): Promise<Sent[]> {
  return serve(ESTATE, { faults: fault }, async ({ send }) => {
    const found: Sent[] = [];
    for (const request of asked) found.push(await send(...request));
    return found;
  });
}

function outcome({ status, body }: Sent): Json {
  return status === 200 ? 200 : `${status} ${codeOf(body)}`;
}

faults('throttle: each third request to Resource Graph or ARM is put off, and Graph is not counted', async () => {
  const found = await answers({ throttle: { every: 3, retryAfter: 7 } }, QUERY, PRINCIPALS, ACCOUNT, QUERY, ACCOUNT);

  assert.equal(
    found.map(sent => [outcome(sent), sent.headers['retry-after']]),
    [
      [200, undefined],
      [200, undefined],
      [200, undefined],
      ['429 TooManyRequests', '7'],
      [200, undefined],
    ],
  );
});

faults('serverError: each second request to any service fails once', async () => {
  const found = await answers(
    { serverError: { every: 2, retryAfter: 0 } },
    QUERY,
    PRINCIPALS,
    PRINCIPALS,
    ACCOUNT,
    ACCOUNT,
  );

  assert.equal(
    found.map(sent => [outcome(sent), sent.headers['retry-after']]),
    [
      [200, undefined],
      ['503 ServiceUnavailable', '0'],
      [200, undefined],
      ['503 ServiceUnavailable', '0'],
      [200, undefined],
    ],
  );
});

faults('dropPage: the second page has fewer rows than it says', async () => {
  const found = await answers({ dropPage: 2 }, QUERY, QUERY, QUERY);

  assert.equal(
    found.map(({ body }) => {
      const { count, totalRecords, data } = body as { count: number; totalRecords: number; data: Json[] };
      return [totalRecords, count, data.length];
    }),
    [
      [11, 11, 11],
      [11, 11, 10],
      [11, 11, 11],
    ],
  );
});

faults('truncate: rows are cut, the answer says so, and there is no token', async () => {
  const [found] = await answers({ truncate: true }, [
    QUERY[0],
    QUERY[1],
    { query: 'resources | project id', options: { $top: 4 } },
  ]);

  const { data, ...rest } = found!.body as { data: Json[] };
  assert.equal(
    { ...rest, rows: data.length },
    { totalRecords: 11, count: 2, resultTruncated: 'true', facets: [], rows: 2 },
  );
});

faults('refuseSubscriptions: Resource Graph leaves them out and ARM refuses them', async () => {
  const found = await answers({ refuseSubscriptions: ['S2'] }, QUERY, ACCOUNT, OTHER, SUBSCRIPTIONS);

  const { totalRecords } = found[0]!.body as { totalRecords: number };
  const { value } = found[3]!.body as { value: Json[] };
  assert.equal([totalRecords, ...found.map(outcome), value.length], [10, 200, 200, '403 AuthorizationFailed', 200, 1]);
});

const DENIED: readonly (readonly [denied: NonNullable<Faults['denied']>, outcomes: readonly Json[]])[] = [
  [['resources'], ['403 AccessDenied', 200, 200, 200]],
  [['arm'], [200, '403 AuthorizationFailed', '403 AuthorizationFailed', 200]],
  [['arm/resources'], [200, '403 AuthorizationFailed', 200, 200]],
  [['arm/roleassignments'], [200, 200, '403 AuthorizationFailed', 200]],
  [['graph'], [200, 200, 200, '403 Authorization_RequestDenied']],
  [['graph/serviceprincipals'], [200, 200, 200, '403 Authorization_RequestDenied']],
];

for (const [denied, outcomes] of DENIED) {
  faults(`denied ${denied}: nothing else is refused`, async () => {
    const found = await answers({ denied }, QUERY, ACCOUNT, ASSIGNMENTS, PRINCIPALS);

    assert.equal(found.map(outcome), outcomes);
  });
}

faults('expired: every service refuses the token, and there is no new one', async () => {
  const found = await answers({ expired: true }, QUERY, ACCOUNT, PRINCIPALS, TOKEN);

  assert.equal(found.map(outcome), [
    '401 ExpiredAuthenticationToken',
    '401 ExpiredAuthenticationToken',
    '401 InvalidAuthenticationToken',
    '401 invalid_client',
  ]);
  assert.match((found[3]!.body as { error_description: string }).error_description, /^AADSTS7000222: /);
});

faults('a lag: Resource Graph answers from an older estate than ARM', async () => {
  const older = estateOf({ resourcecontainers: [subscription('s1')], resources: [account('s1', 'old')] });

  const found = await answers({ resourceGraph: older }, QUERY, ACCOUNT);

  const { data } = found[0]!.body as { data: { name: string }[] };
  assert.equal([data.map(({ name }) => name), outcome(found[1]!)], [['old'], 200]);
});

faults('delay: answers still come', async () => {
  const found = await answers({ delay: 1 }, QUERY, ACCOUNT);

  assert.equal(found.map(outcome), [200, 200]);
});

faults('a client with its usual retries gets through a service that fails every other time', async () => {
  const throttled = { throttle: { every: 2, retryAfter: 0 } };

  const found = await serve(ESTATE, { faults: throttled }, async ({ emulator }) => {
    const options = { endpoint: emulator.url, tlsOptions: { ca: emulator.ca } };
    const client = new ResourceGraphClient(credential, 'unused', options);
    for (let turn = 0; turn < 3; turn += 1) await client.resources({ query: 'resources' });
    return emulator.requests.map(({ kind, status }) => `${kind} ${status}`);
  });

  const [good, put] = ['resource graph 200', 'resource graph 429'];
  assert.equal(found, [good, put, good, put, good]);
});

faults.run();
