/** A snapshot stands for the Azure that it was taken of. */

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Estate } from '../../src/estate/estate.ts';
import { readSnapshot } from '../../src/estate/snapshot.ts';
import { textAt } from '../../src/model/json.ts';
import { changeRecord, edited, estateOf, LOCKED } from '../drift/demo.ts';
import { withAzure } from './azure.ts';
import { HOME, inFolder, isAsIn, midrift, transcript, typed } from './cli.ts';

const snapshot = suite('snapshot');

const DEMO = join(HOME, 'fixtures/demo/estate.ndjson');
/** The files of CycleCloud that it names stay where they are. */
const CONFIG = (await readFile(join(HOME, 'fixtures/demo/midrift.yaml'), 'utf8')).replaceAll(
  /(?<=[ [])cyclecloud\/(?=[a-z]+\/)/g,
  join(HOME, 'fixtures/demo/cyclecloud/'),
);
const BERGEN = '/subscriptions/5b000001-0000-4000-8000-000000000001/resourceGroups/rg-bergen/providers';
const COLLECT = 'midrift snapshot --quiet --credential environment';
const LIVE = 'midrift scan --quiet --credential environment --report json';

/** The file as it would be had it been taken at another time. */
const timeless = (text: string) => text.replace(/"takenAt":"[^"]*"/, '"takenAt":"then"');

snapshot('a scan of a snapshot comes to the verdicts of the live scan', async () => {
  const [live, later] = await withAzure(await readSnapshot(DEMO, DEMO), { config: CONFIG }, async ({ run }) => {
    const scanned = await run(typed(LIVE));
    await run(typed(`${COLLECT} estate.ndjson.gz`));
    const again = await run(typed('midrift scan --snapshot estate.ndjson.gz --report json'));
    return [scanned, again].map(({ stdout, exitCode }) => {
      const { requests, ...result } = JSON.parse(timeless(stdout));
      return { result, exitCode };
    });
  });

  assert.equal(later, live);
});

snapshot('collected, served and collected again, an estate keeps its bytes', async () => {
  const collect = async (file: string) =>
    withAzure(await readSnapshot(file, file), { config: CONFIG }, async ({ run, folder }) => {
      await run(typed(`${COLLECT} estate.ndjson`));
      return timeless(await readFile(join(folder, 'estate.ndjson'), 'utf8'));
    });

  const [once, twice] = await inFolder({}, async folder => {
    const file = join(folder, 'once.ndjson');
    await midrift(['snapshot', '--demo', '--quiet', file], { cwd: folder });
    const first = timeless(await readFile(file, 'utf8')).replace('"cloud":"AzureCloud"', '"cloud":"emulated"');
    return [first, await collect(file)];
  });

  assert.is(twice, once);
});

/** The demonstration with what Azure keeps of two late changes: a firewall that was opened, and a workspace that was deleted. */
async function changedDemo(): Promise<Estate> {
  const rows = edited(
    'storageaccounts/stbergen',
    'resources',
    { properties: { networkAcls: { defaultAction: 'Allow' } } },
    edited('workspaces/law-bergen', 'resources', undefined),
  );
  const records = [
    changeRecord(`${BERGEN}/Microsoft.Storage/storageAccounts/stbergen`, 'Update', [
      'properties.networkAcls.defaultAction',
    ]),
    changeRecord(`${BERGEN}/Microsoft.OperationalInsights/workspaces/law-bergen`, 'Delete', []),
    changeRecord(`${BERGEN}/Microsoft.Storage/storageAccounts/stranger`, 'Update', ['properties.networkAcls.bypass']),
  ];
  return estateOf([...rows, ...records]);
}

snapshot(
  'says later who made the changes since an approval, deletions as well where the lock lay beside the config',
  async () => {
    const said = await withAzure(
      await changedDemo(),
      { config: CONFIG, files: { 'midrift.lock.yaml': LOCKED.text.replace('cloud: AzureCloud', 'cloud: emulated') } },
      async ({ run }) => {
        await run(typed(`${COLLECT} estate.ndjson`));
        const { stdout } = await run(typed('midrift drift --snapshot estate.ndjson'));
        return stdout.split('\n').filter(line => /^ {4}(?:storage|workspaces)|changed by|not known/.test(line));
      },
    );

    assert.equal(
      said.map(line => line.trim()),
      [
        'storage > sub-nexus-north/rg-bergen/stbergen',
        'changed by kim@example.org on 2026-10-31 14:05 UTC with Azure Portal',
        'workspaces',
        'changed by kim@example.org on 2026-10-31 14:05 UTC with Azure Portal',
      ],
    );
  },
);

snapshot('with records of changes keeps its bytes as well, and has those of wired resources alone', async () => {
  const demo = await changedDemo();
  // What counts as late is told from the time of the estate that is served.
  const collect = (estate: Estate) =>
    withAzure(estate, { config: CONFIG }, async ({ run, folder }) => {
      await run(typed(`${COLLECT} estate.ndjson`));
      const file = join(folder, 'estate.ndjson');
      const text = (await readFile(file, 'utf8')).replace(/"takenAt":"[^"]*"/, `"takenAt":"${demo.header.takenAt}"`);
      await writeFile(file, text);
      return { text, estate: await readSnapshot(file, file) };
    });
  const once = await collect(demo);

  const twice = await collect(once.estate);

  assert.equal(
    [
      twice.text === once.text,
      [...once.estate.rows('resourcechanges')].map(row => textAt(row, 'properties', 'changeType')),
    ],
    [true, ['Update']],
  );
});

snapshot('what was written is said, and what is missing in it', async () => {
  const line = 'midrift snapshot --demo --quiet estate.ndjson';

  const seen = await inFolder({}, async cwd => transcript(line, await midrift(typed(line), { cwd })));

  await isAsIn('snapshot/written', seen);
});

snapshot('a folder that is not there is said', async () => {
  const line = 'midrift snapshot --demo --quiet nowhere/estate.ndjson';

  const seen = await inFolder({}, async cwd => transcript(line, await midrift(typed(line), { cwd })));

  await isAsIn('snapshot/no-folder', seen);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  snapshot(`${signal} ends a run at once, and leaves no part of a file`, async () => {
    const words = typed('midrift snapshot --credential environment estate.ndjson');

    const seen = await withAzure(
      await readSnapshot(DEMO, DEMO),
      { config: CONFIG, faults: { delay: 300 } },
      async ({ run, folder }) => {
        const ran = await run(words, { watch: (piece, kill) => piece.includes('Reading Azure') && kill(signal) });
        return { exitCode: ran.exitCode, said: ran.stderr.split('\n').at(-2), files: (await readdir(folder)).sort() };
      },
    );

    assert.equal(seen, {
      exitCode: 130,
      said: 'midrift: interrupted; nothing was written',
      files: ['ca.pem', 'midrift.yaml'],
    });
  });
}

snapshot.run();
