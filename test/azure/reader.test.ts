import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ask } from '../../src/azure/ask.ts';
import { batch } from '../../src/azure/batch.ts';
import { collect } from '../../src/azure/collect.ts';
import { clusters } from '../../src/azure/queries.ts';
import { read } from '../../src/azure/read.ts';
import { TAKEN_AT } from './against.ts';
import { type CannedAnswer, type CannedRequest, canned } from './canned.ts';
import { SUBSCRIPTIONS, subscription } from './small-azure.ts';

const reader = suite('reading odd answers');

const parts = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ url: `/directoryObjects/${index}/getMemberGroups`, body: {} }));

const becauseOf = (answer: (request: CannedRequest) => CannedAnswer, timeout = 60_000) =>
  canned(answer, { limits: { retries: 1, timeout } }, async connection => {
    const { gap } = await read(connection, () => connection.arm.list('/list'));
    return [gap?.status, gap?.because.replace(/127\.0\.0\.1:\d+/g, 'AZURE')];
  });

reader('a next page elsewhere is not followed: a token must not go there', async () => {
  assert.equal(await becauseOf(() => ({ body: { value: [], nextLink: 'https://evil.example/page' } })), [
    'partial',
    'the next page of a list is not at https://AZURE: https://evil.example/page',
  ]);
});

reader('a list that runs in circles is left', async () => {
  assert.equal(await becauseOf(({ origin }) => ({ body: { value: [], nextLink: `${origin}/list` } })), [
    'partial',
    'a list runs in circles: https://AZURE/list',
  ]);
});

reader('an answer that is no JSON is no answer', async () => {
  assert.equal(await becauseOf(() => ({ body: '<html>Sign in to the Wi-Fi</html>' })), [
    'partial',
    'Azure answered 200: it gave no JSON that says why',
  ]);
});

reader('an answer that never comes is given up', async () => {
  assert.equal(await becauseOf(() => ({}), 50), ['partial', 'no connection (ETIMEDOUT): no answer within 0.05 s']);
});

reader('rows without an id are left out of a list', async () => {
  const rows = await canned(
    () => ({ body: { value: [null, 'x', {}, { id: '' }, { id: '/a' }] } }),
    {},
    ({ arm }) => arm.list('/list'),
  );

  assert.equal(rows, [{ id: '/a' }]);
});

reader('parts of a batch that are put off are sent again, in the end all have their answer', async () => {
  const pauses: number[] = [];
  const answer = ({ number }: CannedRequest): CannedAnswer => ({
    body: {
      responses:
        number === 1
          ? [
              { id: '1', status: 429, headers: { 'Retry-After': '7' }, body: {} },
              { id: '0', status: 200, body: { value: ['g'] } },
              { id: '2', status: 404, body: {} },
            ]
          : [{ id: '1', status: 200, body: { value: [] } }],
    },
  });

  const answers = await canned(answer, { sleep: async milliseconds => pauses.push(milliseconds) }, connection =>
    batch(connection, parts(3)),
  );

  assert.equal(
    [answers, pauses],
    [[{ is: 'found', body: { value: ['g'] } }, { is: 'found', body: { value: [] } }, { is: 'absent' }], [7000]],
  );
});

reader('a part that a batch leaves out is a gap', async () => {
  const answers = await canned(
    () => ({ body: { responses: [] } }),
    {},
    connection => batch(connection, parts(1)),
  );

  const because = 'Microsoft Graph did not answer /directoryObjects/0/getMemberGroups';
  assert.equal(answers, [{ is: 'gap', gap: { status: 'partial', because } }]);
});

reader('who may not ask for the first twenty is not asked for the others', async () => {
  const responses = parts(20).map((_, index) => ({
    id: String(index),
    status: 403,
    body: { error: { code: 'Authorization_RequestDenied', message: 'no' } },
  }));
  const paths: string[] = [];

  const answers = await canned(
    ({ path }) => {
      paths.push(path);
      return { body: { responses } };
    },
    {},
    connection => batch(connection, parts(50)),
  );

  const because = 'Microsoft Graph answered 403 Authorization_RequestDenied: no';
  assert.equal([paths.length, answers], [1, parts(50).map(() => ({ is: 'gap', gap: { status: 'denied', because } }))]);
});

