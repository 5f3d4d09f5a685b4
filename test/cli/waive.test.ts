/** Accepting failures for a while. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { DECLARED } from './azure.ts';
import { type Files, inFolder, isAsIn, midrift, transcript, typed } from './cli.ts';
import { FAILS, inSite, uncounted } from './site.ts';

const waive = suite('waive');

const entry = (until: string) =>
  `- rule: ${FAILS.rule}\n  subject: ${FAILS.subject}\n  because: The vault is replaced in winter.\n  until: ${until}\n`;
const inConfig = (until: string) => `${DECLARED}waivers:\n${entry(until)}`;

const SCANS: readonly (readonly [name: string, files: Files, exitCode: number])[] = [
  ['without a waiver the failure counts', {}, 1],
  ['a waived failure does not count', { 'midrift.yaml': inConfig('2026-11-01') }, 0],
  ['after its last day it counts again', { 'midrift.yaml': inConfig('2026-10-31') }, 1],
  [
    'waivers may have a file of their own',
    {
      'midrift.yaml': `${DECLARED}waivers: team/waivers.yaml\n`,
      'team/waivers.yaml': `# ours\n${entry('2027-03-31')}`,
    },
    0,
  ],
];

for (const [name, files, expected] of SCANS) {
  waive(`${name}: exit ${expected}`, async () => {
    const { exitCode } = await inSite(files, cwd => midrift(typed('midrift scan --snapshot broken.ndjson'), { cwd }));

    assert.is(exitCode, expected);
  });
}

waive('a scan shows waivers with their lines, and the ones to look after', async () => {
  const line = 'midrift scan --snapshot healthy.ndjson --report markdown=out/a.md';
  const shown = 'midrift scan --snapshot broken.ndjson';

  const seen = await inSite({ 'midrift.yaml': inConfig('2027-03-31') }, async cwd => [
    transcript(shown, await midrift(typed(shown), { cwd })),
    transcript(`${line} --report text`, await midrift(typed(`${line} --report text`), { cwd })),
  ]);

  await isAsIn('waive/scans', uncounted(seen.join('\n')));
});

const BECAUSE = 'Replaced: #soon.';
const GOOD = [FAILS.rule, FAILS.subject, '--because', BECAUSE, '--until', '2999-12-31'];

waive(
  'what is waived by the command does not count in the next scan; the file keeps its comments and order',
  async () => {
    const before = `# What we declare.\nfailOn: error   # strict\n\n${DECLARED}`;

    const [exitCode, after] = await inSite({ 'midrift.yaml': before }, async cwd => {
      await midrift(['waive', ...GOOD, '--by', 'Ann'], { cwd });
      const { exitCode: code } = await midrift(typed('midrift scan --snapshot broken.ndjson'), { cwd });
      return [code, await readFile(join(cwd, 'midrift.yaml'), 'utf8')] as const;
    });

    assert.equal(
      [exitCode, after],
      [
        0,
        `${before}\nwaivers:\n  - rule: ${FAILS.rule}\n    subject: ${FAILS.subject}\n    because: "${BECAUSE}"\n    until: 2999-12-31\n    by: Ann\n`,
      ],
    );
  },
);

waive('the waiver goes into the file that the config names, or begins a config', async () => {
  const item = `- rule: ${FAILS.rule}\n  subject: ${FAILS.subject}\n  because: "${BECAUSE}"\n  until: 2999-12-31\n`;
  const files = { 'a/midrift.yaml': 'waivers: ours.yaml # all\n', 'a/ours.yaml': '# Ours.\n' };

  const texts = await inFolder(files, async cwd => {
    await midrift(['waive', ...GOOD, '--file', 'a/midrift.yaml'], { cwd });
    await midrift(['waive', ...GOOD], { cwd });
    return Promise.all(
      ['a/midrift.yaml', 'a/ours.yaml', 'midrift.yaml'].map(name => readFile(join(cwd, name), 'utf8')),
    );
  });

  assert.equal(texts, [
    'waivers: ours.yaml # all\n',
    `# Ours.\n${item}`,
    `waivers:\n${item.replaceAll(/^(?=.)/gm, '  ')}`,
  ]);
});

const with_ = (change: { readonly [at: number]: string }) => GOOD.map((word, index) => change[index] ?? word);

const REFUSED: { readonly [name: string]: readonly [words: readonly string[], files?: Files] } = {
  'unknown-rule': [with_({ 0: 'nexus-vault-not-rbca' })],
  'not-a-subject': [with_({ 1: 'cl-edge' })],
  'no-reason': [with_({ 3: ' ' })],
  'no-day': [with_({ 5: '2027-02-30' })],
  'no-until': [GOOD.slice(0, 4)],
  twice: [GOOD, { 'midrift.yaml': inConfig('2027-03-31') }],
  'missing-file': [[...GOOD, '--file', 'waivers.yaml']],
  'empty-file': [[...GOOD, '--file', 'waivers.yaml'], { 'waivers.yaml': '# Ours.\n' }],
  'broken-file': [GOOD, { 'midrift.yaml': 'waivers: [\n' }],
};

for (const [name, [words, files = {}]] of Object.entries(REFUSED)) {
  waive(`${name.replaceAll('-', ' ')}: it is said, and nothing is written`, async () => {
    const all = { 'midrift.yaml': DECLARED, ...files };

    const [seen, texts] = await inFolder(all, async cwd => [
      transcript(`midrift waive … (${name})`, await midrift(['waive', ...words], { cwd })),
      await Promise.all(Object.keys(all).map(file => readFile(join(cwd, file), 'utf8'))),
    ]);

    assert.equal(texts, Object.values(all));
    await isAsIn(`waive/${name}`, seen);
  });
}

const CONFIGS: { readonly [name: string]: Files } = {
  'config-waivers': {
    'midrift.yaml': `waivers:\n  - rule: a\n    subject: cl-edge\n    because: ''\n    until: tomorrow\n  - { rule: a, subject: '*', untl: 2027-01-01 }\n`,
  },
  'config-waivers-days': {
    'midrift.yaml': `waivers:\n  - { rule: a, subject: /b, because: c, until: 2027-02-29 }\n  - { rule: a, subject: /B, because: c, until: 2027-02-28 }\n`,
  },
  'config-waivers-missing': { 'midrift.yaml': 'waivers: ours.yaml\n' },
  'config-waivers-file': { 'midrift.yaml': 'waivers: ours.yaml\n', 'ours.yaml': 'waivers: []\n' },
};

for (const [name, files] of Object.entries(CONFIGS)) {
  waive(`${name.replaceAll('-', ' ')}: everything wrong is said with its place`, async () => {
    const line = 'midrift scan --demo';

    const seen = await inFolder(files, async cwd =>
      transcript(line, await midrift([...typed(line), '--config', 'midrift.yaml'], { cwd })),
    );

    await isAsIn(`waive/${name}`, seen);
  });
}

waive.run();
