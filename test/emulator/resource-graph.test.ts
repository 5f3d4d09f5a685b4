import type { AuthorizationScopeFilter, QueryRequest } from '@azure/arm-resourcegraph';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Json, Row } from '../../src/model/estate.ts';
import { account, accounts, assignment, estateOf, subscription } from './estates.ts';
import { type Azure, codeOf, detailsOf, SUBSCRIPTION, serve } from './serve.ts';

const graph = suite('Resource Graph');

const ENDPOINT = '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01';
const UNLIMITED = { faults: { quota: Number.POSITIVE_INFINITY } };

type Page = { readonly count: number; readonly total: number; readonly truncated: string; readonly more: boolean };

async function pages(azure: Azure, query: QueryRequest): Promise<{ rows: Row[]; pages: Page[] }> {
  const rows: Row[] = [];
  const seen: Page[] = [];
  let skipToken: string | undefined;
  do {
    const page = await azure.resourceGraph.resources({
      ...query,
      options: { ...query.options, ...(skipToken === undefined ? {} : { skipToken }) },
    });
    skipToken = page.skipToken;
    rows.push(...(page.data as Row[]));
    seen.push({
      count: page.count,
      total: page.totalRecords,
      truncated: page.resultTruncated,
      more: skipToken !== undefined,
    });
  } while (skipToken !== undefined);
  return { rows, pages: seen };
}

async function names(azure: Azure, query: QueryRequest): Promise<string> {
  const { rows } = await pages(azure, query);
  return rows.map(({ name }) => name).join(' ');
}

graph('gives out 2,500 rows in three pages, each row once and in order', async () => {
  const estate = estateOf({ resourcecontainers: [subscription('s1')], resources: accounts('s1', 2500) });

  const found = await serve(estate, {}, azure =>
    pages(azure, { query: 'resources | project id | order by id asc', options: { top: 1000 } }),
  );

  assert.equal(found, {
    rows: [...estate.rows('resources')].map(({ id }) => ({ id: id! })).sort((a, b) => (a.id < b.id ? -1 : 1)),
    pages: [
      { count: 1000, total: 2500, truncated: 'false', more: true },
      { count: 1000, total: 2500, truncated: 'false', more: true },
      { count: 500, total: 2500, truncated: 'false', more: false },
    ],
  });
});

const NO_TOKEN = [
  ['resources | project name', 'no id'],
  ['resources | project id = properties', 'an id that is no string'],
  ['resources | take 200', 'take'],
  ['resources | limit 200', 'limit'],
] as const;

for (const [query, because] of NO_TOKEN) {
  graph(`a query with ${because} ends after its first page`, async () => {
    const estate = estateOf({ resourcecontainers: [subscription('s1')], resources: accounts('s1', 250) });

    const found = await serve(estate, {}, azure => pages(azure, { query }));

    assert.equal(
      found.pages.map(({ count, more }) => ({ count, more })),
      [{ count: 100, more: false }],
    );
  });
}

graph('a token fits the query, the scope and the options that it was given for, and no others', async () => {
  const estate = estateOf({
    resourcecontainers: [subscription('s1'), subscription('s2')],
    resources: accounts('s1', 5),
  });
  const asked = { query: 'resources', subscriptions: ['s1'], options: { $top: 2 } };

  const found = await serve(estate, UNLIMITED, async ({ send }) => {
    const first = await send('POST', ENDPOINT, asked);
    const options = { $skipToken: (first.body as { $skipToken: string }).$skipToken };
    const others = [
      { ...asked, options },
      { ...asked, options, query: 'resources | order by id asc' },
      { ...asked, options, subscriptions: ['s1', 's2'] },
      { ...asked, options: { ...options, authorizationScopeFilter: 'AtScopeExact' } },
      { ...asked, options: { $skipToken: 'x' } },
    ];
    const answers = [];
    for (const other of others) {
      const { status, body } = await send('POST', ENDPOINT, other);
      answers.push(status === 200 ? (body as { data: Json[] }).data.length : detailsOf(body));
    }
    return answers;
  });

  assert.equal(found, [2, ['InvalidSkipToken'], ['InvalidSkipToken'], ['InvalidSkipToken'], ['InvalidSkipToken']]);
});

graph('rows keep the shape in which the snapshot has them', async () => {
  const row = account('s1', 'one');
  const estate = estateOf({ resourcecontainers: [subscription('s1')], resources: [row] });

  const found = await serve(estate, {}, azure => pages(azure, { query: 'resources' }));

  assert.equal(found.rows, [row]);
});

