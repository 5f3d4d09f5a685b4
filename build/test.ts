/**
 * Runs the tests, in two processes, and counts them: uvu alone is content where a file ran no test, a test threw no `Error`
 * or a process ended early. Run: npm test; with words, only the files whose names hold one of them.
 */

import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { blocksOf, type FileRun, isSound, type Lane } from './uvu-output.ts';

const LANES = 2;
const FOLDER = 'test';
const UVU = fileURLToPath(import.meta.resolve('uvu')).replace(/dist\/index\.mjs$/, 'bin.js');

async function testFiles(words: readonly string[]): Promise<string[]> {
  const entries = await readdir(FOLDER, { recursive: true });
  return entries
    .map(entry => entry.replaceAll('\\', '/'))
    .filter(entry => entry.endsWith('.test.ts'))
    .filter(entry => words.length === 0 || words.some(word => entry.includes(word)))
    .sort();
}

/** Runs files in one process and says each as soon as it is through. */
async function runLane(files: readonly string[]): Promise<Lane> {
  const pattern = `^(?:${files.map(file => file.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})$`;
  const child = spawn(process.execPath, [UVU, FOLDER, pattern, '--no-color'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number>(resolve => child.once('close', code => resolve(code ?? 1)));
  const errors = text(child.stderr);
  const runs: FileRun[] = [];
  for await (const block of blocksOf(child.stdout.setEncoding('utf8'), new Set(files))) {
    runs.push(block);
    say(block);
  }
  return { files, runs, exitCode: await ended, errors: await errors };
}

function say(run: FileRun): void {
  const { file, passed, failed } = run;
  console.log(`${isSound(run) ? 'ok  ' : 'FAIL'}  ${file}: ${passed} passed${failed > 0 ? `, ${failed} failed` : ''}`);
  if (!isSound(run)) console.log(run.output);
  if (passed + failed === 0) console.log('      no test ran: is its `.run()` missing?');
}

const files = await testFiles(process.argv.slice(2));
const lanes = await Promise.all(
  Array.from({ length: LANES }, (_, lane) => files.filter((_, index) => index % LANES === lane))
    .filter(lane => lane.length > 0)
    .map(runLane),
);
const runs = lanes.flatMap(lane => lane.runs);
for (const { exitCode, errors, ...lane } of lanes) {
  const lost = lane.files.filter(file => !lane.runs.some(run => run.file === file));
  if (lost.length > 0) console.log(`FAIL  not run, as their process ended early: ${lost.join(', ')}`);
  if (errors !== '') console.log(errors.trimEnd());
  if (exitCode !== 0 || lost.length > 0) process.exitCode = 1;
}
if (files.length === 0) console.log(`FAIL  ${FOLDER} holds no such test`);
if (files.length === 0 || !runs.every(isSound)) process.exitCode = 1;
const sum = (pick: (run: FileRun) => number) => runs.reduce((total, run) => total + pick(run), 0);
console.log(`${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed`);
