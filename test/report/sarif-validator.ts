/** Microsoft's validator of SARIF, with GitHub's rules. */

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Log } from 'sarif';
import type { Result } from '../../src/model/finding.ts';
import { type SarifOptions, sarif } from '../../src/report/sarif.ts';

const VALIDATOR = new URL('../../node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool', import.meta.url)
  .pathname;

/** Everything that a result does not know itself. */
export const KNOWN: SarifOptions = {
  home: 'https://example.com/midrift',
  repository: {
    uri: 'https://example.com/estate.git',
    revision: '0123456789abcdef0123456789abcdef01234567',
    branch: 'main',
  },
  lines: () => Array.from({ length: 20 }, (_, index) => `line ${index + 1}`),
};

/** The rules that a log breaks, at any level. SARIF2006 is left aside: it fetches every address from the network. */
export async function brokenRules(result: Result, options: SarifOptions): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'midrift-'));
  try {
    await writeFile(join(folder, 'log.sarif'), sarif(result, options));
    const kinds = ['--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning;Note'];
    await promisify(execFile)(VALIDATOR, ['validate', 'log.sarif', ...kinds, '--output', 'broken.sarif'], {
      cwd: folder,
      env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
    });
    const log: Log = JSON.parse((await readFile(join(folder, 'broken.sarif'), 'utf8')).replace(/^\ufeff/, ''));
    const ids = (log.runs[0]?.results ?? []).map(({ ruleId, rule }) => (ruleId ?? rule?.id ?? 'no id').split('/')[0]!);
    return [...new Set(ids)].sort().filter(id => id !== 'SARIF2006');
  } finally {
    await rm(folder, { recursive: true });
  }
}
