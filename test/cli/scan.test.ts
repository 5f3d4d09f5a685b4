/** How a scan ends, and what it leaves behind. */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { writeSnapshot } from '../../src/estate/snapshot.ts';
import type { Json } from '../../src/model/estate.ts';
import { DECLARED, edited, SUBSCRIPTION } from './azure.ts';
import { type Files, inFolder, isAsIn, midrift, transcript, typed } from './cli.ts';

const scan = suite('scan');

const ERROR = { rows: { resources: { vault: { properties: { enableRbacAuthorization: false } } } } };
const WARNING = {
  rows: { resources: { cluster: { properties: { clusterServicePrincipal: { applicationId: 'a' } } } } },
};
const NOTE = {
  rows: {
    resources: {
      cluster: {
        identity: {
          userAssignedIdentities: {
            [`/subscriptions/${SUBSCRIPTION}/resourcegroups/rg-identity/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-spare`]:
              {},
          },
        },
      },
      spare: {
        id: `/subscriptions/${SUBSCRIPTION}/resourcegroups/rg-identity/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-spare`,
        name: 'id-spare',
        type: 'microsoft.managedidentity/userassignedidentities',
        properties: {
          principalId: '1d000009-0000-4000-8000-000000000009',
          clientId: 'c1000008-0000-4000-8000-000000000008',
        },
      },
    },
  },
};
/** Something else was not read: no verdict rests on it. */
const GAP = { coverage: { resourcechanges: { [`/subscriptions/${SUBSCRIPTION}`]: 'denied' } } };
const UNKNOWN = {
  rows: { resources: { vault: null } },
  coverage: { resources: { [`/subscriptions/${SUBSCRIPTION}`]: 'unasked' } },
};

/** A folder with the snapshot of an edited estate and the config that goes with it. */
async function inSite<T>(edit: Json, files: Files, work: (folder: string) => Promise<T>): Promise<T> {
  const estate = await edited(edit);
  return inFolder({ 'midrift.yaml': DECLARED, ...files }, async folder => {
    await writeSnapshot(estate, join(folder, 'estate.ndjson'));
    return work(folder);
  });
}

const SCAN = 'midrift scan --snapshot estate.ndjson --report json=out.json';

const both = (...edits: { readonly rows?: object; readonly coverage?: object }[]): Json =>
  Object.assign({}, ...edits) as Json;

const ENDS: readonly (readonly [name: string, edit: Json, line: string, exitCode: number])[] = [
  ['nothing found', {}, SCAN, 0],
  ['nothing to judge', { rows: { resources: null } }, SCAN, 3],
  ['an error', ERROR, SCAN, 1],
  ['an error and a gap: 1 before 3', both(ERROR, GAP), SCAN, 1],
  ['a gap', GAP, SCAN, 3],
  ['an error-level check unknown', UNKNOWN, SCAN, 3],
  ['an error and a report that cannot be written: 2 before 1', ERROR, `${SCAN} --report text=midrift.yaml/out.txt`, 2],
  ['an error below --fail-on never', ERROR, `${SCAN} --fail-on never`, 0],
  ['a gap with --fail-on never', GAP, `${SCAN} --fail-on never`, 3],
  ['a warning', WARNING, SCAN, 0],
  ['a warning with --fail-on warning', WARNING, `${SCAN} --fail-on warning`, 1],
  ['a warning with --fail-on note', WARNING, `${SCAN} --fail-on note`, 1],
  ['a note with --fail-on warning', NOTE, `${SCAN} --fail-on warning`, 0],
  ['a note with --fail-on note', NOTE, `${SCAN} --fail-on note`, 1],
];

for (const [name, edit, line, expected] of ENDS) {
  scan(`${name}: exit ${expected}`, async () => {
    const { exitCode } = await inSite(edit, {}, cwd => midrift(typed(line), { cwd }));

    assert.is(exitCode, expected);
  });
}

scan('the config says what fails a run, and the flag says it again', async () => {
  const files = { 'midrift.yaml': `failOn: warning\n${DECLARED}` };

  const exitCodes = await inSite(WARNING, files, async cwd => {
    const byConfig = await midrift(typed(SCAN), { cwd });
    const byFlag = await midrift(typed(`${SCAN} --fail-on error`), { cwd });
    return [byConfig.exitCode, byFlag.exitCode];
  });

  assert.equal(exitCodes, [1, 0]);
});

scan('a report that cannot be written does not stop the others, and leaves no part of itself', async () => {
  const line =
    'midrift scan --snapshot estate.ndjson --report json=out/a.json --report sarif=taken --report text=midrift.yaml/b.txt';

  const [seen, files] = await inSite({}, { 'taken/file': '' }, async cwd => [
    transcript(line, await midrift(typed(line), { cwd })),
    (await readdir(cwd, { recursive: true })).sort(),
  ]);

  assert.equal(files, ['estate.ndjson', 'midrift.yaml', 'out', 'out/a.json', 'taken', 'taken/file']);
  await isAsIn('scan/unwritable-reports', seen);
});

