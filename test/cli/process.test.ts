/** The process itself: what it loads, and how it behaves in a pipeline. */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { HOME, inFolder, isAsIn, midrift, typed } from './cli.ts';

const process_ = suite('process');

/** Tells every module that is loaded, whoever loads it and however. */
const LISTEN = `
import { registerHooks } from 'node:module';
registerHooks({
  load(url, context, next) {
    process.stderr.write(\`loaded \${url}\\n\`);
    return next(url, context);
  },
});
`;

/** The packages and the parts of midrift that a run loads. */
async function loadedBy(line: string): Promise<Set<string>> {
  const { stderr } = await inFolder({ 'listen.mjs': LISTEN }, cwd =>
    midrift(typed(line), { cwd, env: { NODE_OPTIONS: `--import ${join(cwd, 'listen.mjs')}` } }),
  );
  const parts = stderr.matchAll(/^loaded .*?(?:node_modules\/((?:@[^/]+\/)?[^/]+)|(src\/[^/]+))\//gm);
  return new Set([...parts].map(([, name, part]) => name ?? part!));
}

const isOfAzure = (name: string) =>
  name.startsWith('@azure') || ['src/azure', 'src/emulator', 'selfsigned'].includes(name);

for (const line of ['midrift --help', 'midrift scan --help', 'midrift rules list', 'midrift scan --snapshot none']) {
  process_(`${line} loads nothing of Azure`, async () => {
    const loaded = await loadedBy(line);

    assert.equal([[...loaded].filter(isOfAzure), loaded.has('commander')], [[], true]);
  });
}

process_('a live scan does load it: the test above can see it', async () => {
  const loaded = await loadedBy('midrift scan --demo --quiet');

  assert.equal([...loaded].filter(isOfAzure).length > 3, true);
});

process_('no name of a file or from Azure steers the terminal by an error', async () => {
  const name = 'a\u001b[31m\u202e##[error]b';

  const { stderr } = await inFolder({}, cwd => midrift(['scan', '--snapshot', name], { cwd }));

  assert.equal(
    [stderr.includes('a\\u001b[31m\\u202e\\u0023#[error]b'), /[\u001b\u202e]|##\[/.test(stderr)],
    [true, false],
  );
});

process_('the help says each option, its choices and the exit codes', async () => {
  const { stdout, exitCode } = await inFolder({}, cwd => midrift(['scan', '--help'], { cwd }));

  assert.is(exitCode, 0);
  await isAsIn('process/scan-help', stdout);
});

process_('a reader that has seen enough, such as head, is no fault', async () => {
  const main = join(HOME, 'src/cli/main.ts');
  const pipe = `"$NODE" "$MAIN" scan --demo --quiet --verbose --report json | head -n 1; echo "exit \${PIPESTATUS[0]}"`;

  const { stdout, stderr } = await promisify(execFile)('bash', ['-c', pipe], {
    cwd: HOME,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE: process.execPath, MAIN: main },
  });

  assert.equal([stdout, stderr], ['{"format":"midrift-result","version":1,\nexit 0\n', '']);
});

if (existsSync(join(HOME, 'dist/cli/bin.js'))) {
  process_('what was built explains itself', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [join(HOME, 'dist/cli/bin.js'), 'rules', 'list']);

    assert.match(stdout, 'nexus-vault-not-rbac');
  });
}

process_.run();