const page = (more: object, headers: CannedAnswer['headers'] = {}): CannedAnswer => ({
  headers,
  body: { totalRecords: 2, count: 1, resultTruncated: 'false', facets: [], ...more },
});

const gapOf = (answer: (request: CannedRequest) => CannedAnswer) =>
  canned(answer, { limits: { retries: 0 } }, async connection => (await ask(connection, clusters())).gap?.because);

reader('a row that comes on two pages shows that rows moved while they were read', async () => {
  assert.is(
    await gapOf(({ number }) => page({ data: [{ id: '/a' }], ...(number === 1 ? { $skipToken: 'x' } : {}) })),
    'a row came on two pages: the estate changed between them',
  );
});

reader('a page that would be too large is asked for again with half of its rows', async () => {
  const tops: unknown[] = [];
  const details = [{ code: 'ResponsePayloadTooLarge', message: 'Response payload size is 20000000' }];
  const answer = ({ number, sent }: CannedRequest): CannedAnswer => {
    const { $top, $skipToken } = JSON.parse(sent).options;
    tops.push([$top, $skipToken]);
    if (number === 1) return page({ data: [{ id: '/a' }], $skipToken: 'x' });
    if (number === 2) return { status: 400, body: { error: { code: 'BadRequest', message: 'no', details } } };
    return page({ data: [{ id: '/b' }] });
  };

  const asked = await canned(answer, {}, connection => ask(connection, clusters(), { pageSize: 3 }));

  assert.equal(
    [tops, asked],
    [
      [
        [3, undefined],
        [3, 'x'],
        [2, 'x'],
      ],
      { rows: [{ id: '/a' }, { id: '/b' }], overLimit: false },
    ],
  );
});

reader('pages without end are left', async () => {
  assert.is(
    await gapOf(({ number }) => page({ data: [{ id: `/${number}` }], $skipToken: 'x' })),
    'Resource Graph offers pages without end; Resource Graph announced 2 rows and sent 3',
  );
});

reader('the rows of a page that failed are missing, those before it are not', async () => {
  const answer = ({ number }: CannedRequest) =>
    number === 1
      ? page({ data: [{ id: '/a' }], $skipToken: 'x' })
      : { status: 500, body: { error: { code: 'Broken', message: 'sorry' } } };

  const { rows, gap } = await canned(answer, { limits: { retries: 0 } }, connection => ask(connection, clusters()));

  assert.equal(
    [rows, gap],
    [[{ id: '/a' }], { status: 'partial', because: 'page 2 could not be read: Azure answered 500 Broken: sorry' }],
  );
});

reader('more than ten thousand subscriptions leave what lies elsewhere in the tenant partial', async () => {
  const headers = { 'x-ms-tenant-subscription-limit-hit': 'true' };
  const rows = [subscription(SUBSCRIPTIONS.north, 'north')];
  const answer = ({ number }: CannedRequest) =>
    page({ totalRecords: Math.max(2 - number, 0), data: number === 1 ? rows : [] }, headers);

  const { estate } = await canned(answer, {}, connection =>
    collect(connection, { scope: {}, takenAt: TAKEN_AT, operators: [] }),
  );

  assert.equal(
    (['/elsewhere', `/subscriptions/${SUBSCRIPTIONS.north}`] as const).map(
      id => estate.covered('resources', id).status,
    ),
    ['partial', 'complete'],
  );
});

reader('a query that Resource Graph does not understand is said with what it says', async () => {
  const details = [
    { code: 'InvalidQuery', message: 'Query is invalid.' },
    { code: 'ParserFailure', message: 'ParserFailure' },
  ];
  const answer = () => ({
    status: 400,
    body: { error: { code: 'BadRequest', message: 'Please provide below info', details } },
  });

  assert.is(
    await gapOf(answer),
    'Azure answered 400 BadRequest: Please provide below info; InvalidQuery; Query is invalid.; ParserFailure',
  );
});

reader.run();
