/** What the doctor says of a credential that may read all, a part or nothing. */

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AzureProblem } from '../../src/azure/problem.ts';
import { stoppedBy } from '../../src/cli/doctor-stopped.ts';
import { whoIn } from '../../src/cli/doctor-who.ts';
import type { Faults } from '../../src/emulator/faults.ts';
import { Estate } from '../../src/estate/estate.ts';
import { DECLARED, edited, SUBSCRIPTION, withAzure } from './azure.ts';
import { type Files, inFolder, isAsIn, midrift, transcript, typed } from './cli.ts';

const doctor = suite('doctor');

const LINE = 'midrift doctor --quiet --credential environment';
const OTHER = '5b000009-0000-4000-8000-000000000009';

type Case = {
  readonly faults?: Faults;
  readonly config?: string;
  readonly files?: Files;
  readonly env?: { readonly [name: string]: string };
  /** No Azure listens any more. */
  readonly isGone?: boolean;
  readonly estate?: Estate;
  /** What is run before, as one types it. */
  readonly first?: string;
};

/** A subscription without anything in it. */
async function empty(): Promise<Estate> {
  const full = await edited();
  const estate = new Estate(full.header);
  for (const row of full.rows('resourcecontainers')) estate.add('resourcecontainers', row);
  return estate;
}

const DECLARES_APPLICATIONS = `nexus:
  afoi:
    objectIds:
      AFOI-NC-RP-PME-PROD: af000001-0000-4000-8000-000000000002
      AFOI-NC-MGMT-PME-PROD: af000001-0000-4000-8000-000000000001
`;

const CASES: { readonly [name: string]: Case } = {
  'all is well': {},
  'no permission': { faults: { denied: ['arm', 'resources', 'resourcecontainers', 'authorizationresources'] } },
  'no subscription visible': {
    faults: { refuseSubscriptions: [SUBSCRIPTION] },
    config: `scope: { managementGroups: [mg-nexus], subscriptions: [${SUBSCRIPTION}] }\n`,
  },
  'an expired secret': { faults: { expired: true } },
  'no credential': { env: { AZURE_CLIENT_SECRET: '' } },
  'no network': { isGone: true },
  'a certificate that nobody trusts': { env: { NODE_EXTRA_CA_CERTS: '' } },
  'a part of the scope not visible': {
    config: `scope: { managementGroups: [mg-south], subscriptions: [${SUBSCRIPTION}, ${OTHER}] }\n`,
  },
  'directory refused': { faults: { denied: ['graph'] } },
  'applications declared': { config: DECLARES_APPLICATIONS },
  'applications refused': { faults: { denied: ['graph/serviceprincipals'] } },
  'deny assignments refused': { faults: { denied: ['arm/denyassignments'] } },
  'clusters refused': { faults: { denied: ['arm/clusters'] } },
  'holders of roles refused': { faults: { denied: ['graph/directoryobjects'] } },
  'direct reads refused': { faults: { denied: ['arm'] } },
  'roles refused': { faults: { denied: ['authorizationresources'] } },
  'rows lost on the way': { faults: { dropPage: 4 } },
  'nothing to judge': { estate: await empty(), config: '' },
  'with a lock': { first: 'midrift lock --yes --quiet --credential environment' },
  'files are wrong': {
    config: `${DECLARED}rules: [./own]\n`,
    files: {
      'own/vault.yaml': 'id: vault\nseverty: high\n',
      'midrift.lock.yaml': 'midrift-lock: 1\ncloud: emulated\nsubscriptions: 3\n',
    },
  },
};

/** The page without the numbers that every new rule changes. */
const uncounted = (page: string) => page.replace(/\d+ rules/, '… rules');

for (const [name, { faults = {}, env = {}, isGone = false, estate, first, ...more }] of Object.entries(CASES)) {
  doctor(`${name}: it is said, with what depends on it and what to do`, async () => {
    const seen = await withAzure(estate ?? (await edited()), { faults, ...more }, async ({ run, emulator }) => {
      if (isGone) await emulator.close();
      if (first !== undefined) await run(typed(first));
      return uncounted(transcript(LINE, await run(typed(LINE), { env })));
    });

    await isAsIn(`doctor/${name.replaceAll(' ', '-')}`, seen);
  });
}

doctor('without a config and a credential there is a page all the same', async () => {
  const seen = await inFolder({}, async cwd => transcript(LINE, await midrift(typed(LINE), { cwd })));

  await isAsIn('doctor/without-a-config', uncounted(seen));
});

doctor('the demonstration is examined as an Azure is', async () => {
  const line = 'midrift doctor --demo --quiet';

  const seen = await inFolder({}, async cwd => transcript(line, await midrift(typed(line), { cwd })));

  await isAsIn('doctor/demo', uncounted(seen).replace(/\d+ checks of/, '… checks of'));
});

doctor('the help says the options, and what the exit codes mean here', async () => {
  const { stdout } = await inFolder({}, cwd => midrift(['doctor', '--help'], { cwd }));

  await isAsIn('doctor/help', stdout);
});

doctor('a config that is wrong ends the run before Azure is asked', async () => {
  const seen = await inFolder({ 'midrift.yaml': 'skope: {}\n' }, async cwd => midrift(typed(LINE), { cwd }));

  assert.equal(
    [seen.stdout, seen.stderr.includes('midrift.yaml:1:1: unknown key "skope"'), seen.exitCode],
    ['', true, 2],
  );
});

const ENDS = {
  'AADSTS700024: Client assertion is not within its valid time range': true,
  'AADSTS7000222: The provided client secret keys are expired': false,
  'No connection (CERT_NOT_YET_VALID): certificate is not yet valid': true,
};

for (const [says, isOfTime] of Object.entries(ENDS)) {
  doctor(`${says.slice(0, 40)}… ${isOfTime ? 'brings' : 'does not bring'} the clock up`, () => {
    const problem = new AzureProblem('credential', says, 'Sign in again.');

    const [lack] = stoppedBy(problem, {}, { microsoftGraph: 'https://graph' }, {}).lacks;

    assert.is(lack?.next, `Sign in again.${isOfTime ? ' Check that the clock of this machine is right.' : ''}`);
  });
}

const claims = (of: object) => `e30.${Buffer.from(JSON.stringify(of)).toString('base64url')}.signature`;

const TOKENS: readonly (readonly [string, string, ReturnType<typeof whoIn>])[] = [
  [
    'an application',
    claims({ oid: 'o1', appid: 'a1', tid: 't1' }),
    { objectId: 'o1', says: 'application a1 (object id o1) of tenant t1' },
  ],
  [
    'a person',
    claims({ oid: 'o1', appid: 'a1', tid: 't1', upn: 'kim@example.org' }),
    { objectId: 'o1', says: 'kim@example.org (object id o1) of tenant t1' },
  ],
  ['whoever the token names', claims({ oid: 'o1' }), { objectId: 'o1', says: 'someone (object id o1)' }],
  ['no object id that is none', claims({ oid: '$(rm)', appid: 'a1' }), { says: 'application a1' }],
  ['nobody, where it names none', claims({ aud: 'x' }), {}],
  ['nobody, where it is opaque', 'opaque', {}],
  ['nobody, where it holds no object', claims([1]), {}],
];

for (const [who, token, expected] of TOKENS) {
  doctor(`a token tells ${who}`, () => {
    assert.equal(whoIn(token), expected);
  });
}

doctor.run();
