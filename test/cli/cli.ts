/** Runs the command line as a user does: as a process, in a folder of its own. */

import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';

export const HOME = fileURLToPath(new URL('../../', import.meta.url));

const MAIN = join(HOME, 'src/cli/main.ts');

/** Files by their path in the folder. */
export type Files = { readonly [path: string]: string | Uint8Array };

export type Ran = { readonly stdout: string; readonly stderr: string; readonly exitCode: number };

export type RunOptions = {
  readonly cwd: string;
  readonly env?: { readonly [name: string]: string };
  /** Called with each piece of stdout and stderr. */
  readonly watch?: (piece: string, kill: (signal: NodeJS.Signals) => void) => void;
};

/** The variables that a run would look at are those of the test only. Sources are compiled once for all runs. */
const ENV = {
  PATH: process.env.PATH ?? '',
  HOME: tmpdir(),
  NODE_COMPILE_CACHE: join(tmpdir(), 'midrift-test-compile-cache'),
};

/** Runs `midrift` with words as arguments. */
export async function midrift(words: readonly string[], { cwd, env = {}, watch }: RunOptions): Promise<Ran> {
  const child = spawn(process.execPath, [MAIN, ...words], {
    cwd,
    env: { ...ENV, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    if (watch !== undefined) stream.on('data', piece => watch(piece, signal => child.kill(signal)));
  }
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => (code === null ? reject(new Error(`ended by ${signal}`)) : resolve(code)));
  });
  const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { stdout, stderr, exitCode };
}

/** Does work in a folder that holds the files, and removes it. */
export async function inFolder<T>(files: Files, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'midrift-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A command line as one types it, of words without spaces. */
export function typed(line: string): string[] {
  return line.split(' ').slice(1);
}

/** What a person at a terminal sees of a run. */
export function transcript(line: string, { stdout, stderr, exitCode }: Ran): string {
  const block = (text: string) => (text === '' ? '' : `${text.trimEnd()}\n`);
  return `$ ${line}\n${block(stdout)}${stderr === '' ? '' : `stderr:\n${block(stderr)}`}exit ${exitCode}\n`;
}

/** Compares with a file in `golden/`, whole. With `UPDATE=1` the file is written instead, for the change to be reviewed. */
export async function isAsIn(name: string, seen: string): Promise<void> {
  const file = new URL(`golden/${name}.txt`, import.meta.url);
  // A crash is nothing to get used to.
  assert.not.match(seen, 'an error of midrift itself');
  if (process.env.UPDATE === '1') await writeFile(file, seen);
  assert.is(seen, await readFile(file, 'utf8'));
}
