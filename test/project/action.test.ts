/** The GitHub Action and the workflows: what they run, and that nothing that others write gets into it. */

import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { HOME } from './sources-of.ts';

const action = suite('the action');

type Step = { readonly [key: string]: unknown; readonly env?: { readonly [name: string]: string } };
type Action = {
  readonly inputs: { readonly [name: string]: { readonly description: string; readonly default: string } };
  readonly outputs: { readonly [name: string]: { readonly description: string; readonly value: string } };
  readonly runs: { readonly steps: readonly Step[] };
};
type Workflow = {
  readonly permissions: unknown;
  readonly jobs: { readonly [name: string]: { readonly steps: Step[] } };
};

const read = (file: string) => parse(readFileSync(join(HOME, file), 'utf8'));
const ACTION: Action = read('action.yml');
const WORKFLOWS: readonly Workflow[] = readdirSync(join(HOME, '.github/workflows')).map(file =>
  read(`.github/workflows/${file}`),
);
const STEPS = [...ACTION.runs.steps, ...WORKFLOWS.flatMap(({ jobs }) => Object.values(jobs).flatMap(job => job.steps))];
const SCAN = ACTION.runs.steps.find(({ id }) => id === 'scan')!;

action('no expression is pasted into a script: what others write is data there', () => {
  const scripts = STEPS.flatMap(({ run }) => (typeof run === 'string' ? [run] : []));

  assert.equal([scripts.length > 3, scripts.filter(script => script.includes('${{'))], [true, []]);
});

action('what others keep is pinned by its commit', () => {
  const uses = STEPS.flatMap(({ uses }) => (typeof uses === 'string' ? [uses] : []));

  assert.equal(
    [uses.length > 2, uses.filter(name => name !== './' && !/^[\w-]+\/[\w/-]+@[0-9a-f]{40}$/.test(name))],
    [true, []],
  );
});

action('the workflows may only read, and keep no token on the disk', () => {
  const checkouts = STEPS.filter(({ uses }) => String(uses).startsWith('actions/checkout@'));

  assert.equal(
    [WORKFLOWS.map(({ permissions }) => permissions), checkouts.map(step => step.with)],
    [WORKFLOWS.map(() => ({ contents: 'read' })), checkouts.map(() => ({ 'persist-credentials': false }))],
  );
});

action('every input reaches the scan through a variable that the script reads', () => {
  const passed = Object.entries(SCAN.env ?? {}).filter(([name]) => String(SCAN.run).includes(`$${name}`));

  assert.equal(
    passed.map(([, value]) => value).sort(),
    Object.keys(ACTION.inputs)
      .map(name => `\${{ inputs.${name} }}`)
      .sort(),
  );
});

type Scanned = {
  readonly exitCode: number;
  readonly stderr: string;
  readonly outputs: readonly string[];
  readonly summary: string;
  readonly files: readonly string[];
};

/** Runs the script of the scan in a folder of its own, as a runner does. */
async function scanned(inputs: { readonly [name: string]: string }): Promise<Scanned> {
  const folder = mkdtempSync(join(tmpdir(), 'midrift-'));
  const [outputs, summary] = ['outputs', 'summary'].map(name => join(folder, name));
  writeFileSync(join(folder, 'script.sh'), String(SCAN.run));
  for (const file of [outputs!, summary!]) writeFileSync(file, 'before\n');
  const given = Object.entries(SCAN.env ?? {}).map(([variable, value]) => {
    const input = /inputs\.([\w-]+)/.exec(value)![1]!;
    return [variable, inputs[input] ?? ACTION.inputs[input]!.default];
  });
  const env = {
    ...{ PATH: `${join(process.execPath, '..')}:${process.env.PATH}`, HOME: folder, RUNNER_TEMP: folder },
    ...{ GITHUB_ACTION_PATH: HOME, GITHUB_OUTPUT: outputs, GITHUB_STEP_SUMMARY: summary },
    ...Object.fromEntries(given),
  };
  const options = ['--noprofile', '--norc', '-eo', 'pipefail', 'script.sh'];
  const ran = await new Promise<{ exitCode: number; stderr: string }>(resolve => {
    const child = execFile('bash', options, { cwd: folder, env }, (_, __, stderr) =>
      resolve({ exitCode: child.exitCode ?? -1, stderr }),
    );
  });
  const said = readFileSync(outputs!, 'utf8').replace(/=\/.*\//g, '=');
  const seen = {
    ...ran,
    outputs: said.trim().split('\n'),
    summary: readFileSync(summary!, 'utf8'),
    files: readdirSync(folder)
      .map(name => name.replace(/\.\w{6}$/, ''))
      .sort(),
  };
  rmSync(folder, { recursive: true });
  return seen;
}

const FILES = ['midrift', 'outputs', 'script.sh', 'summary'];

action('it leaves the reports, adds to the summary, and fails as the scan does', async () => {
  const { summary, ...seen } = await scanned({
    snapshot: join(HOME, 'fixtures/demo/estate.ndjson'),
    config: join(HOME, 'fixtures/demo/midrift.yaml'),
  });

  assert.equal(
    [seen, summary.startsWith('before\n'), summary.includes('cl-lyon')],
    [
      {
        exitCode: 1,
        stderr: '',
        outputs: ['before', 'exit-code=1', 'sarif=midrift.sarif', 'json=midrift.json', 'html=midrift.html'],
        files: FILES,
      },
      true,
      true,
    ],
  );
});

action('an input that would be a command or an option is a name of a file', async () => {
  const seen = await scanned({ config: '$(touch owned)`touch owned`"; touch owned; --demo', snapshot: '--demo' });

  assert.equal(seen, {
    exitCode: 2,
    stderr: 'midrift: $(touch owned)`touch owned`"; touch owned; --demo does not exist\n',
    outputs: ['before', 'exit-code=2'],
    summary: 'before\n',
    files: FILES,
  });
});

action.run();
