/** Compares what a user sees with a file, whole. */

import { readFile, writeFile } from 'node:fs/promises';
import * as assert from 'uvu/assert';

/** With `UPDATE=1` the file is written instead, for the change to be reviewed. */
export async function matchesFile(text: string, name: string): Promise<void> {
  const file = new URL(name, import.meta.url);
  if (process.env.UPDATE === '1') await writeFile(file, text);
  assert.is(text, await readFile(file, 'utf8'));
}
