import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { boundaryFaults, FILES, TABLE } from './boundaries.ts';
import { sourcesOf } from './sources-of.ts';

const boundaries = suite('the boundaries');

boundaries('every source imports only what its folder may know, and only the command line touches the process', () => {
  const files = [...sourcesOf('src')];

  const faults = files.flatMap(([file, text]) => boundaryFaults(file, text).map(says => `${file} ${says}`));

  assert.equal(faults, []);
});

boundaries('every file with a right of its own exists', () => {
  const files = sourcesOf('src');

  assert.equal(
    Object.keys(FILES).filter(file => !files.has(file)),
    [],
  );
});

boundaries('no two folders know each other', () => {
  const pairs = Object.keys(TABLE).flatMap(one =>
    (TABLE[one] ?? []).flatMap(path => {
      const [other = ''] = path.split('/');
      return TABLE[other]?.some(back => back.startsWith(`${one}/`)) ? [`${one} and ${other}`] : [];
    }),
  );

  assert.equal(pairs, []);
});

const DOC = '/** What it is for. */\n';

const WRONG: readonly (readonly [file: string, code: string, faults: readonly string[]])[] = [
  ['src/wiring/a.ts', "import { suite } from '../model/fact.ts';\nimport { b } from './b.ts';", []],
  ['src/model/a.ts', "import { b } from '../estate/estate.ts';", ['may not import estate/estate.ts']],
  ['src/model/a.ts', "import type { B } from '../estate/estate.ts';", ['may not import estate/estate.ts']],
  ['src/model/a.ts', "const b = await import('../estate/estate.ts');", ['may not import estate/estate.ts']],
  ['src/model/a.ts', "export * from '../estate/estate.ts';", ['may not import estate/estate.ts']],
  ['src/model/a.ts', "import '../estate/estate.ts';", ['may not import estate/estate.ts']],
  ['src/model/a.ts', "import {\n  b,\n} from '../estate/estate.ts';", ['may not import estate/estate.ts']],
  ['src/model/a.ts', "type B = import('../estate/estate.ts').B;", ['may not import estate/estate.ts']],
  ['src/model/a.ts', "import fs from 'node:fs';", ['may not import node:fs']],
  ['src/access/a.ts', "import { b } from '../estate/snapshot.ts';", ['may not import estate/snapshot.ts']],
  ['src/wiring/a.ts', "import type { B } from '../sources/cyclecloud/b.ts';", []],
  ['src/wiring/a.ts', "import { b } from '../sources/cyclecloud/b.ts';", ['may not import sources/cyclecloud/b.ts']],
  [
    'src/wiring/a.ts',
    "import { type B, b } from '../sources/cyclecloud/b.ts';",
    ['may not import sources/cyclecloud/b.ts'],
  ],
  ['src/wiring/a.ts', "import type { B } from '../sources/yaml.ts';", ['may not import sources/yaml.ts']],
  ['src/rules/load.ts', "import { b } from '@marcbachmann/cel-js';", ['may not import @marcbachmann/cel-js']],
  ['src/rules/language.ts', "import { b } from '@marcbachmann/cel-js';", []],
  ['src/cli/a.ts', "import { b } from '@azure/identity';", ['may not import @azure/identity']],
  ['src/cli/a.ts', "import { b } from '../../test/a.ts';", ['may not import ../test/a.ts']],
  ['src/cli/a.ts', 'const b = await import(name);', ['imports what cannot be read from its text']],
  ['src/cli/a.ts', 'console.log(process.argv, new Date());', []],
  ['src/report/a.ts', 'console.log(1);', ['prints']],
  ['src/report/a.ts', 'process.exitCode = 1;', ['reads or ends the process']],
  ['src/report/a.ts', 'const at = new Date();', ['reads the clock']],
  ['src/report/a.ts', 'const at = Date.now();', ['reads the clock']],
  ['src/report/a.ts', "// console.log(1)\nconst at = new Date('2026-11-01');\nconst b = ip.process(c);", []],
  ['src/nowhere/a.ts', '', ['stands in src/nowhere, a folder that the import table does not know']],
];

for (const [file, code, faults] of WRONG) {
  boundaries(`${file} with ${JSON.stringify(code)} ${faults.join(' and ') || 'is right'}`, () => {
    assert.equal(boundaryFaults(file, DOC + code), faults);
  });
}

boundaries('a source says in its first line what it is for, after a shebang', () => {
  const says = (text: string) => boundaryFaults('src/cli/a.ts', text);

  assert.equal(
    [says(DOC), says(`#!/usr/bin/env node\n${DOC}`), says('const a = 1;\n')],
    [[], [], ['does not say in its first line what it is for']],
  );
});

boundaries.run();
