/** Writes the JSON Schemas that editors read, from the schemas that the program checks by. Run: npm run schemas */

import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { CONFIG_SCHEMA } from '../src/cli/config-schema.ts';
import { WAIVERS_SCHEMA } from '../src/cli/waivers-schema.ts';
import { REQUIREMENTS_SCHEMA, RULE_SCHEMA } from '../src/rules/schema.ts';
import { LOCK_SCHEMA } from '../src/sources/lock/schema.ts';

/** By the name of their file in `schemas/`. */
export const SCHEMAS = {
  'config.schema.json': CONFIG_SCHEMA,
  'lock.schema.json': LOCK_SCHEMA,
  'requirements.schema.json': REQUIREMENTS_SCHEMA,
  'rule.schema.json': RULE_SCHEMA,
  'waivers.schema.json': WAIVERS_SCHEMA,
} as const;

if (import.meta.main) {
  const home = fileURLToPath(new URL('../', import.meta.url));
  const files = await Promise.all(
    Object.entries(SCHEMAS).map(async ([name, schema]) => {
      const file = `${home}schemas/${name}`;
      await writeFile(file, `${JSON.stringify(schema)}\n`);
      return file;
    }),
  );
  const formatter = `${home}node_modules/@biomejs/biome/bin/biome`;
  execFileSync(process.execPath, [formatter, 'format', '--write', ...files], { cwd: home, stdio: 'inherit' });
}