scan('one report goes to stdout, others to files', async () => {
  const line = 'midrift scan --snapshot estate.ndjson --report json --report text=a.txt';

  const [onStdout, inFile] = await inSite({}, {}, async cwd => {
    const { stdout } = await midrift(typed(line), { cwd });
    return [JSON.parse(stdout).format, (await readFile(join(cwd, 'a.txt'), 'utf8')).split('\n')[0]];
  });

  assert.equal([onStdout, inFile], ['midrift-result', 'midrift 0.1.0: AzureCloud as read on 2026-11-01 02:00 UTC']);
});

scan('the same input gives the same bytes', async () => {
  const line = 'midrift scan --snapshot estate.ndjson --report json=a.json --report sarif=a.sarif --report text=a.txt';
  const drawn = (cwd: string) =>
    midrift(typed(line), { cwd }).then(() =>
      Promise.all(['a.json', 'a.sarif', 'a.txt'].map(name => readFile(join(cwd, name), 'utf8'))),
    );

  const [first, second] = await inSite(both(ERROR, GAP), {}, async cwd => [await drawn(cwd), await drawn(cwd)]);

  assert.equal(first, second);
});

/** Where the failure of a scan points to, as SARIF has it. */
async function placeOf(cwd: string, words: string, env = {}): Promise<unknown> {
  const { stdout } = await midrift(typed(`midrift scan ${words} --report sarif`), { cwd, env });
  const [run] = JSON.parse(stdout).runs;
  const { artifactLocation, region } = run.results[0].locations[0].physicalLocation;
  return {
    uri: artifactLocation.uri,
    line: region.startLine,
    text: region.snippet?.text,
    of: run.versionControlProvenance,
  };
}

const SCOPED = `# ours\nscope:\n  subscriptions:\n    - ${SUBSCRIPTION}\n${DECLARED}`;

scan('a finding points to the line of the config that includes its cluster', async () => {
  const place = await inSite(ERROR, { 'midrift.yaml': SCOPED }, cwd => placeOf(cwd, '--snapshot estate.ndjson'));

  assert.equal(place, { uri: 'midrift.yaml', line: 4, text: SUBSCRIPTION, of: undefined });
});

scan('a config in a folder is named from the working directory, one outside of it by its name', async () => {
  const places = await inSite(ERROR, { 'nexus/prod/midrift.yaml': SCOPED, 'here/file': '' }, async cwd => [
    await placeOf(cwd, '--snapshot estate.ndjson --config ./nexus/prod/midrift.yaml'),
    await placeOf(join(cwd, 'here'), '--snapshot ../estate.ndjson --config ../nexus/prod/midrift.yaml'),
  ]);

  assert.equal(
    places,
    ['nexus/prod/midrift.yaml', 'midrift.yaml'].map(uri => ({ uri, line: 4, text: SUBSCRIPTION, of: undefined })),
  );
});

const REVISION = '0123456789abcdef0123456789abcdef01234567';
const JOBS = {
  'GitHub Actions': {
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_REPOSITORY: 'platform/nexus',
    GITHUB_SHA: REVISION,
    GITHUB_REF_NAME: 'main',
  },
  GitLab: {
    CI_PROJECT_URL: 'https://token:secret@gitlab.example/platform/nexus',
    CI_COMMIT_SHA: REVISION,
    CI_COMMIT_REF_NAME: 'main',
  },
  'Azure Pipelines': {
    BUILD_REPOSITORY_URI: 'https://platform@dev.azure.example/platform/_git/nexus',
    BUILD_SOURCEVERSION: REVISION,
    BUILD_SOURCEBRANCHNAME: 'main',
  },
};

scan('in a job, SARIF says which revision of which repository it is about, and keeps its token', async () => {
  const provenances = await inSite(ERROR, {}, cwd =>
    Promise.all(
      Object.values(JOBS).map(env =>
        placeOf(cwd, '--snapshot estate.ndjson', env).then(place => (place as { of: unknown }).of),
      ),
    ),
  );

  assert.equal(
    provenances,
    ['github.example/platform/nexus', 'gitlab.example/platform/nexus', 'dev.azure.example/platform/_git/nexus'].map(
      address => [
        {
          repositoryUri: `https://${address}`,
          revisionId: REVISION,
          branch: 'main',
          mappedTo: { uriBaseId: '%SRCROOT%' },
        },
      ],
    ),
  );
});

scan.run();