const ESTATE = estateOf(
  {
    resourcecontainers: [
      subscription('s1', ['mg1', 'root']),
      subscription('s2', ['mg2', 'root']),
      subscription('s3', ['mg1', 'root']),
      {
        id: '/providers/Microsoft.Management/managementGroups/mg1',
        name: 'mg1',
        type: 'microsoft.management/managementgroups',
        properties: { details: { managementGroupAncestorsChain: [{ name: 'root' }] } },
      },
    ],
    resources: [account('s1', 'a1'), account('s2', 'a2'), account('s3', 'a3'), account('s4', 'a4')],
    authorizationresources: [
      assignment('tenant', '/', 'p'),
      assignment('root', '/providers/Microsoft.Management/managementGroups/root', 'p'),
      assignment('mg1', '/providers/Microsoft.Management/managementGroups/mg1', 'p'),
      assignment('mg2', '/providers/Microsoft.Management/managementGroups/mg2', 'p'),
      assignment('s1', '/subscriptions/s1', 'p'),
      assignment('s1-rg', '/subscriptions/s1/resourceGroups/rg', 'p'),
      assignment('s2-a2', account('s2', 'a2').id as string, 'p'),
      {
        id: '/providers/Microsoft.Authorization/RoleDefinitions/built-in',
        name: 'built-in',
        type: 'microsoft.authorization/roledefinitions',
      },
      {
        id: '/subscriptions/s2/providers/Microsoft.Authorization/RoleDefinitions/custom',
        name: 'custom',
        type: 'microsoft.authorization/roledefinitions',
      },
    ],
  },
  [{ source: 'resources', scope: '/subscriptions/s3', status: 'denied' }],
);

const SCOPED: readonly (readonly [title: string, query: QueryRequest, names: string])[] = [
  ['no scope', { query: 'resources' }, 'a1 a2 a4'],
  ['a subscription', { query: 'resources', subscriptions: ['S1'] }, 'a1'],
  ['a subscription and one that cannot be read', { query: 'resources', subscriptions: ['s2', 's3'] }, 'a2'],
  ['a subscription and one that is not there', { query: 'resources', subscriptions: ['s2', 's9'] }, 'a2'],
  ['a management group', { query: 'resources', managementGroups: ['mg1'] }, 'a1'],
  ['the root group', { query: 'resources', managementGroups: ['root'] }, 'a1 a2'],
  [
    'a group in containers',
    { query: 'resourcecontainers | project name', managementGroups: ['root'] },
    'subscription s1 subscription s2 subscription s3 mg1',
  ],
  ['a subscription in containers', { query: 'resourcecontainers', subscriptions: ['s2'] }, 'subscription s2'],
];

for (const [title, query, expected] of SCOPED) {
  graph(`a query of ${title} sees "${expected}"`, async () => {
    const found = await serve(ESTATE, {}, azure => names(azure, query));

    assert.is(found, expected);
  });
}

const FILTERED: readonly (readonly [filter: AuthorizationScopeFilter | undefined, names: string])[] = [
  [undefined, 's1 s1-rg built-in'],
  ['AtScopeAndBelow', 's1 s1-rg built-in'],
  ['AtScopeExact', 's1 built-in'],
  ['AtScopeAndAbove', 'tenant root mg1 s1 built-in'],
  ['AtScopeAboveAndBelow', 'tenant root mg1 s1 s1-rg built-in'],
];

for (const [filter, expected] of FILTERED) {
  graph(`with ${filter ?? 'no filter'}, the assignments of a subscription are "${expected}"`, async () => {
    const options = filter === undefined ? {} : { authorizationScopeFilter: filter };

    const found = await serve(ESTATE, {}, azure =>
      names(azure, { query: 'authorizationresources', subscriptions: ['s1'], options }),
    );

    assert.is(found, expected);
  });
}

graph(
  'with AtScopeAboveAndBelow, a query of the tenant sees every assignment that bears on a visible subscription',
  async () => {
    const options = { authorizationScopeFilter: 'AtScopeAboveAndBelow' } as const;

    const found = await serve(ESTATE, {}, azure => names(azure, { query: 'authorizationresources', options }));

    assert.is(found, 'tenant root mg1 mg2 s1 s1-rg s2-a2 built-in custom');
  },
);

