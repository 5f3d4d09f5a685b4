import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readText, readYamlFolder } from '../../src/sources/files.ts';

const files = suite<{ folder: string }>('files that people keep');

files.before(async context => {
  context.folder = await mkdtemp(join(tmpdir(), 'midrift-files-'));
  await mkdir(join(context.folder, 'more', 'fixtures'), { recursive: true });
  await writeFile(join(context.folder, 'b.yaml'), 'b');
  await writeFile(join(context.folder, 'more', 'a.yaml'), 'a');
  await writeFile(join(context.folder, 'more', 'a.yml'), 'not read');
  await writeFile(join(context.folder, 'more', 'fixtures', 'a.yaml'), 'not read');
  await writeFile(join(context.folder, 'bytes'), new Uint8Array([0xff, 0xfe, 0]));
  await writeFile(join(context.folder, 'large'), ' '.repeat(4 * 1024 * 1024 + 1));
});

files.after(context => rm(context.folder, { recursive: true }));

files('every .yaml below a folder is read, sorted, under the name that was given', async ({ folder }) => {
  assert.equal(await readYamlFolder(folder, 'rules'), [
    { file: 'rules/b.yaml', text: 'b' },
    { file: 'rules/more/a.yaml', text: 'a' },
  ]);
});

/** What is read, and what is said of it. */
const UNREADABLE: readonly (readonly [name: string, says: string])[] = [
  ['nothing', 'x.yaml does not exist'],
  ['more', 'x.yaml is a folder, where a file is expected'],
  ['b.yaml/c', 'x.yaml is a file, where a folder is expected'],
  ['bytes', 'x.yaml is not UTF-8 text; is it the right file?'],
  ['large', 'x.yaml has 4194305 bytes, where at most 4194304 are expected; is it the right file?'],
];

for (const [name, says] of UNREADABLE) {
  files(`of ${name} it is said that ${says}`, async ({ folder }) => {
    const error: Error = await readText(join(folder, name), 'x.yaml').then(
      () => new Error('it was read'),
      thrown => thrown,
    );

    assert.equal([error.name, error.message], ['Unreadable', says]);
  });
}

files('a folder that is none is said to be none', async ({ folder }) => {
  const error: Error = await readYamlFolder(join(folder, 'b.yaml'), 'rules').then(
    () => new Error('it was read'),
    thrown => thrown,
  );

  assert.equal([error.name, error.message], ['Unreadable', 'rules is a file, where a folder is expected']);
});

files.run();
