/** Runs in the light of earlier ones: baselines, history, and reports of saved results. */

import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Files, inFolder, isAsIn, midrift, transcript, typed } from './cli.ts';
import { FAILS, inSite, uncounted } from './site.ts';

const past = suite('earlier runs');

const scan = (snapshot: 'broken' | 'healthy', rest: string) => `midrift scan --snapshot ${snapshot}.ndjson ${rest}`;

/** Runs command lines one after the other, and gives their exit codes. */
async function exitCodes(lines: readonly string[], files: Files = {}): Promise<number[]> {
  return inSite(files, async cwd => {
    const codes: number[] = [];
    for (const line of lines) codes.push((await midrift(typed(line), { cwd })).exitCode);
    return codes;
  });
}

const SAVE = '--report json=before.json';

past('with --fail-on-new, failures of the baseline do not fail the run, others do', async () => {
  const codes = await exitCodes([
    scan('broken', SAVE),
    scan('broken', '--baseline before.json'),
    scan('broken', '--baseline before.json --fail-on-new'),
    scan('healthy', SAVE),
    scan('broken', '--baseline before.json --fail-on-new'),
    scan('broken', '--baseline before.json --fail-on-new --fail-on never'),
  ]);

  assert.equal(codes, [1, 1, 0, 0, 1, 0]);
});

past('a waiver that ends is a new failure, though the baseline has it', async () => {
  const waiver = `waivers: [{ rule: ${FAILS.rule}, subject: '*', because: Soon., until: 2026-11-01 }]\n`;

  const codes = await inSite({ 'waived.yaml': waiver }, async cwd => {
    const config = '--config waived.yaml';
    const first = await midrift(typed(scan('broken', `${SAVE} ${config}`)), { cwd });
    await writeFile(join(cwd, 'waived.yaml'), waiver.replace('2026-11-01', '2026-10-31'));
    const second = await midrift(typed(scan('broken', `--baseline before.json --fail-on-new ${config}`)), { cwd });
    return [first.exitCode, second.exitCode];
  });

  assert.equal(codes, [0, 1]);
});

past('a waiver for a rule of the gate or of drift is no news to a scan', async () => {
  const waivers = ['nexus-update-drops-identity', 'drift-grant-removed', 'no-such-rule'].map(
    rule => `  - { rule: ${rule}, subject: '*', because: Soon., until: 2027-11-01 }\n`,
  );

  const notices = await inSite({ 'waived.yaml': `waivers:\n${waivers.join('')}` }, async cwd => {
    const { stdout } = await midrift(typed(scan('healthy', '--config waived.yaml --report json')), { cwd });
    return (JSON.parse(stdout).notices as { says: string }[]).map(({ says }) => /"([^"]+)"/.exec(says)?.[1]);
  });

  assert.equal(notices, ['no-such-rule']);
});

past('the text says what is new and what is fixed', async () => {
  const [fixed, fresh] = [scan('healthy', '--baseline broken.json'), scan('broken', '--baseline healthy.json')];

  const seen = await inSite({}, async cwd => {
    await midrift(typed(scan('broken', '--report json=broken.json')), { cwd });
    await midrift(typed(scan('healthy', '--report json=healthy.json')), { cwd });
    return [
      transcript(fixed, await midrift(typed(fixed), { cwd })),
      transcript(fresh, await midrift(typed(fresh), { cwd })),
    ];
  });

  await isAsIn('past/baseline', uncounted(seen.join('\n')));
});

past('every run adds a line to the history, and reports have the last thirty', async () => {
  const line = scan('broken', '--history runs --report json=out.json');

  const [lines, shown] = await inSite({}, async cwd => {
    await midrift(typed(line), { cwd });
    const [first] = (await readFile(join(cwd, 'runs/history.ndjson'), 'utf8')).split('\n');
    const older = Array.from({ length: 40 }, (_, day) =>
      first!.replace('2026-11-01', `2026-${day < 20 ? '09' : '10'}-${10 + (day % 20)}`),
    );
    await appendFile(join(cwd, 'runs/history.ndjson'), older.join('\n'));
    await midrift(typed(line), { cwd });
    const { history } = JSON.parse(await readFile(join(cwd, 'out.json'), 'utf8'));
    return [(await readFile(join(cwd, 'runs/history.ndjson'), 'utf8')).split('\n'), history];
  });

  assert.equal(
    [lines.length, lines.at(-1), shown.length, shown[0].takenAt, shown[29]],
    [
      43,
      '',
      30,
      '2026-09-22T02:00:00.000Z',
      {
        takenAt: '2026-11-01T02:00:00.000Z',
        version: '0.1.0',
        systems: 1,
        failed: { error: 1, warning: 0, note: 0 },
        unknown: { error: 0, warning: 0, note: 0 },
        passed: shown[29].passed,
        waived: { error: 0, warning: 0, note: 0 },
      },
    ],
  );
});

past('a broken line of the history is said before anything is done, and nothing is lost', async () => {
  const line = scan('broken', '--history runs --report json=out.json');
  const text = '{"takenAt":"2026-11-01T02:00:00.000Z","version":"0.1.0"}\n{"takenAt"';

  const [seen, files, after] = await inSite({ 'runs/history.ndjson': text }, async cwd => [
    transcript(line, await midrift(typed(line), { cwd })),
    (await readdir(cwd)).includes('out.json'),
    await readFile(join(cwd, 'runs/history.ndjson'), 'utf8'),
  ]);

  assert.equal([files, after], [false, text]);
  await isAsIn('past/broken-history', seen as string);
});