graph('a query of a management group sees what is assigned to it and, with the filter, above', async () => {
  const query = { query: 'authorizationresources | where type endswith "roleassignments"', managementGroups: ['mg1'] };

  const found = await serve(ESTATE, {}, async azure => [
    await names(azure, query),
    await names(azure, { ...query, options: { authorizationScopeFilter: 'AtScopeAboveAndBelow' } }),
  ]);

  assert.equal(found, ['mg1 s1 s1-rg', 'tenant root mg1 s1 s1-rg']);
});

const MANY = Array.from({ length: 1001 }, (_, index) => `s${index}`);

const REFUSED: readonly (readonly [title: string, body: Json | string, status: number, details: readonly Json[]])[] = [
  ['only unreadable subscriptions', { query: 'resources', subscriptions: ['s3'] }, 403, ['AccessDenied']],
  ['only unknown subscriptions', { query: 'resources', subscriptions: ['s9'] }, 403, ['AccessDenied']],
  ['an unknown management group', { query: 'resources', managementGroups: ['mg9'] }, 403, ['AccessDenied']],
  ['more than 1,000 subscriptions', { query: 'resources', subscriptions: MANY }, 400, ['TooManySubscriptions']],
  [
    'both kinds of scope',
    { query: 'resources', subscriptions: ['s1'], managementGroups: ['mg1'] },
    400,
    ['InvalidScope'],
  ],
  ['too large a page', { query: 'resources', options: { $top: 1001 } }, 400, ['InvalidQueryOptions']],
  ['no query', { subscriptions: ['s1'] }, 400, ['InvalidQuery']],
  ['a table that is not there', { query: 'nothing | take 1' }, 400, ['InvalidQuery', 'ParserFailure']],
  ['a body that is no JSON', '{"query":', 400, ['InvalidRequestContent']],
];

for (const [title, body, status, details] of REFUSED) {
  graph(`refuses a request with ${title}`, async () => {
    const found = await serve(ESTATE, {}, async ({ send }) => {
      const answer = await send('POST', ENDPOINT, body);
      return { status: answer.status, details: detailsOf(answer.body) };
    });

    assert.equal(found, { status, details });
  });
}

graph('answers 500 to another type of content, and 400 to versions that are missing or unknown', async () => {
  const path = ENDPOINT.split('?')[0]!;

  const found = await serve(ESTATE, {}, async ({ send }) => {
    const answers = [
      await send('POST', ENDPOINT, 'query', { 'content-type': 'text/plain' }),
      await send('POST', path, { query: 'resources' }),
      await send('POST', `${path}?api-version=2018-09-01`, { query: 'resources' }),
    ];
    return answers.map(({ status, body }) => [status, codeOf(body)]);
  });

  assert.equal(found, [
    [500, 'InternalServerError'],
    [400, 'MissingApiVersionParameter'],
    [400, 'NoRegisteredProviderFound'],
  ]);
});

graph('refuses a page of more than 16 MB', async () => {
  const heavy = Array.from({ length: 20 }, (_, index) => ({
    ...account('s1', `a${index}`),
    tags: { x: 'x'.repeat(900_000) },
  }));
  const estate = estateOf({ resourcecontainers: [subscription('s1')], resources: heavy });

  const found = await serve(estate, {}, async ({ send }) =>
    detailsOf((await send('POST', ENDPOINT, { query: 'resources' })).body),
  );

  assert.equal(found, ['ResponsePayloadTooLarge']);
});

graph(
  'counts its quota down in the headers, answers 429 when it is spent, and starts anew with the next window',
  async () => {
    const start = Date.now();
    let time = start;
    const options = { faults: { quota: 2 }, quotaWindow: 3000, now: () => time };
    const estate = estateOf({ resourcecontainers: [subscription(SUBSCRIPTION)] });

    const found = await serve(estate, options, async ({ send }) => {
      const answers = [];
      for (const at of [1_800_000_000_000, 1_800_000_001_500, 1_800_000_002_000, 1_800_000_003_000]) {
        time = at;
        const { status, headers } = await send('POST', ENDPOINT, { query: 'resources' });
        answers.push([
          status,
          headers['x-ms-user-quota-remaining'],
          headers['x-ms-user-quota-resets-after'],
          headers['retry-after'],
        ]);
      }
      return answers;
    });

    assert.equal(found, [
      [200, '1', '00:00:03', undefined],
      [200, '0', '00:00:02', undefined],
      [429, '0', '00:00:01', '1'],
      [200, '1', '00:00:03', undefined],
    ]);
  },
);

graph.run();
