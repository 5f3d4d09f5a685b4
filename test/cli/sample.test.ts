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

type Drawn = { readonly ran: Ran; readonly texts: { readonly [file: string]: string } };

/** Runs the demonstration far away from the clone. */
async function draw(): Promise<Drawn> {
  return inFolder({}, async cwd => {
    const reports = Object.entries(SAMPLES).flatMap(([format, file]) => ['--report', `${format}=${file}`]);
    const ran = await midrift(['scan', '--demo', '--quiet', ...reports], { cwd });
    const texts = await Promise.all(
      Object.values(SAMPLES).map(async file => [file, await readFile(join(cwd, file), 'utf8')] as const),
    );
    return { ran, texts: Object.fromEntries(texts) };
  });
}

const drawn = await draw();

for (const file of Object.values(SAMPLES)) {
  sample(`reports/sample/${file} is fresh`, async () => {
    const kept = await readFile(join(HOME, 'reports/sample', file), 'utf8');
    const isFresh = drawn.texts[file] === kept;

    assert.is(isFresh, true, 'npm start writes it anew');
  });
}

sample('the demonstration ends well, though it shows failures', () => {
  assert.equal(drawn.ran, { stdout: '', stderr: '', exitCode: 0 });
});

sample('the validator of SARIF finds no fault, at any level, that it can see without the network', async () => {
  const broken = await inFolder({ 'scan.sarif': drawn.texts['scan.sarif']! }, async cwd => {
    const validator = join(HOME, 'node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool');
    const options = ['--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning;Note', '--output', 'broken.sarif'];
    await promisify(execFile)(validator, ['validate', 'scan.sarif', ...options], {
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
});

sample.run();
