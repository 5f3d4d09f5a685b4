import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { collect } from '../../src/azure/collect.ts';
import { connect } from '../../src/azure/connect.ts';
import { AzureProblem } from '../../src/azure/problem.ts';
import type { Progress } from '../../src/azure/progress.ts';
import type { Faults } from '../../src/emulator/faults.ts';
import type { Estate } from '../../src/estate/estate.ts';
import { TABLES } from '../../src/model/estate.ts';
import { against, cloudAt, collectFrom, TAKEN_AT } from './against.ts';
import { GROUP_ASSIGNMENT, principalOf, SUBSCRIPTIONS, smallAzure } from './small-azure.ts';

const faults = suite('collect, with faults');

const gapsIn = (estate: Estate) => estate.coverage.filter(({ status }) => status !== 'complete');
const counts = (estate: Estate) => Object.fromEntries(TABLES.map(table => [table, estate.count(table)]));

const transient: Readonly<Record<string, Faults>> = {
  'requests put off with Retry-After': { throttle: { every: 3, retryAfter: 0 } },
  'a service that is down now and then': { serverError: { every: 3 } },
};
// Requests run beside each other, so that one may be hit several times in a row.
const PATIENT = { limits: { retries: 30 } };

for (const [what, fault] of Object.entries(transient)) {
  faults(`${what}: everything is read in the end`, async () => {
    const { estate } = await collectFrom(smallAzure(), { faults: fault, ...PATIENT });

    assert.equal([counts(estate), gapsIn(estate)], [counts(smallAzure()), []]);
  });
}

faults('requests that Azure puts off are counted and told', async () => {
  const told: Progress[] = [];

  const { requests } = await collectFrom(smallAzure(), {
    faults: { throttle: { every: 3, retryAfter: 0 } },
    ...PATIENT,
    onProgress: event => event.is === 'waiting' && told.push(event),
  });

  assert.equal(
    [requests.throttled, told.length, told[0]],
    [6, 6, { is: 'waiting', milliseconds: 0, because: 'resource graph answered 429' }],
  );
});

faults('Retry-After is obeyed: the request comes again and is answered', async () => {
  const statuses = await against(
    smallAzure(),
    { faults: { throttle: { every: 2, retryAfter: 1 } } },
    async ({ connection, emulator }) => {
      await connection.arm.list(
        `/subscriptions/${SUBSCRIPTIONS.north}/providers/Microsoft.Authorization/denyAssignments?api-version=2022-04-01`,
      );
      await connection.arm.list(
        `/subscriptions/${SUBSCRIPTIONS.south}/providers/Microsoft.Authorization/denyAssignments?api-version=2022-04-01`,
      );
      return emulator.requests.map(({ status }) => status);
    },
  );

  assert.equal(statuses, [200, 429, 200]);
});

faults('with its quota spent, it waits before it asks again, so that no request is refused', async () => {
  let now = Date.now();
  const pauses: number[] = [];

  const answered = await against(
    smallAzure(),
    {
      faults: { quota: 2 },
      quotaWindow: 5000,
      now: () => now,
      sleep: async milliseconds => {
        pauses.push(milliseconds);
        now += milliseconds;
      },
    },
    async ({ connection, emulator }) => {
      await collect(connection, { scope: {}, takenAt: TAKEN_AT, operators: [] });
      return emulator.requests.filter(({ kind }) => kind === 'resource graph').map(({ status }) => status);
    },
  );

  assert.equal([answered.every(status => status === 200), pauses.length, new Set(pauses)], [true, 3, new Set([5000])]);
});

faults('rows that are lost from a page leave every subscription partial', async () => {
  const { estate } = await collectFrom(smallAzure(), { faults: { dropPage: 4 } });

  const because = 'Resource Graph announced 7 rows and sent 6';
  assert.equal(
    gapsIn(estate),
    Object.values(SUBSCRIPTIONS).map(id => ({
      source: 'resources',
      scope: `/subscriptions/${id}`,
      status: 'partial',
      because,
    })),
  );
});

faults('an answer that was cut leaves every subscription partial', async () => {
  const { estate } = await collectFrom(smallAzure(), { faults: { truncate: true } });

  assert.equal(
    new Set(gapsIn(estate).map(({ source, status }) => `${source} ${status}`)),
    new Set(['authorizationresources partial', 'resourcecontainers partial', 'resources partial']),
  );
});

