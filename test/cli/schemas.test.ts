/** The schemas that editors read. */

import { readFile } from 'node:fs/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { SCHEMAS } from '../../build/schemas.ts';

const schemas = suite('schemas');

for (const [name, schema] of Object.entries(SCHEMAS)) {
  schemas(`${name} is what the program checks by; npm run schemas writes it`, async () => {
    const shipped = await readFile(new URL(`../../schemas/${name}`, import.meta.url), 'utf8');

    assert.equal(JSON.parse(shipped), JSON.parse(JSON.stringify(schema)));
  });
}

schemas.run();
