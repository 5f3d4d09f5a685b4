/** Reads back a result that `--report json` has written. */

import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { lines } from '../estate/lines.ts';
import type { Json } from '../model/estate.ts';
import type { Result } from '../model/finding.ts';
import { type Document, FORMAT, fromJson, VERSION } from '../report/from-json.ts';
import { Failure } from './failure.ts';
import { resultCheck } from './result-schema.ts';

/** A file that is wrong throughout would else fill the screen. */
const MOST_FAULTS = 5;

/** Throws a `Failure` where there is no such file, or where it holds something else. */
export async function readResult(path: string): Promise<Result> {
  return resultIn(await reading(path, () => readFile(path, 'utf8')), path);
}

/** Reads back what failed, without the rest and the wiring. Throws as `readResult` does. */
export async function readFailures(path: string): Promise<Result> {
  const { findings, ...rest } = await resultIn(await reading(path, () => withoutQuiet(path)), path);
  return { ...rest, findings: findings.filter(({ verdict }) => verdict === 'fail'), wiring: [] };
}

async function resultIn(text: string, path: string): Promise<Result> {
  const value = parsed(text, path);
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

/**
 * The text of a result without what did not fail: most of a large one, which would fill the memory. `json` writes an item of
 * a list a line; what was laid out otherwise since is left as it is.
 */
async function withoutQuiet(path: string): Promise<string> {
  const text: string[] = [];
  const failures: string[] = [];
  let isInResults = false;
  for await (const { text: line } of lines(createReadStream(path))) {
    if (!isInResults) {
      isInResults = line.endsWith('"results":[');
      text.push(line);
    } else if (line.startsWith('{"rule":"') && /\},?$/.test(line)) {
      // Within a string its quotes would be escaped.
      if (line.includes(',"verdict":"fail",')) failures.push(line.replace(/,$/, ''));
    } else {
      isInResults = false;
      text.push(failures.join(',\n'), line);
    }
  }
  return text.join('\n');
}

async function reading(path: string, read: () => Promise<string>): Promise<string> {
  try {
    return await read();
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
