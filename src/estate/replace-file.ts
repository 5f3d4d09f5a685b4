/** Writes a file so that a reader sees the old one or the new one, never half of it. */

import { randomUUID } from 'node:crypto';
import { closeSync, createWriteStream, fsyncSync, openSync, writeFileSync } from 'node:fs';
import { realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export type ReplaceOptions = {
  /** What the text goes through on its way. */
  readonly through?: readonly Transform[];
  /** Whether to wait until the disk has it, as for what cannot be made again. */
  readonly flush?: boolean;
};

/**
 * Writes the chunks to a temporary file in the same folder and renames it. A link is followed, the mode of a replaced
 * file is kept, and a pipe or device (`/dev/stdout`) is written to directly, as a rename would replace it.
 */
export async function replaceFile(
  file: string,
  chunks: Iterable<string>,
  { through = [], flush = true }: ReplaceOptions = {},
): Promise<void> {
  const target = await realpath(file).catch(() => file);
  const old = await stat(target).catch(() => undefined);
  const source = gathered(chunks);
  if (old !== undefined && !old.isFile() && !old.isDirectory()) {
    await pipeline([Readable.from(source), ...through, createWriteStream(target)]);
    return;
  }
  const temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
  try {
    const how = { flags: 'wx', flush, mode: old === undefined ? NEW_MODE : old.mode & 0o777 };
    if (through.length === 0) writeNow(temporary, source, how);
    else await pipeline([Readable.from(source), ...through, createWriteStream(temporary, how)]);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** What the process's mask leaves of it is the mode of a new file. */
const NEW_MODE = 0o666;

type How = { readonly flags: string; readonly flush: boolean; readonly mode: number };

/** Writes all chunks in one go: the turns of a stream would take longer than making the text. */
function writeNow(file: string, chunks: Iterable<string>, { flags, flush, mode }: How): void {
  const descriptor = openSync(file, flags, mode);
  try {
    for (const text of chunks) writeFileSync(descriptor, text);
    if (flush) fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** One write per line would take most of the time. */
const WRITE_LENGTH = 1 << 16;

/** The same text in fewer chunks. */
function* gathered(chunks: Iterable<string>): Generator<string> {
  let text = '';
  for (const chunk of chunks) {
    text += chunk;
    if (text.length < WRITE_LENGTH) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}
