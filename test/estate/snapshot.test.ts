/** Snapshots survive the way to disk and back, and damaged ones say what is wrong with them. */

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Estate } from '../../src/estate/estate.ts';
import { SnapshotProblem } from '../../src/estate/problem.ts';
import { readSnapshot, writeSnapshot } from '../../src/estate/snapshot.ts';
import { type Coverage, type Row, TABLES, type Table } from '../../src/model/estate.ts';

const snapshot = suite('snapshot');

let folder = '';
snapshot.before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'midrift-'));
});
snapshot.after(() => rm(folder, { recursive: true }));

const HEADER = {
  format: 'midrift-snapshot',
  version: 1,
  takenAt: '2026-10-02T08:00:00.000Z',
  cloud: 'AzureCloud',
  scope: { subscriptions: ['b', 'a'] },
  coverage: [{ source: 'resources', scope: '/subscriptions/a', status: 'complete' }],
} as const;
const header = (changes: object = {}): string => JSON.stringify({ ...HEADER, ...changes });
const row = (id: string, table = 'resources', more: object = {}): string =>
  JSON.stringify({ table, row: { id, ...more } });

async function* bytes(...chunks: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}

type Entry = readonly [Table, Row];

function estateOf(entries: readonly Entry[], coverage: readonly Coverage[] = HEADER.coverage): Estate {
  const { coverage: _, ...heading } = HEADER;
  const estate = new Estate(heading);
  for (const [table, of] of entries) estate.add(table, of);
  for (const statement of coverage) estate.cover(statement);
  return estate;
}

const rowsOf = (estate: Estate): unknown => TABLES.flatMap(table => [...estate.rows(table)].map(row => [table, row]));

async function written(estate: Estate, name = 'estate.ndjson'): Promise<string> {
  await writeSnapshot(estate, join(folder, name));
  return readFile(join(folder, name), 'utf8');
}

const entry: fc.Arbitrary<Entry> = fc.tuple(
  fc.constantFrom(...TABLES),
  fc
    .tuple(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' }), { noNullPrototype: true }),
    )
    .map(([id, more]) => ({ ...more, id }) as Row),
);
const unique = {
  selector: ([table, row]: Entry) =>
    `${table} ${String(row.id)
      .toLowerCase()
      .replace(/^\/+|\/+$/g, '')}`,
};
const coverage = fc.uniqueArray(
  fc.record<Coverage>(
    {
      source: fc.constantFrom(...TABLES),
      scope: fc.constantFrom('/', '/subscriptions/a', '/subscriptions/B'),
      status: fc.constantFrom('complete', 'partial', 'denied', 'unasked'),
      because: fc.string({ unit: 'binary' }),
    },
    { requiredKeys: ['source', 'scope', 'status'] },
  ),
  { selector: ({ source, scope }) => `${source} ${scope}` },
);

function reversed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}

snapshot('writing, reading and writing again gives the same bytes', () =>
  fc.assert(
    fc.asyncProperty(fc.uniqueArray(entry, unique), coverage, async (entries, statements) => {
      const first = await written(estateOf(entries, statements));

      assert.is(await written(await readSnapshot(join(folder, 'estate.ndjson'), 'estate')), first);
    }),
    { numRuns: 200 },
  ),
);

snapshot('the order of rows, keys and coverage does not matter', () =>
  fc.assert(
    fc.asyncProperty(fc.uniqueArray(entry, unique), coverage, async (entries, statements) => {
      const turned = entries.map(([table, row]) => [table, reversed(row) as Row] as const).reverse();

      assert.is(
        await written(estateOf(turned, [...statements].reverse())),
        await written(estateOf(entries, statements)),
      );
    }),
    { numRuns: 100 },
  ),
);

snapshot('a file begins with its header and goes on by table and folded id', async () => {
  const estate = estateOf([
    ['graph/memberships', { id: 'p', value: [] }],
    ['resources', { type: 't', id: '/B' }],
    ['resources', { id: '/a', properties: { z: 1, password: 'x', a: '\u2028\n' } }],
  ]);

  assert.is(
    await written(estate),
    [
      '{"format":"midrift-snapshot","version":1,"takenAt":"2026-10-02T08:00:00.000Z","cloud":"AzureCloud","scope":{"subscriptions":["a","b"]},"coverage":[{"source":"resources","scope":"/subscriptions/a","status":"complete"}]}',
      '{"table":"resources","row":{"id":"/a","properties":{"a":"\u2028\\n","z":1}}}',
      '{"table":"resources","row":{"id":"/B","type":"t"}}',
      '{"table":"graph/memberships","row":{"id":"p","value":[]}}',
      '',
    ].join('\n'),
  );
});

