import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { writeSnapshot } from '../../src/estate/snapshot.ts';
import { HOME, inFolder, midrift } from '../cli/cli.ts';
import { ROWS } from '../wiring/demo.ts';
import { changeRecord, edited, estateOf, LOCKED } from './demo.ts';

const commands = suite('the commands for locks');

const CONFIG = ['--config', join(HOME, 'fixtures/demo/midrift.yaml'), '--lock', 'wiring.yaml'];
const STORAGE =
  '/subscriptions/5b000001-0000-4000-8000-000000000001/resourceGroups/rg-bergen/providers/Microsoft.Storage/storageAccounts/stbergen';

/** A folder with the demonstration's estate, and with the same where the firewall of stbergen is open. */
async function inEstates<T>(files: { readonly [path: string]: string }, work: (cwd: string) => Promise<T>): Promise<T> {
  return inFolder(files, async cwd => {
    await writeSnapshot(estateOf(ROWS), join(cwd, 'before.ndjson'));
    const opened = [
      ...edited('storageaccounts/stbergen', 'resources', { properties: { networkAcls: { defaultAction: 'Allow' } } }),
      changeRecord(STORAGE, 'Update', ['properties.networkAcls.defaultAction']),
    ];
    await writeSnapshot(estateOf(opened), join(cwd, 'after.ndjson'));
    return work(cwd);
  });
}

commands('a lock is refused while failures stand, and approves them for a reason that it keeps', async () => {
  await inEstates({}, async cwd => {
    const lock = ['lock', ...CONFIG, '--snapshot', 'before.ndjson', '--yes'];

    const refused = await midrift(lock, { cwd });
    const accepted = await midrift([...lock, '--accept-failures', 'known since spring'], { cwd });
    const drift = await midrift(['drift', ...CONFIG, '--snapshot', 'before.ndjson'], { cwd });

    const text = await readFile(join(cwd, 'wiring.yaml'), 'utf8');
    assert.equal(
      [refused.exitCode, accepted.exitCode, /because: known since spring/.test(text), drift.exitCode, drift.stdout],
      [1, 0, true, 0, drift.stdout.replace(/^(?!No change).*/s, '')],
    );
  });
});

commands('a change ends drift with 1 and shows its line, both values and who made it', async () => {
  await inEstates({ 'wiring.yaml': LOCKED.text }, async cwd => {
    const line = LOCKED.text.slice(0, LOCKED.text.indexOf('stbergen:\n')).split('\n').length + 4;

    const { stdout, exitCode } = await midrift(['drift', ...CONFIG, '--snapshot', 'after.ndjson'], { cwd });

    assert.equal(
      [exitCode, stdout.split('\n').slice(0, 5)],
      [
        1,
        [
          `error  opened (drift-firewall-opened) at wiring.yaml:${line}:5`,
          '    storage > sub-nexus-north/rg-bergen/stbergen',
          '  - default action: Deny',
          '  + default action: Allow',
          '    changed by kim@example.org on 2026-10-31 14:05 UTC with Azure Portal',
        ],
      ],
    );
  });
});

commands('scan compares with a lock, and its SARIF points to the line that is contradicted', async () => {
  await inEstates({ 'wiring.yaml': LOCKED.text }, async cwd => {
    const { stdout } = await midrift(['scan', ...CONFIG, '--snapshot', 'after.ndjson', '--report', 'sarif'], { cwd });

    const [run] = (JSON.parse(stdout) as Sarif).runs;
    const results = run!.results.filter(
      ({ ruleId, message }) => /DR\d|drift-/.test(ruleId) && /default action/.test(message.text),
    );
    assert.equal(
      results.map(({ locations }) => locations[0]!.physicalLocation.artifactLocation.uri),
      ['wiring.yaml'],
    );
  });
});

type Sarif = {
  readonly runs: readonly {
    readonly results: readonly {
      readonly ruleId: string;
      readonly message: { readonly text: string };
      readonly locations: readonly {
        readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
      }[];
    }[];
  }[];
};

commands('two snapshots are compared with each other without a lock', async () => {
  await inEstates({}, async cwd => {
    const config = CONFIG.slice(0, 2);

    const { stdout, exitCode } = await midrift(
      ['drift', ...config, '--from', 'before.ndjson', '--to', 'after.ndjson'],
      { cwd },
    );

    assert.equal([exitCode, stdout.split('\n')[0]], [1, 'error  opened (drift-firewall-opened) at before.ndjson:1:1']);
  });
});

/** What stands where a lock is to be written, and is left as it is. */
const KEPT: readonly (readonly [name: string, text: string, options: readonly string[], says: RegExp])[] = [
  [
    'a lock with a conflict in it',
    LOCKED.text.replace('nexus:', '<<<<<<< ours\nnexus:'),
    ['--yes'],
    /^wiring\.yaml:\d+:1: a conflict of a merge is left here/,
  ],
  [
    'a lock that somebody cut off',
    LOCKED.text.replace(/: attached\n.*/s, ': "att'),
    ['--yes'],
    /^wiring\.yaml:\d+:\d+: not valid YAML/,
  ],
  [
    'a lock of another cloud',
    LOCKED.text.replace('AzureCloud', 'AzureChinaCloud'),
    ['--yes'],
    /approves a wiring of AzureChinaCloud/,
  ],
  ['a lock that nobody agrees to change', LOCKED.text, [], /nobody is there to agree; say --yes/],
];

