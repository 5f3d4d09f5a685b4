/** Runs against an Azure, and what comes of one that refuses, expires, hides or is not there. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Faults } from '../../src/emulator/faults.ts';
import type { Result } from '../../src/model/finding.ts';
import { edited, SUBSCRIPTION, withAzure } from './azure.ts';
import { isAsIn, transcript, typed } from './cli.ts';

const live = suite('live');

const SCAN = 'midrift scan --credential environment';

type Case = {
  readonly faults?: Faults;
  readonly config?: string;
  readonly env?: { readonly [name: string]: string };
  /** No Azure listens any more. */
  readonly isGone?: boolean;
};

const OTHER = '5b000009-0000-4000-8000-000000000009';

const CASES: { readonly [name: string]: Case } = {
  'no permission': { faults: { denied: ['arm', 'resources', 'resourcecontainers', 'authorizationresources'] } },
  'no subscription visible': { faults: { refuseSubscriptions: [SUBSCRIPTION] } },
  'an expired secret': { faults: { expired: true } },
  'no credential': { env: { AZURE_CLIENT_SECRET: '' } },
  'no network': { isGone: true },
  'one subscription refused': { config: `scope: { subscriptions: [${SUBSCRIPTION}, ${OTHER}] }\n` },
  'directory refused': { faults: { denied: ['graph'] } },
  'deny assignments refused': { faults: { denied: ['arm/denyassignments'] } },
};

for (const [name, { faults = {}, env = {}, isGone = false, ...more }] of Object.entries(CASES)) {
  live(`${name}: it is said, and how to go on`, async () => {
    const line = `${SCAN} --quiet --fail-on never --report json=result.json`;

    const seen = await withAzure(await edited(), { faults, ...more }, async ({ run, emulator, folder }) => {
      if (isGone) await emulator.close();
      const ran = await run(typed(line), { env });
      return transcript(line, ran) + (await gapsIn(folder));
    });

    await isAsIn(`live/${name.replaceAll(' ', '-')}`, seen);
  });
}

/** What the result says was not read; nothing where there is no result. */
async function gapsIn(folder: string): Promise<string> {
  const text = await readFile(join(folder, 'result.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return '';
  const { gaps } = JSON.parse(text) as Pick<Result, 'gaps'>;
  return gaps.map(({ source, scope, because }) => `gap in ${source} at ${scope}: ${because}\n`).join('');
}

live('a finding is shown whole: what, why, where it was seen, and the command that mends it', async () => {
  const estate = await edited({ rows: { resources: { vault: { properties: { enableRbacAuthorization: false } } } } });

  const seen = await withAzure(estate, {}, async ({ run }) => transcript(SCAN, await run(typed(`${SCAN} --quiet`))));

  await isAsIn('live/finding', seen.replace(/as read on \S+ \S+ UTC/, 'as read now'));
});

live('a job reads plain lines of what is read', async () => {
  const { stderr } = await withAzure(await edited(), {}, ({ run }) => run(typed(SCAN)));

  // Reads that run at once end in any order.
  const [first, ...rest] = stderr.trimEnd().split('\n');
  await isAsIn('live/progress', `${[first, ...rest.sort()].join('\n')}\n`);
});

live('an Azure that puts requests off gets its time, and the verdicts are the same', async () => {
  const verdicts = async (faults: Faults) =>
    withAzure(await edited(), { faults, quotaWindow: 1000 }, async ({ run }) => {
      const { stdout, exitCode } = await run(typed(`${SCAN} --quiet --report json`));
      const { results, requests } = JSON.parse(stdout);
      return { results, exitCode, throttled: requests.throttled > 0 };
    });
  const calm = await verdicts({});

  const throttled = await verdicts({ quota: 4, throttle: { every: 8, retryAfter: 1 } });

  assert.equal(throttled, { ...calm, throttled: true });
});

live('no secret reaches a report, a snapshot or the terminal', async () => {
  const estate = await edited({
    rows: {
      resources: {
        cluster: {
          properties: {
            commandOutputSettings: { containerUrl: 'https://stedge.blob.core.windows.net/run-output?sv=1&sig=s3cr3t' },
            clusterServicePrincipal: { password: 's3cr3t' },
          },
        },
      },
    },
  });

  const seen = await withAzure(estate, {}, async ({ run, folder }) => {
    const scan = await run(typed(`${SCAN} --verbose --report text --report json=a.json --report sarif=a.sarif`));
    const snapshot = await run(typed('midrift snapshot --credential environment a.ndjson'));
    const files = await Promise.all(
      ['a.json', 'a.sarif', 'a.ndjson'].map(name => readFile(join(folder, name), 'utf8')),
    );
    return [scan.stdout, scan.stderr, snapshot.stderr, ...files];
  });

  assert.equal(
    seen.map(text => [text.length > 0, /s3cr3t|very-secret-indeed/.test(text)]),
    seen.map(() => [true, false]),
  );
});

live.run();
