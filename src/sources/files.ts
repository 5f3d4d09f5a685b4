/** Reads the files that people keep. */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A file as problems name it, and its text. */
export type TextFile = { readonly file: string; readonly text: string };

/** A file or folder that cannot be read. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** Nobody writes a config or a rule of this size; larger is a mistake, such as a snapshot in its place. */
const LARGEST = 4 * 1024 * 1024;

/** Reads a text of at most `largest` bytes. `name` stands for it in messages. */
export async function readText(path: string, name = path, largest = LARGEST): Promise<TextFile> {
  const bytes = await readFile(path).catch(error => {
    throw unreadable(name, error);
  });
  if (bytes.length > largest) {
    throw new Unreadable(
      `${name} has ${bytes.length} bytes, where at most ${largest} are expected; is it the right file?`,
    );
  }
  try {
    return { file: name, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    throw new Unreadable(`${name} is not UTF-8 text; is it the right file?`, { cause: error });
  }
}

/** Reads every `.yaml` file below a folder, sorted by name; `fixtures` folders are left aside. */
export async function readYamlFolder(folder: string, name = folder): Promise<TextFile[]> {
  const entries = await readdir(folder, { recursive: true }).catch(error => {
    throw unreadable(name, error);
  });
  const files = entries
    .map(entry => entry.replaceAll('\\', '/'))
    .filter(entry => entry.endsWith('.yaml') && !entry.split('/').includes('fixtures'))
    .sort();
  return Promise.all(files.map(file => readText(join(folder, file), join(name, file))));
}

function unreadable(name: string, error: NodeJS.ErrnoException): Unreadable {
  const why: { readonly [code: string]: string } = {
    ENOENT: 'does not exist',
    EACCES: 'may not be read by this user',
    EISDIR: 'is a folder, where a file is expected',
    ENOTDIR: 'is a file, where a folder is expected',
  };
  return new Unreadable(`${name} ${why[error.code ?? ''] ?? `cannot be read (${error.message})`}`, { cause: error });
}
