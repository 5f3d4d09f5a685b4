/** Reads an estate from a snapshot file and writes it into one. */

import { createReadStream } from 'node:fs';
import { type Json, type Row, type SnapshotHeader, TABLES } from '../model/estate.ts';
import { prop } from '../model/json.ts';
import { foldId } from '../model/resource-id.ts';
import type { Estate } from './estate.ts';
import { union } from './header.ts';
import { lines, NotLines } from './lines.ts';
import { SnapshotProblem } from './problem.ts';
import { redact } from './redact.ts';
import { Shards } from './shards.ts';

/**
 * Reads a snapshot, gzipped or not, line by line. `source` is a path or a stream of bytes; `name` stands for it in
 * messages. Throws a `SnapshotProblem` for whatever is wrong with it.
 */
export async function readSnapshot(source: string | AsyncIterable<Uint8Array>, name: string): Promise<Estate> {
  const bytes = typeof source === 'string' ? createReadStream(source, { highWaterMark: 1 << 18 }) : source;
  const shards = new Shards();
  let read = 0;
  try {
    for await (const line of lines(bytes)) {
      try {
        shards.take(line);
      } catch (error) {
        throw new SnapshotProblem(name, line.number, (error as Error).message, { cause: error });
      }
      read = line.number;
    }
  } catch (error) {
    throw error instanceof SnapshotProblem
      ? error
      : new SnapshotProblem(name, undefined, unreadable(error, read), { cause: error });
  }
  if (shards.estate !== undefined) return shards.estate;
  throw new SnapshotProblem(name, undefined, 'it is empty; expected a snapshot, as `midrift snapshot` writes it');
}

/** Why the bytes could not be read, in words. */
function unreadable(error: unknown, read: number): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (error instanceof NotLines)
    return `after line ${read}, ${message}; expected a snapshot, as \`midrift snapshot\` writes it`;
  if (code === 'Z_BUF_ERROR') {
    return `the gzip data ends too early, after line ${read}; copy the file again or take the snapshot again`;
  }
  if (code.startsWith('Z_')) return `the gzip data is damaged after line ${read} (${message}); copy the file again`;
  if (code === 'ENOENT') return 'there is no such file; `midrift snapshot` takes one';
  return code === 'EISDIR' ? 'this is a folder; expected a snapshot file' : `it cannot be read: ${message}`;
}

/**
 * Writes a snapshot, gzipped where the file's name ends in `.gz`, without secrets. Equal estates give equal bytes,
 * whatever the order of their rows and keys. The file is replaced at once or not at all; throws a `SnapshotProblem`.
 */
export async function writeSnapshot(estate: Estate, file: string): Promise<void> {
  try {
    const [{ replaceFile }, { createGzip }] = await Promise.all([import('./replace-file.ts'), import('node:zlib')]);
    await replaceFile(file, snapshotLines(estate), { through: /\.gz$/i.test(file) ? [createGzip()] : [] });
  } catch (error) {
    throw new SnapshotProblem(file, undefined, unwritable(error), { cause: error });
  }
}

function unwritable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'it cannot be written: its folder does not exist; make the folder first';
  return code === 'EISDIR'
    ? 'it cannot be written: there is a folder of this name'
    : `it cannot be written: ${message}`;
}

function* snapshotLines(estate: Estate): Generator<string> {
  const { format, version, takenAt, cloud, scope } = estate.header;
  const header: SnapshotHeader = {
    format,
    version,
    takenAt,
    cloud,
    scope: {
      ...(scope.managementGroups && { managementGroups: union(scope.managementGroups) }),
      ...(scope.subscriptions && { subscriptions: union(scope.subscriptions) }),
    },
    coverage: estate.coverage.map(({ source, scope, status, because }) => ({
      source,
      scope,
      status,
      ...(because !== undefined && { because }),
    })),
  };
  yield `${JSON.stringify(header)}\n`;
  for (const table of TABLES) {
    const rows = [...estate.rows(table)].map(row => [foldId(String(prop(row, 'id'))), row] as const);
    for (const [, row] of rows.sort(([a], [b]) => (a < b ? -1 : 1))) {
      yield `{"table":"${table}","row":${JSON.stringify(sorted(redact(row)))}}\n`;
    }
  }
}

/** The value with its keys in order. `Object.fromEntries` keeps even a key called `__proto__`. */
function sorted(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value as Row).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
