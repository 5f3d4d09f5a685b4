/** Reads the project's own TypeScript files. */

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const HOME = fileURLToPath(new URL('../../', import.meta.url));

/** Every TypeScript file below a folder of the project, by its path from the project's root. */
export function sourcesOf(folder: string): Map<string, string> {
  const names = readdirSync(`${HOME}${folder}`, { recursive: true, encoding: 'utf8' })
    .map(name => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter(name => name.endsWith('.ts'))
    .sort();
  return new Map(names.map(name => [name, readFileSync(`${HOME}${name}`, 'utf8')]));
}
