/** The sample reports are what the demonstration writes today, byte for byte. `npm start` writes them anew. */

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Log } from 'sarif';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Format } from '../../src/cli/reports.ts';
import { HOME, inFolder, midrift, type Ran } from './cli.ts';

const sample = suite('sample');

const SAMPLES: { readonly [format in Format]: string } = {
  text: 'scan.txt',
  json: 'scan.json',
  sarif: 'scan.sarif',
  html: 'scan.html',
  markdown: 'scan.md',
  junit: 'scan.xml',
  csv: 'scan.csv',
  github: 'scan.annotations.txt',
};

const GATE_SAMPLES = { text: 'gate.txt', html: 'gate.html', sarif: 'gate.sarif', markdown: 'gate.md' };

type Drawn = { readonly ran: Ran; readonly texts: { readonly [file: string]: string } };

/** Draws samples of the demonstration into a folder far away from the clone; runs there, or where it is told to. */
async function draw(
  words: readonly string[],
  samples: { readonly [format: string]: string },
  home?: string,
): Promise<Drawn> {
  return inFolder({}, async folder => {
    const reports = Object.entries(samples).flatMap(([format, file]) => [
      '--report',
      `${format}=${join(folder, file)}`,
    ]);
    const ran = await midrift([...words, '--demo', '--quiet', ...reports], { cwd: home ?? folder });
    const texts = await Promise.all(
      Object.values(samples).map(async file => [file, await readFile(join(folder, file), 'utf8')] as const),
    );
    return { ran, texts: Object.fromEntries(texts) };
  });
}

const drawn = await draw(['scan'], SAMPLES);
const gate = await draw(['gate', 'fixtures/demo/change.sh', '--fail-on', 'never'], GATE_SAMPLES, HOME);

for (const [file, text] of Object.entries({ ...drawn.texts, ...gate.texts })) {
  sample(`reports/sample/${file} is fresh`, async () => {
    const kept = await readFile(join(HOME, 'reports/sample', file), 'utf8');
    const isFresh = text === kept;

    assert.is(isFresh, true, 'npm start writes it anew');
  });
}

sample('the demonstration ends well, though it shows failures', () => {
  assert.equal([drawn.ran, gate.ran], Array(2).fill({ stdout: '', stderr: '', exitCode: 0 }));
});

for (const [file, text] of Object.entries({
  'scan.sarif': drawn.texts['scan.sarif']!,
  'gate.sarif': gate.texts['gate.sarif']!,
})) {
  sample(
    `the validator of SARIF finds no fault in ${file}, at any level, that it can see without the network`,
    async () => {
      const broken = await inFolder({ [file]: text }, async cwd => {
        const validator = join(HOME, 'node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool');
        const options = ['--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning;Note', '--output', 'broken.sarif'];
        await promisify(execFile)(validator, ['validate', file, ...options], {
          cwd,
          env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
        });
        const log: Log = JSON.parse((await readFile(join(cwd, 'broken.sarif'), 'utf8')).replace(/^\ufeff/, ''));
        return log.runs[0]!.results!.map(({ ruleId, rule }) => (ruleId ?? rule?.id)!.split('/')[0]);
      });

      // SARIF2006 fetches each address.
      assert.equal(
        broken.filter(id => id !== 'SARIF2006'),
        [],
      );
    },
  );
}

sample.run();
