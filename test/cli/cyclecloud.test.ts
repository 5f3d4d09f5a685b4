/** CycleCloud at the command line: the files that a config names, the role that is proposed, and the secrets that stay where they are. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { FORMATS } from '../../src/cli/reports.ts';
import { parseRoleFile } from '../../src/sources/cyclecloud/role-file.ts';
import { type Files, HOME, inFolder, midrift } from './cli.ts';

const cyclecloud = suite('cyclecloud');

/** Every secret in the files of the demonstration. */
const SECRETS = ['demo-not-a-secret-7f3a', 'demo-not-a-password-7f3a', 'DemoNotAKey7f3a'];

cyclecloud('no report shows a secret of a template, a parameter file or an account record', async () => {
  const files = ['account.json', 'cluster.txt', 'parameters.json'];
  const sources = await Promise.all(
    files.map(file => readFile(join(HOME, 'fixtures/demo/cyclecloud/turku', file), 'utf8')),
  );

  const reports = await inFolder({}, async cwd => {
    const wanted = FORMATS.flatMap(format => ['--report', `${format}=${format}.out`]);
    await midrift(['scan', '--demo', '--quiet', '--verbose', ...wanted], { cwd });
    const texts = FORMATS.map(format => readFile(join(cwd, `${format}.out`), 'utf8'));
    return Promise.all(texts);
  });

  const holding = (texts: readonly string[]) => SECRETS.filter(secret => texts.some(text => text.includes(secret)));
  assert.equal(
    [holding(sources), holding(reports), reports.every(text => text.includes('turku'))],
    [SECRETS, [], true],
  );
});

cyclecloud('the proposed role is printed as the Azure CLI takes it, and nothing else is', async () => {
  const { stdout, exitCode } = await midrift(['cyclecloud', 'role', '--demo', '--server', 'VM-oslo'], { cwd: HOME });

  const { role, problems } = parseRoleFile(stdout, 'role.json');
  assert.equal(
    [exitCode, problems, role?.name.value, role?.placeholders, role?.assignableScopes.map(({ value }) => value)],
    [
      0,
      [],
      'CycleCloud vm-oslo in 5b000004-0000-4000-8000-000000000004',
      [],
      ['/subscriptions/5b000004-0000-4000-8000-000000000004'],
    ],
  );
});

const VM =
  '/subscriptions/5b000004-0000-4000-8000-000000000004/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm-a';
const AGAIN = VM.replace('resourceGroups', 'resourcegroups').replace('/vm-a', '/VM-A');
const config = (...lines: readonly string[]) =>
  ['cyclecloud:', '  servers:', ...lines.map(line => `    ${line}`), ''].join('\n');

/** Files, the arguments, and what is said of them. */
const MISTAKES: readonly (readonly [what: string, files: Files, words: string, says: string])[] = [
  [
    'a file that is missing, a template and a record that are broken: all at once',
    {
      'midrift.yaml': config(
        `- vm: ${VM}`,
        '  account: ops/a.json',
        '  templates: [{ file: ops/t.txt }]',
        '  roles: [ops/none.json]',
      ),
      'ops/a.json': '{ "Name": 7 }',
      'ops/t.txt': '[cluster a]\n  [[node b]]\n  Extends = c\n',
    },
    'cyclecloud role',
    `midrift.yaml:6:15: ops/none.json does not exist
ops/a.json:1:11: "Name" is no text; write it in double quotes
ops/t.txt:3:13: the cluster has no node "c" to extend; its nodes are b
`,
  ],
  [
    'a VM that is none, and one that is declared twice',
    { 'midrift.yaml': config('- vm: /subscriptions/x', `- vm: ${VM}`, `- vm: ${AGAIN}`) },
    'cyclecloud role',
    `midrift.yaml:3:11: "/subscriptions/x" is no id of a VM; expected /subscriptions/…/resourceGroups/…/providers/Microsoft.Compute/virtualMachines/…
midrift.yaml:5:11: the server ${AGAIN} is declared twice; make one of the two
`,
  ],
  [
    'a locker besides a record',
    { 'midrift.yaml': config(`- vm: ${VM}`, '  account: a.json', '  locker: { storageAccount: sta }'), 'a.json': '{}' },
    'cyclecloud role',
    'midrift.yaml:5:15: a server with an account record needs no "locker": the record names it; remove one of the two\n',
  ],
  [
    'no server',
    { 'midrift.yaml': '' },
    'cyclecloud role',
    'midrift.yaml declares no CycleCloud server; add its VM under cyclecloud.servers\n',
  ],
  [
    'a server that is not declared',
    { 'midrift.yaml': config(`- vm: ${VM}`) },
    'cyclecloud role --server vm-b',
    'midrift.yaml declares no CycleCloud server "vm-b"; did you mean "vm-a"?\n',
  ],
];

for (const [what, files, words, says] of MISTAKES) {
  cyclecloud(`it is said what is wrong with ${what}`, async () => {
    const ran = await inFolder(files, cwd => midrift(words.split(' '), { cwd }));

    assert.equal(ran, { stdout: '', stderr: says, exitCode: 2 });
  });
}

cyclecloud.run();
