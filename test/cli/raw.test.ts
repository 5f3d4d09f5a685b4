/** A snapshot written by hand, of rows as Azure's services write them: ids in any case, `{}` for identities, lists with and without spaces. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Finding } from '../../src/model/finding.ts';
import { HOME, inFolder, isAsIn, midrift, typed } from './cli.ts';

const raw = suite('raw snapshot');

const RAW = await readFile(join(HOME, 'fixtures/snapshots/raw.ndjson'));

/** What is not as it should be, a line each, and how much was judged. */
async function verdicts(bytes: Uint8Array): Promise<string> {
  return inFolder({ 'raw.ndjson': bytes }, async cwd => {
    const { exitCode } = await midrift(typed('midrift scan --snapshot raw.ndjson --report json=out.json'), { cwd });
    const { results, summary } = JSON.parse(await readFile(join(cwd, 'out.json'), 'utf8'));
    const open = (results as Finding[]).filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown');
    const lines = open.map(
      ({ verdict, level, rule, message, because }) =>
        `${verdict} ${level} ${rule}: ${verdict === 'fail' ? message : because}\n`,
    );
    return `${lines.join('')}${summary.systems} systems, complete: ${summary.complete}, exit ${exitCode}\n`;
  });
}

raw('is judged for what it says', async () => {
  const seen = await verdicts(RAW);

  await isAsIn('raw/verdicts', seen);
});

raw('is read as well when it is compressed, whatever its name', async () => {
  const [plain, compressed] = [await verdicts(RAW), await verdicts(gzipSync(RAW))];

  assert.is(compressed, plain);
});

raw.run();
