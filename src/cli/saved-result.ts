/** Reads back a result that `--report json` has written. */

import { readFile } from 'node:fs/promises';
import type { Json } from '../model/estate.ts';
import type { Result } from '../model/finding.ts';
import { type Document, FORMAT, fromJson, VERSION } from '../report/from-json.ts';
import { Failure } from './failure.ts';
import { resultCheck } from './result-schema.ts';

/** A file that is wrong throughout would else fill the screen. */
const MOST_FAULTS = 5;

/** Throws a `Failure` where there is no such file, or where it holds something else. */
export async function readResult(path: string): Promise<Result> {
  const value = parsed(await textOf(path), path);
  const { format, version } = (typeof value === 'object' && value !== null ? value : {}) as Partial<Document>;
  if (format !== FORMAT) throw new Failure(`${path} is no result of midrift; expected what --report json writes`);
  if (version !== VERSION) {
    throw new Failure(
      `${path} is a result of version ${version}, where this midrift reads version ${VERSION}; write it again with this one`,
    );
  }
  const check = await resultCheck();
  const faults = check(value);
  if (faults.length > 0) {
    const more = faults.length > MOST_FAULTS ? [`${path}: and ${faults.length - MOST_FAULTS} more faults`] : [];
    throw new Failure([...faults.slice(0, MOST_FAULTS).map(says => `${path}: ${says}`), ...more].join('\n'));
  }
  return fromJson(value as unknown as Document);
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Failure(`${path} ${UNREADABLE[code ?? ''] ?? `cannot be read (${message})`}`);
  }
}

const UNREADABLE: { readonly [code: string]: string } = {
  ENOENT: 'does not exist; expected a result that --report json has written',
  EACCES: 'may not be read by this user',
  EISDIR: 'is a folder, where a result that --report json has written is expected',
};

function parsed(text: string, path: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new Failure(`${path} is not JSON, or was cut off; expected what --report json writes`);
  }
}
