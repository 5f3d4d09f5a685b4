/** Keeps the sums of every run in a folder, one line each, for the trend that reports show. */

import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from '../model/estate.ts';
import type { HistoryEntry } from '../model/history.ts';
import { Failure } from './failure.ts';
import { resultCheck } from './result-schema.ts';

const FILE = 'history.ndjson';

/** As many runs as a small plot can show. */
const MOST_SHOWN = 30;

/** Throws a `Failure` that names each broken line; the file stays as it is. None where there is no file yet. */
export async function readHistory(folder: string): Promise<HistoryEntry[]> {
  const file = join(folder, FILE);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw new Failure(`--history ${folder}: ${file} cannot be read (${error.code}); name a folder`);
  });
  const lines = text.split('\n').map((line, index) => ({ line, place: `${file}:${index + 1}:1` }));
  const check = await resultCheck('historyEntry');
  const read = lines.filter(({ line }) => line.trim() !== '').map(({ line, place }) => parsed(line, place, check));
  const faults = read.filter(entry => typeof entry === 'string');
  if (faults.length > 0) throw new Failure(faults.join('\n'));
  return read.filter(entry => typeof entry !== 'string');
}

/** The entry, or what is wrong with its line. */
function parsed(line: string, place: string, check: (value: Json) => string[]): HistoryEntry | string {
  const mend = 'mend or remove this line; the other runs are not touched';
  try {
    const value = JSON.parse(line) as Json;
    const [fault] = check(value);
    return fault === undefined ? (value as unknown as HistoryEntry) : `${place}: ${fault}; ${mend}`;
  } catch {
    return `${place}: not JSON, or cut off; ${mend}`;
  }
}

/** The last runs with this one, oldest first. */
export function shownHistory(before: readonly HistoryEntry[], entry: HistoryEntry): HistoryEntry[] {
  return [...before, entry]
    .sort((a, b) => (a.takenAt < b.takenAt ? -1 : a.takenAt > b.takenAt ? 1 : 0))
    .slice(-MOST_SHOWN);
}

/** Adds a line at the end, and waits until the disk has it: a run that is interrupted loses no earlier one. */
export async function appendHistory(folder: string, entry: HistoryEntry): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    const file = await open(join(folder, FILE), 'a+');
    try {
      const { size } = await file.stat();
      const { buffer } = await file.read(Buffer.alloc(1), 0, 1, Math.max(size - 1, 0));
      const start = size === 0 || buffer.toString() === '\n' ? '' : '\n';
      await file.appendFile(`${start}${JSON.stringify(entry)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new Failure(`--history ${folder} could not be written: ${(error as Error).message}`);
  }
}