snapshot('a name that ends in .gz is gzipped, and is read by its content under any name', async () => {
  const estate = estateOf([['resources', { id: '/a' }]]);
  await writeSnapshot(estate, join(folder, 'a.gz'));
  const zipped = await readFile(join(folder, 'a.gz'));

  assert.equal(
    [
      zipped.subarray(0, 2).toString('hex'),
      rowsOf(await readSnapshot(bytes(zipped.subarray(0, 1), zipped.subarray(1)), 'x')),
    ],
    ['1f8b', [['resources', { id: '/a' }]]],
  );
});

snapshot('nothing but the snapshot is left in its folder, and one that cannot be written leaves nothing', async () => {
  const inside = await mkdtemp(join(folder, 'inside-'));
  await writeSnapshot(estateOf([]), join(inside, 'a.ndjson'));
  await writeSnapshot(estateOf([]), inside).catch(() => {});

  assert.equal(
    [await readdir(inside), (await readdir(folder)).filter(name => name.endsWith('.tmp'))],
    [['a.ndjson'], []],
  );
});

snapshot(
  'lines may be cut anywhere, end in CRLF, be blank, follow a byte order mark, or lack their last end',
  async () => {
    const text = Buffer.from(`\ufeff${header()}\r\n\r\n${row('/é😀')}\n${row('/b')}`);
    const single = [...text].map(byte => Uint8Array.of(byte));

    assert.equal(rowsOf(await readSnapshot(bytes(...single), 'x')), [
      ['resources', { id: '/é😀' }],
      ['resources', { id: '/b' }],
    ]);
  },
);

snapshot(
  'shards in one file are one snapshot: the earliest time, all scopes, and the best of what each one read',
  async () => {
    const one = header({ takenAt: '2026-10-02T09:00:00Z', scope: { subscriptions: ['b'] } });
    const two = header({
      scope: { subscriptions: ['a'], managementGroups: ['m'] },
      coverage: [
        { source: 'resources', scope: '/Subscriptions/a', status: 'denied', because: 'HTTP 403' },
        { source: 'resources', scope: '/subscriptions/b', status: 'partial', because: 'cut' },
      ],
    });
    const lines = [one, row('/1'), two, row('/2'), row('/1', 'resources', { newer: true }), ''];
    const estate = await readSnapshot(
      bytes(gzipSync(lines.slice(0, 2).join('\n')), gzipSync(`\n${lines.slice(2).join('\n')}`)),
      'x',
    );

    assert.equal(
      [estate.header.takenAt, estate.header.scope, estate.coverage, rowsOf(estate)],
      [
        '2026-10-02T08:00:00.000Z',
        { managementGroups: ['m'], subscriptions: ['a', 'b'] },
        [
          { source: 'resources', scope: '/subscriptions/a', status: 'complete' },
          { source: 'resources', scope: '/subscriptions/b', status: 'partial', because: 'cut' },
        ],
        [
          ['resources', { id: '/1', newer: true }],
          ['resources', { id: '/2' }],
        ],
      ],
    );
  },
);

snapshot('a shard that asked for everything makes the file ask for everything', async () => {
  const estate = await readSnapshot(bytes(`${header()}\n${header({ scope: {} })}\n`), 'x');

  assert.equal(estate.header.scope, {});
});

const zipped = gzipSync(`${header()}\n${Array.from({ length: 5000 }, (_, n) => row(`/${n * n}`)).join('\n')}\n`);
const damaged = Buffer.from(zipped);
damaged.fill(0xff, zipped.length >> 1, (zipped.length >> 1) + 40);

