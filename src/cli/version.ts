/** The version of midrift, from its package. */

import { readFileSync } from 'node:fs';
import { packageFile } from './home.ts';

const { version } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as {
  version: string;
};

export const VERSION: string = version;
