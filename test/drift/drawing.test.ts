/** Systems as they were approved and as they are, in one drawing. */

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compareWiring } from '../../src/cli/drift.ts';
import { driftWiring } from '../../src/drift/drawing/drawing.ts';
import type { Coverage } from '../../src/model/estate.ts';
import { approvalOf } from '../../src/wiring/approval/approval.ts';
import { ROWS, type TableRow } from '../wiring/demo.ts';
import { CHANGES, DENIAL, NORTH } from './changes.ts';
import { edited, estateOf, LOCKED, wiredOf } from './demo.ts';

const drawing = suite('the drawing of a change');

/** The parts that are not the same on both sides, by system: what became of them, and the changes that they show. */
function partsOf(rows: readonly TableRow[], coverage: readonly Coverage[] = []): string[] {
  const estate = estateOf(rows, coverage);
  const { subjects } = wiredOf(estate);
  const comparison = compareWiring(LOCKED.lock, subjects, estate);
  return driftWiring(LOCKED.lock, approvalOf(subjects, estate), comparison).flatMap(({ name, nodes, links }) => {
    const names = new Map(nodes.map(node => [node.id, node.name]));
    const say = (is: string, what: string, changes: readonly number[]) =>
      is === 'same' ? [] : [`${is} ${what}${changes.length === 0 ? '' : ` (${changes.join(', ')})`}`];
    return [
      `${name}:`,
      ...nodes.flatMap(({ is, name: called, changes }) => say(is, called, changes)),
      ...links.flatMap(({ is, from, to, changes }) => say(is, `${names.get(from)} → ${names.get(to)}`, changes)),
    ];
  });
}

const rowsOf = (start: string) => CHANGES.find(([name]) => name.startsWith(start))![1];
const BLOBS = 'Storage Blob Data Contributor';

const DRAWN: readonly (readonly [name: string, rows: readonly TableRow[], parts: readonly string[]])[] = [
  ['is none where nothing changed', ROWS, []],
  [
    'marks an identity that is detached though a setting selects it',
    rowsOf('an identity that a cluster has no more'),
    ['cl-bergen:', 'altered id-vault-bergen (0)'],
  ],
  [
    'shows an identity that is attached besides at the cluster',
    rowsOf('an identity that a cluster has besides'),
    ['cl-bergen:', 'added id-new-bergen (0)', 'added cl-bergen → id-new-bergen (0)'],
  ],
  [
    'has the old and the new resource of a setting, and all that led to the old one',
    rowsOf('a setting that names another vault'),
    [
      'cl-bergen:',
      'altered secret archive (0)',
      'removed kv-bergen (0)',
      'removed Operator Nexus Key Vault Writer Service Role (Preview) (0)',
      'added kv-elsewhere (0)',
      'added role not known (0)',
      'removed id-vault-bergen → Operator Nexus Key Vault Writer Service Role (Preview) (0)',
      'removed Operator Nexus Key Vault Writer Service Role (Preview) → kv-bergen (0)',
      'added id-vault-bergen → role not known (0)',
      'added role not known → kv-elsewhere (0)',
    ],
  ],
  [
    'has the old and the new scope of a role',
    rowsOf('a role that is assigned at a wider scope'),
    [
      'cl-bergen:',
      `removed ${BLOBS} (0)`,
      `added ${BLOBS} (0)`,
      `removed id-output-bergen → ${BLOBS} (0)`,
      `removed ${BLOBS} → stbergen/run-output (0)`,
      `added id-output-bergen → ${BLOBS} (0)`,
      `added ${BLOBS} → law-bergen (0)`,
      `added ${BLOBS} → stbergen/run-output (0)`,
    ],
  ],
  [
    'shows a stranger who was given a role',
    rowsOf('a role of a stranger'),
    [
      'cl-bergen:',
      'added 99000001-0000-4000-8000-000000000001 (0)',
      `added ${BLOBS} (0)`,
      `added 99000001-0000-4000-8000-000000000001 → ${BLOBS} (0)`,
      `added ${BLOBS} → stbergen/run-output (0)`,
    ],
  ],
  [
    'shows a deny assignment at each resource that it lies over',
    [...ROWS, DENIAL],
    [
      'cl-bergen:',
      'added stack guard (0)',
      'added stack guard → law-bergen (0)',
      'added stack guard → stbergen/run-output (0)',
      'added stack guard → kv-bergen (0)',
    ],
  ],
  [
    'marks the account whose firewall was opened',
    rowsOf('a firewall that was opened'),
    ['cl-bergen:', 'altered stbergen/run-output (0)'],
  ],
  [
    'marks an identity that was made again, which has none of the roles of the old one',
    rowsOf('an identity that was made again'),
    [
      'cl-bergen:',
      'altered id-output-bergen (0)',
      'removed Log Analytics Contributor (0)',
      `removed ${BLOBS} (0)`,
      'removed id-output-bergen → Log Analytics Contributor (0)',
      'removed Log Analytics Contributor → law-bergen (0)',
      `removed id-output-bergen → ${BLOBS} (0)`,
      `removed ${BLOBS} → stbergen/run-output (0)`,
    ],
  ],
  [
    'shows a workspace that is gone where it is still named',
    rowsOf('a workspace that was deleted'),
    [
      'cl-bergen:',
      'removed law-bergen (0)',
      'removed Log Analytics Contributor (0)',
      'removed id-output-bergen → Log Analytics Contributor (0)',
      'removed Log Analytics Contributor → law-bergen (0)',
    ],
  ],
  ['follows a vault that was moved', rowsOf('a vault that was moved'), ['cl-bergen:', 'altered kv-bergen (0)']],
];

for (const [name, rows, parts] of DRAWN) {
  drawing(name, () => {
    assert.equal(partsOf(rows), parts);
  });
}

drawing('of a cluster that is gone is all that was approved of it', () => {
  const parts = partsOf(rowsOf('a cluster that is gone'));

  assert.equal(
    [parts[0], parts[1], parts.slice(1).filter(part => !part.startsWith('removed '))],
    ['cl-bergen:', 'removed cl-bergen (0)', []],
  );
});

drawing('does not take for gone what could not be read', () => {
  const isRole = ({ table, row }: TableRow) =>
    table === 'authorizationresources' && /roleassignments/i.test(String(row.id));
  const rows = edited('storageaccounts/stbergen', 'resources', {
    properties: { networkAcls: { defaultAction: 'Allow' } },
  });

  const parts = partsOf(
    rows.filter(one => !isRole(one)),
    [{ source: 'authorizationresources', scope: NORTH, status: 'denied', because: 'no permission' }],
  );

  const bergen = parts.slice(parts.indexOf('cl-bergen:') + 1);
  assert.equal([...new Set(bergen.slice(0, 5).map(part => part.split(' ')[0]))].sort(), ['altered', 'unread']);
});

drawing.run();