past('a history that cannot be kept is said before anything is done', async () => {
  const line = scan('broken', '--history midrift.yaml/runs --report json=out.json');

  const [ran, files] = await inSite({}, async cwd => [
    await midrift(typed(line), { cwd }),
    (await readdir(cwd)).includes('out.json'),
  ]);

  assert.equal(
    [ran, files],
    [
      {
        stdout: '',
        stderr:
          '--history midrift.yaml/runs: midrift.yaml/runs/history.ndjson cannot be read (ENOTDIR); name a folder\n',
        exitCode: 2,
      },
      false,
    ],
  );
});

past('a saved result is drawn as the scan itself would have drawn it', async () => {
  const formats = ['text', 'json', 'csv', 'junit', 'markdown', 'html'];
  const reports = (folder: string) => formats.map(format => `--report ${format}=${folder}/out.${format}`).join(' ');

  const [scanned, drawn] = await inSite({}, async cwd => {
    await midrift(typed(scan('broken', `${reports('a')} --history runs`)), { cwd });
    await midrift(typed(`midrift report a/out.json ${reports('b')}`), { cwd });
    return Promise.all(
      ['a', 'b'].map(folder =>
        Promise.all(formats.map(format => readFile(join(cwd, folder, `out.${format}`), 'utf8'))),
      ),
    );
  });

  assert.equal(drawn, scanned);
});

const SAVED = '{"format":"midrift-result","version":1,"tool":{"name":"midrift"},"gabs":[]}';

const WRONG: { readonly [name: string]: readonly [line: string, files: Files] } = {
  'baseline-missing': ['midrift scan --demo --baseline none.json', {}],
  'baseline-folder': ['midrift scan --demo --baseline runs', { 'runs/file': '' }],
  'baseline-needed': ['midrift scan --demo --fail-on-new', {}],
  'result-cut-off': ['midrift report a.json', { 'a.json': SAVED.slice(0, 50) }],
  'result-other-format': ['midrift report a.json', { 'a.json': '[]' }],
  'result-other-version': ['midrift report a.json', { 'a.json': SAVED.replace('"version":1', '"version":2') }],
  'result-not-by-schema': ['midrift report a.json', { 'a.json': SAVED }],
};

for (const [name, [line, files]] of Object.entries(WRONG)) {
  past(`${name.replaceAll('-', ' ')}: it is said`, async () => {
    const seen = await inFolder(files, async cwd => transcript(line, await midrift(typed(line), { cwd })));

    await isAsIn(`past/${name}`, seen);
  });
}

past('a baseline compares alike as it was written, laid out otherwise, and compressed', async () => {
  const layouts: readonly ((text: string) => string | Uint8Array)[] = [
    text => text,
    text => JSON.stringify(JSON.parse(text), undefined, 2),
    text => JSON.stringify(JSON.parse(text)),
    text => gzipSync(text),
  ];

  const compared = await inSite({}, async cwd => {
    await midrift(typed(scan('broken', SAVE)), { cwd });
    const text = await readFile(join(cwd, 'before.json'), 'utf8');
    const reports = [];
    for (const layout of layouts) {
      await writeFile(join(cwd, 'before.json'), layout(text));
      const { stdout } = await midrift(typed(scan('healthy', '--baseline before.json --report json')), { cwd });
      reports.push(JSON.parse(stdout).baseline.fixed.map(({ rule }: { rule: string }) => rule));
    }
    return reports;
  });

  assert.equal(
    compared,
    layouts.map(() => [FAILS.rule]),
  );
});

past('a baseline that was cut off is refused, wherever the cut is', async () => {
  const codes = await inSite({}, async cwd => {
    await midrift(typed(scan('broken', SAVE)), { cwd });
    const text = await readFile(join(cwd, 'before.json'), 'utf8');
    const results = text.indexOf('"results":[');
    const cuts = [results, text.indexOf('\n', results + 20), text.indexOf('"verdict":"fail"'), text.length - 2];
    const ended = [];
    for (const cut of cuts) {
      await writeFile(join(cwd, 'before.json'), text.slice(0, cut));
      ended.push((await midrift(typed(scan('healthy', '--baseline before.json')), { cwd })).exitCode);
    }
    return ended;
  });

  assert.equal(codes, [2, 2, 2, 2]);
});

past('a baseline of another cloud is refused', async () => {
  const ran = await inSite({}, async cwd => {
    await midrift(typed(scan('broken', SAVE)), { cwd });
    const text = await readFile(join(cwd, 'before.json'), 'utf8');
    await writeFile(join(cwd, 'before.json'), text.replace('"AzureCloud"', '"AzureChinaCloud"'));
    return midrift(typed(scan('broken', '--baseline before.json')), { cwd });
  });

  assert.equal(ran, {
    stdout: '',
    stderr:
      '--baseline before.json is a result of AzureChinaCloud, where this run is of AzureCloud; name one of the same cloud\n',
    exitCode: 2,
  });
});

past.run();