for (const [name, text, options, says] of KEPT) {
  commands(`${name} is not overwritten`, async () => {
    await inEstates({ 'wiring.yaml': text }, async cwd => {
      const lock = ['lock', ...CONFIG, '--snapshot', 'after.ndjson', '--accept-failures', 'test', ...options];

      const { stderr, exitCode } = await midrift(lock, { cwd });

      assert.equal(
        [exitCode, says.test(stderr.split('\n').at(-2)!), await readFile(join(cwd, 'wiring.yaml'), 'utf8')],
        [2, true, text],
      );
    });
  });
}

commands('a part is approved alone', async () => {
  const other = LOCKED.text.replaceAll('default action: Deny', 'default action: Allow');
  await inEstates({ 'wiring.yaml': other }, async cwd => {
    const lock = ['lock', ...CONFIG, '--snapshot', 'before.ndjson', '--accept-failures', 'test', '--yes', '--only'];

    const { exitCode } = await midrift([...lock, STORAGE], { cwd });

    const after = (await readFile(join(cwd, 'wiring.yaml'), 'utf8')).split('\n');
    const count = after.filter(line => line.includes('default action: Deny')).length;
    assert.equal([exitCode, count], [0, 1]);
  });
});

commands('what Azure itself is asked shows a change to the lock, wherever it was made', async () => {
  await inFolder({}, async cwd => {
    const made = await midrift(
      ['lock', '--demo', '--lock', 'demo.yaml', '--yes', '--quiet', '--accept-failures', 'test'],
      { cwd },
    );
    const text = await readFile(join(cwd, 'demo.yaml'), 'utf8');
    await writeFile(
      join(cwd, 'demo.yaml'),
      text.replace('access decided by: roles', 'access decided by: access policies'),
    );

    const { stdout, exitCode } = await midrift(['drift', '--demo', '--lock', 'demo.yaml', '--quiet'], { cwd });

    assert.equal(
      [made.exitCode, exitCode, stdout.match(/^\w+ +\w+ \(.*?\)/gm)],
      [0, 1, ['error  altered (drift-vault-access-altered)']],
    );
  });
});

/** The lock of the demonstration as an earlier midrift wrote it. */
const OLD = LOCKED.text.replace('version: 2', 'version: 1').replace(/\ndenials:\n.*/s, '');

commands('a lock of an earlier version is compared in what it speaks of, and the rest is said', async () => {
  await inEstates({ 'wiring.yaml': OLD }, async cwd => {
    const { stdout, stderr, exitCode } = await midrift(['drift', ...CONFIG, '--snapshot', 'before.ndjson'], { cwd });

    assert.equal(
      [exitCode, stdout.split(';')[0], stderr],
      [
        0,
        'No change',
        'wiring.yaml: This lock is of version 1, which does not speak of virtual networks that firewalls admit, resource instances that firewalls admit, conditions of roles and deny assignments: they are not compared until midrift lock approves them.\n',
      ],
    );
  });
});

commands('a lock of an earlier version shows what it approves besides when it is written again', async () => {
  await inEstates({ 'wiring.yaml': OLD }, async cwd => {
    const lock = ['lock', ...CONFIG, '--snapshot', 'before.ndjson', '--accept-failures', 'test', '--yes'];

    const { stderr, exitCode } = await midrift(lock, { cwd });

    const text = await readFile(join(cwd, 'wiring.yaml'), 'utf8');
    assert.equal(
      [exitCode, stderr.split('\n').slice(0, 2), text.includes('version: 2'), text.includes('\ndenials:\n')],
      [0, ['added at wiring.yaml:4:1', '    denials > resource group sub-nexus-lab/rg-gdansk'], true, true],
    );
  });
});

commands('a lock of an earlier version is approved whole, not in part', async () => {
  await inEstates({ 'wiring.yaml': OLD }, async cwd => {
    const lock = ['lock', ...CONFIG, '--snapshot', 'before.ndjson', '--accept-failures', 'test', '--yes', '--only'];

    const { stderr, exitCode } = await midrift([...lock, STORAGE], { cwd });

    assert.equal(
      [exitCode, stderr, (await readFile(join(cwd, 'wiring.yaml'), 'utf8')) === OLD],
      [
        2,
        'wiring.yaml is of version 1, which --only cannot bring to version 2; approve it whole once, without --only\n',
        true,
      ],
    );
  });
});

for (const command of ['scan', 'drift']) {
  commands(`a page of what differs can be drawn later from what ${command} saved`, async () => {
    await inEstates({ 'wiring.yaml': LOCKED.text }, async cwd => {
      const report = ['--report', 'json=saved.json', '--report', 'html=now.html'];
      await midrift([command, ...CONFIG, '--snapshot', 'after.ndjson', ...report], { cwd });

      await midrift(['report', 'saved.json', '--report', 'html=later.html'], { cwd });

      const [now, later] = await Promise.all(['now.html', 'later.html'].map(file => readFile(join(cwd, file), 'utf8')));
      assert.equal([now === later, now!.match(/<li id="change-\d+"/g)], [true, ['<li id="change-1"']]);
    });
  });
}

commands.run();