const problems: readonly (readonly [string, readonly (string | Uint8Array)[], RegExp])[] = [
  ['an empty file', [], /^x: it is empty; expected a snapshot/],
  ['a file of blank lines', ['\n\n'], /^x: it is empty/],
  ['something else', ['<html>\n</html>\n'], /^x:1: this is not a snapshot; expected the header/],
  ['another JSON file', ['[]\n'], /^x:1: this is not a snapshot/],
  [
    'a result',
    ['{"format":"midrift-result"}'],
    /^x:1: this is "midrift-result", not a snapshot; expected "format":"midrift-snapshot"$/,
  ],
  ['a file without a header', [`${row('/a')}\n`], /^x:1: the header is missing/],
  [
    'another version',
    [header({ version: 2 })],
    /^x:1: snapshot version 2 is not supported; this midrift reads version 1/,
  ],
  ['no time', [header({ takenAt: 'today' })], /^x:1: "takenAt" of the header is "today"; expected a time/],
  ['no cloud', [header({ cloud: null })], /^x:1: "cloud" of the header is null; expected a name/],
  ['no coverage', [header({ coverage: undefined })], /^x:1: "coverage" of the header is nothing; expected a list/],
  [
    'a scope that is no list',
    [header({ scope: { subscriptions: 'a' } })],
    /^x:1: "scope" of the header holds "a"; expected a list/,
  ],
  [
    'a status nobody knows',
    [header({ coverage: [{ source: 'resources', scope: '/', status: 'ok' }] })],
    /a status of unasked/,
  ],
  [
    'coverage of an unknown table',
    [header({ coverage: [{ source: 'resource', scope: '/', status: 'denied' }] })],
    /did you mean "resources"/,
  ],
  ['a line that is not JSON', [`${header()}\n${row('/a')}\nnonsense\n${row('/b')}\n`], /^x:3: this line is not JSON/],
  ['a line that is no object', [`${header()}\n7\n`], /^x:2: this line is no object/],
  [
    'a cut last line',
    [`${header()}\n${row('/a').slice(0, -3)}`],
    /^x:2: the last line is cut off; copy the file again/,
  ],
  [
    'a misspelt table',
    [`${header()}\n${row('/a', 'Resource')}\n`],
    /^x:2: unknown table "Resource"; did you mean "resources"\?$/,
  ],
  [
    'an unknown table',
    [`${header()}\n${row('/a', '\u001b[31m\u202e')}\n`],
    /^x:2: unknown table "\\u001b\[31m\?"; expected one of resources, /,
  ],
  [
    'a row that is no object',
    [`${header()}\n{"table":"resources","row":[1]}\n`],
    /^x:2: "row" is \[1\]; expected an object$/,
  ],
  [
    'a row without id',
    [`${header()}\n{"table":"resources","row":{"id":7}}\n`],
    /^x:2: this row of resources has no "id"/,
  ],
  [
    'another cloud',
    [`${header()}\n${header({ cloud: 'AzureChinaCloud' })}\n`],
    /^x:2: this part is of the cloud "AzureChinaCloud", the file began with "AzureCloud"/,
  ],
  ['another version in a later part', [`${header()}\n${header({ version: 3 })}\n`], /^x:2: snapshot version 3/],
  ['bytes that are not UTF-8', [Uint8Array.of(0xff, 0xfe, 0x7b, 0)], /^x: after line 0, it is not UTF-8 text/],
  [
    'a cut gzip',
    [zipped.subarray(0, zipped.length - 20)],
    /^x: the gzip data ends too early, after line \d+; copy the file again/,
  ],
  ['a damaged gzip', [damaged], /^x(: the gzip data is damaged|:\d+: )/],
  ['a gzip with other things behind it', [zipped, '{"table":'], /^x: the gzip data is damaged after line/],
];

for (const [what, chunks, says] of problems) {
  snapshot(`${what} is a problem that says so`, async () => {
    const problem = await readSnapshot(bytes(...chunks), 'x').catch(error => error);

    assert.match(problem instanceof SnapshotProblem ? problem.message : `no problem: ${problem}`, says);
  });
}

snapshot('files that cannot be opened or written are problems', async () => {
  const file = join(folder, 'none', 'a');
  const failures = await Promise.all([
    readSnapshot(file, 'a').catch(String),
    readSnapshot(folder, 'b').catch(String),
    writeSnapshot(estateOf([]), file).catch(error => String(error).replace(folder, '')),
  ]);

  assert.equal(failures, [
    'SnapshotProblem: a: there is no such file; `midrift snapshot` takes one',
    'SnapshotProblem: b: this is a folder; expected a snapshot file',
    'SnapshotProblem: /none/a: it cannot be written: its folder does not exist; make the folder first',
  ]);
});

snapshot('a file is replaced at once: whoever reads it sees the old one or the new one', async () => {
  const file = join(folder, 'kept.ndjson');
  await writeFile(file, 'old');
  const broken = estateOf([['resources', { id: '/a', bad: 1n as unknown as number }]]);
  await writeSnapshot(broken, file).catch(() => {});

  assert.is(await readFile(file, 'utf8'), 'old');
});

snapshot.run();
