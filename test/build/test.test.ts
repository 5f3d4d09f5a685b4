/** `npm test` itself: nothing green looked at nothing. */

import { execFile } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Files, HOME, inFolder } from '../cli/cli.ts';

const runner = suite('npm test');

const file = (body: string, end = 'x.run();') =>
  `import { suite } from 'uvu';\nimport * as assert from 'uvu/assert';\nconst x = suite('x');\n${body}\n${end}\n`;

const SOUND = file("x('one', () => assert.is(1, 1));\nx('two', () => assert.is(2, 2));");

/** How the runner ends on files of tests. */
async function run(tests: Files): Promise<{ exitCode: number; lines: readonly string[] }> {
  return inFolder({ 'package.json': '{"type":"module"}', 'test/.keep': '', ...tests }, async cwd => {
    await symlink(join(HOME, 'node_modules'), join(cwd, 'node_modules'));
    return new Promise(resolve => {
      execFile(process.execPath, [join(HOME, 'build/test.ts')], { cwd }, (error, stdout) =>
        resolve({ exitCode: error === null ? 0 : Number(error.code), lines: stdout.trimEnd().split('\n') }),
      );
    });
  });
}

const CASES: readonly (readonly [name: string, test: string, exitCode: number, last: string])[] = [
  ['tests that pass are counted', SOUND, 0, '4 passed, 0 failed'],
  ['a test that fails', file("x('no', () => assert.is(1, 2));"), 1, '2 passed, 1 failed'],
  ['a forgotten .run()', file("x('one', () => assert.is(1, 2));", ''), 1, '2 passed, 0 failed'],
  ['a test that throws no Error', file("x('no', () => { throw 'up'; });"), 1, '2 passed, 1 failed'],
  ['a file that ends the process', file("x('no', () => process.exit(0));"), 1, '2 passed, 0 failed'],
  ['a file that cannot be loaded', 'import "./nowhere.ts";', 1, '2 passed, 0 failed'],
  ['a file without a suite', '', 1, '2 passed, 0 failed'],
];

for (const [name, test, exitCode, last] of CASES) {
  runner(`${name}: exit ${exitCode}`, async () => {
    const ran = await run({ 'test/a.test.ts': SOUND, 'test/b/b.test.ts': test });

    assert.equal([ran.exitCode, ran.lines.at(-1)], [exitCode, last]);
  });
}

runner('no test at all is no success', async () => {
  const ran = await run({});

  assert.equal([ran.exitCode, ran.lines.at(-1)], [1, '0 passed, 0 failed']);
});

runner.run();
