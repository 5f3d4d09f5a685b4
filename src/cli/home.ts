/** The files that midrift brings. Kept beside the other modules of the command line: the build joins them into one folder. */

import { fileURLToPath } from 'node:url';

const HOME = new URL('../../', import.meta.url);

/** The path of a file of the package. */
export function packageFile(path: string): string {
  return fileURLToPath(new URL(path, HOME));
}

/** What the build writes beside the code; from source there is none. */
export const PREPARED_RULES = fileURLToPath(new URL('../rules.json', import.meta.url));