faults('a subscription that refuses this credential is not read, and what it holds is unknown', async () => {
  const hidden = SUBSCRIPTIONS.south;

  const { estate } = await collectFrom(
    smallAzure(),
    { faults: { refuseSubscriptions: [hidden] } },
    { scope: { subscriptions: Object.values(SUBSCRIPTIONS) } },
  );

  assert.equal(
    gapsIn(estate).map(({ source, scope, status }) => [source, scope, status]),
    ['authorizationresources', 'resourcecontainers', 'resources'].map(source => [
      source,
      `/subscriptions/${hidden}`,
      'denied',
    ]),
  );
});

faults('without Microsoft Graph, memberships and principals are unknown, each said once for all', async () => {
  const { estate } = await collectFrom(smallAzure(), { faults: { denied: ['graph'] } });

  assert.equal(
    gapsIn(estate).map(({ source, scope, status }) => [source, scope, status]),
    [
      ['graph/directoryobjects', '/', 'denied'],
      ['graph/memberships', '/', 'denied'],
      ['graph/serviceprincipals', '/', 'denied'],
    ],
  );
});

faults(
  'without Microsoft Graph, assignments of groups above the wired resources are read: they may reach a principal',
  async () => {
    const { estate } = await collectFrom(smallAzure(), { faults: { denied: ['graph'] } });

    assert.equal(estate.row('authorizationresources', String(GROUP_ASSIGNMENT.id)), GROUP_ASSIGNMENT);
  },
);

faults('a credential that gives no token for Microsoft Graph leaves a gap there, and the scan goes on', async () => {
  const gaps = await against(smallAzure(), {}, async ({ emulator }) => {
    const graph = emulator.url.replace('127.0.0.1', 'localhost');
    const connection = await connect({
      cloud: { ...cloudAt(emulator.url), microsoftGraph: graph },
      ca: emulator.ca,
      credential: {
        getToken: async scopes => {
          if ([scopes].flat()[0]?.startsWith(graph)) throw new Error('AADSTS65001: consent is missing\r\nTrace ID: 1');
          return { token: 'token', expiresOnTimestamp: Date.now() + 3_600_000 };
        },
      },
    });
    const { estate } = await collect(connection, { scope: {}, takenAt: TAKEN_AT, operators: [] });
    return gapsIn(estate)
      .filter(({ source }) => source === 'graph/memberships')
      .map(gap => ({ ...gap, because: gap.because?.replace(graph, 'GRAPH') }));
  });

  assert.equal(gaps, [
    {
      source: 'graph/memberships',
      scope: '/',
      status: 'denied',
      because: 'The credential gave no token: AADSTS65001: consent is missing. Expected a token for GRAPH/.default',
    },
  ]);
});

faults('reads that ARM refuses are gaps at what was asked for', async () => {
  const { estate } = await collectFrom(smallAzure(), {
    faults: { denied: ['arm/denyassignments', 'arm/blobcontainers', 'arm/federatedcredentials'] },
  });

  assert.equal(
    gapsIn(estate).map(({ source, status }) => `${source} ${status}`),
    [
      ...['arm/blobcontainers', 'arm/blobcontainers'],
      ...['arm/denyassignments', 'arm/denyassignments', 'arm/denyassignments'],
      ...['arm/federatedcredentials', 'arm/federatedcredentials'],
    ].map(source => `${source} denied`),
  );
});

faults('a container that does not exist is known not to', async () => {
  const { estate } = await collectFrom(smallAzure());

  const container = `/subscriptions/${SUBSCRIPTIONS.south}/resourceGroups/nexus/providers/Microsoft.Storage/storageAccounts/store2/blobServices/default/containers/output`;
  assert.is(estate.exists('arm/blobcontainers', container), false);
});

faults('a principal that is gone is known to be, and one that exists is there', async () => {
  const { estate } = await collectFrom(smallAzure());

  assert.equal(
    [
      estate.exists('graph/directoryobjects', `/${principalOf(1)}`),
      estate.exists('graph/directoryobjects', '/00000007-0000-4000-8000-000000000009'),
    ],
    [true, false],
  );
});

