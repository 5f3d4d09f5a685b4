import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Coverage, Json } from '../../src/model/estate.ts';
import { estateOf } from './estates.ts';
import { codeOf, serve } from './serve.ts';

const graph = suite('Microsoft Graph');

const TABLES = {
  'graph/serviceprincipals': [
    { id: 'sp1', appId: 'APP1', displayName: 'one', tags: [] },
    { id: 'sp2', appId: 'app2', displayName: 'two', tags: [] },
    { id: 'sp3', appId: 'app3', displayName: 'three', tags: [] },
  ],
  'graph/directoryobjects': [{ '@odata.type': '#microsoft.graph.user', id: 'user1', displayName: 'A user' }],
  'graph/memberships': [{ id: 'user1', value: ['g1', 'g2'] }],
};

type Read = readonly [method: string, path: string, body?: Json];

async function read(coverage: readonly Coverage[], ...reads: readonly Read[]): Promise<Json[]> {
  return serve(estateOf(TABLES, coverage), {}, async ({ send }) => {
    const answers: Json[] = [];
    for (const [method, path, body] of reads) {
      const answer = await send(method, `/v1.0${path}`, body);
      answers.push(
        answer.status === 200 ? (answer.body as { value: Json }).value : `${answer.status} ${codeOf(answer.body)}`,
      );
    }
    return answers;
  });
}

const APPS = encodeURIComponent("appId in ('app1', 'app3')");
const GROUPS = { securityEnabledOnly: false };
const MISSING = '404 Request_ResourceNotFound';
const DENIED = '403 Authorization_RequestDenied';

const READS: readonly (readonly [title: string, read: Read, value: Json])[] = [
  [
    'a service principal by its app',
    ['GET', `/servicePrincipals?$filter=${encodeURIComponent("appId eq 'app2'")}`],
    [{ id: 'sp2', appId: 'app2', displayName: 'two', tags: [] }],
  ],
  [
    'service principals by their apps, with fields',
    ['GET', `/servicePrincipals?$filter=${APPS}&$select=id,appId`],
    [
      { id: 'sp1', appId: 'APP1' },
      { id: 'sp3', appId: 'app3' },
    ],
  ],
  ['a filter that is unknown', ['GET', '/servicePrincipals?$filter=x'], '400 Request_UnsupportedQuery'],
  [
    'objects by their ids, without those that are gone',
    ['POST', '/directoryObjects/getByIds', { ids: ['user1', 'gone', 'sp2', 'USER1'], types: ['user'] }],
    [TABLES['graph/directoryobjects'][0]!, TABLES['graph/serviceprincipals'][1]!],
  ],
  ['no ids', ['POST', '/directoryObjects/getByIds', { ids: [] }], '400 Request_BadRequest'],
  ['the groups of an object', ['POST', '/directoryObjects/USER1/getMemberGroups', GROUPS], ['g1', 'g2']],
  ['the groups of a user', ['POST', '/users/user1/getMemberGroups', GROUPS], ['g1', 'g2']],
  ['the groups of an object without any', ['POST', '/servicePrincipals/sp1/getMemberGroups', GROUPS], []],
  ['the groups of an object that is gone', ['POST', '/directoryObjects/gone/getMemberGroups', GROUPS], MISSING],
  ['groups of an unknown kind', ['POST', '/directoryObjects/user1/getMemberGroups', {}], '400 Request_BadRequest'],
  ['a path that is unknown', ['GET', '/applications'], '404 ResourceNotFound'],
  ['a batch of nothing', ['POST', '/$batch', { requests: [] }], '400 BadRequest'],
];

for (const [title, asked, value] of READS) {
  graph(`answers a read of ${title}`, async () => {
    const found = await read([], asked);

    assert.equal(found, [value]);
  });
}

graph('answers each step of a batch by itself', async () => {
  const step = (id: string, url: string): Json => ({
    id,
    method: 'POST',
    url,
    headers: { 'Content-Type': 'application/json' },
    body: GROUPS,
  });
  const requests = [
    step('1', '/directoryObjects/user1/getMemberGroups'),
    step('2', '/directoryObjects/gone/getMemberGroups'),
    step('3', '/%E0%A4%A/getMemberGroups'),
    { id: '4', method: 'GET', url: `/servicePrincipals?$filter=${APPS}&$select=id` },
  ];

  const found = await serve(estateOf(TABLES), {}, async ({ send }) => {
    const { body } = await send('POST', '/v1.0/$batch', { requests });
    const { responses } = body as { responses: { id: string; status: number; body: { value: Json } }[] };
    return responses.map(({ id, status, body: answer }) => [id, status, answer.value ?? codeOf(answer)]);
  });

  assert.equal(found, [
    ['1', 200, ['g1', 'g2']],
    ['2', 404, 'Request_ResourceNotFound'],
    ['3', 400, 'BadRequest'],
    ['4', 200, [{ id: 'sp1' }, { id: 'sp3' }]],
  ]);
});

graph('refuses a batch of more than 20 steps', async () => {
  const requests = Array.from({ length: 21 }, (_, index) => ({
    id: `${index}`,
    method: 'GET',
    url: '/servicePrincipals',
  }));

  const found = await read([], ['POST', '/$batch', { requests }]);

  assert.equal(found, ['400 BadRequest']);
});

graph('answers a read of several objects as long as one of them may be read', async () => {
  const found = await read(
    [{ source: 'graph/directoryobjects', scope: '/user2', status: 'denied' }],
    ['POST', '/directoryObjects/getByIds', { ids: ['user1', 'user2'] }],
    ['POST', '/directoryObjects/getByIds', { ids: ['user2'] }],
  );

  assert.equal(found, [TABLES['graph/directoryobjects'], DENIED]);
});

const REFUSED: readonly (readonly [coverage: readonly Coverage[], answers: readonly Json[]])[] = [
  [[{ source: 'graph/memberships', scope: '/', status: 'denied' }], [DENIED, DENIED, 1, 1]],
  [[{ source: 'graph/memberships', scope: '/user1', status: 'denied' }], [DENIED, 0, 1, 1]],
  [[{ source: 'graph/serviceprincipals', scope: '/', status: 'denied' }], [2, 0, DENIED, 1]],
  [[{ source: 'graph/directoryobjects', scope: '/', status: 'denied' }], [2, 0, 1, DENIED]],
];

for (const [coverage, expected] of REFUSED) {
  graph(`refuses ${coverage[0]!.source} at ${coverage[0]!.scope} where the snapshot was refused it`, async () => {
    const found = await read(
      coverage,
      ['POST', '/directoryObjects/user1/getMemberGroups', GROUPS],
      ['POST', '/directoryObjects/sp1/getMemberGroups', GROUPS],
      ['GET', `/servicePrincipals?$filter=${encodeURIComponent("appId eq 'app1'")}`],
      ['POST', '/directoryObjects/getByIds', { ids: ['user1'] }],
    );

    assert.equal(
      found.map(answer => (Array.isArray(answer) ? answer.length : answer)),
      expected,
    );
  });
}

graph.run();