faults(
  'where subscriptions belong to several tenants, a principal that the directory does not know may exist',
  async () => {
    const azure = smallAzure();
    const row = azure.row('resourcecontainers', `/subscriptions/${SUBSCRIPTIONS.south}`)!;
    azure.add('resourcecontainers', { ...row, tenantId: 'delegated' });

    const { estate } = await collectFrom(azure);

    const because = 'the visible subscriptions belong to several tenants, and Microsoft Graph knows only one of them';
    assert.equal(gapsIn(estate), [
      { source: 'graph/directoryobjects', scope: '/00000007-0000-4000-8000-000000000009', status: 'partial', because },
    ]);
  },
);

faults('a role that Resource Graph does not show is read from ARM', async () => {
  const lagging = smallAzure();
  const definition = '/providers/Microsoft.Authorization/RoleDefinitions/ba92f5b4-2d11-453d-a403-e96b0029c9fe';
  lagging.add('authorizationresources', { ...lagging.row('authorizationresources', definition)!, name: 'not yet' });

  const { estate } = await collectFrom(smallAzure(), { faults: { resourceGraph: lagging } });

  assert.equal(
    estate.row('authorizationresources', definition)?.properties,
    smallAzure().row('authorizationresources', definition)?.properties,
  );
});

/** The problem that a collection ends in, without the port of the day. */
async function problemOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
    return 'no problem';
  } catch (error) {
    if (!(error instanceof AzureProblem)) throw error;
    return { is: error.is, says: error.says.replace(/127\.0\.0\.1:\d+/g, 'AZURE'), next: error.next };
  }
}

faults('a credential that has expired ends in a problem that says what to do', async () => {
  const problem = await problemOf(() => collectFrom(smallAzure(), { faults: { expired: true } }));

  assert.equal(problem, {
    is: 'credential',
    says: 'Azure answered 401 ExpiredAuthenticationToken: The access token expiry UTC time is earlier than current UTC time. Expected the list of subscriptions from https://AZURE.',
    next: 'Sign in again (for the Azure CLI: az login), renew the secret, or choose another one with --credential.',
  });
});

faults('no connection ends in a problem that says what to check', async () => {
  const problem = await problemOf(async () => {
    const connection = await connect({
      cloud: cloudAt('https://127.0.0.1:1'),
      credential: { getToken: async () => ({ token: 'token', expiresOnTimestamp: Date.now() + 3_600_000 }) },
      limits: { retries: 1, retryDelay: 1 },
    });
    await collect(connection, { scope: {}, takenAt: TAKEN_AT, operators: [] });
  });

  assert.equal(problem, {
    is: 'unreachable',
    says: 'No connection (ECONNREFUSED): connect ECONNREFUSED AZURE. Expected the list of subscriptions from https://AZURE.',
    next: 'Check the connection, the proxy (HTTPS_PROXY) and the cloud that is set.',
  });
});

faults('a credential without a token ends in a problem that says what to do', async () => {
  const problem = await problemOf(() =>
    against(smallAzure(), {}, async ({ emulator }) => {
      const credential = { getToken: () => Promise.reject(new Error('Please run az login\n    at stack')) };
      const connection = await connect({ cloud: cloudAt(emulator.url), credential });
      await collect(connection, { scope: {}, takenAt: TAKEN_AT, operators: [] });
    }),
  );

  assert.equal(problem, {
    is: 'credential',
    says: 'The credential gave no token: Please run az login. Expected a token for https://AZURE/.default.',
    next: 'Sign in again (for the Azure CLI: az login), renew the secret, or choose another one with --credential.',
  });
});

faults('a credential that sees no subscription ends in a problem', async () => {
  const problem = await problemOf(() =>
    collectFrom(smallAzure(), { faults: { refuseSubscriptions: Object.values(SUBSCRIPTIONS) } }),
  );

  assert.equal(problem, {
    is: 'nothing-visible',
    says: 'Azure shows this credential no subscription. Expected at least one.',
    next: 'Check the tenant that is signed in to and the scope, and give the credential the role Reader there.',
  });
});

faults('an interrupted collection stops', async () => {
  const controller = new AbortController();
  const onProgress = ({ is }: Progress) => is === 'read' && controller.abort();
  let name = '';

  await collectFrom(smallAzure(), { signal: controller.signal, onProgress }).catch((error: Error) => {
    name = error.name;
  });

  assert.is(name, 'AbortError');
});

faults.run();
