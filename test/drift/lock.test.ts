import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { lockIn, lockText } from '../../src/cli/lock-text.ts';
import type { Json } from '../../src/model/estate.ts';
import { LOCK_FILE } from '../../src/model/lock.ts';
import { approvalOf } from '../../src/wiring/approval/approval.ts';
import { ROWS, type TableRow, tosses } from '../wiring/demo.ts';
import { EVERYTHING } from './changes.ts';
import { driftOf, edited, estateOf, LOCKED, lockOf, wiredOf } from './demo.ts';

const lock = suite('the lock of an estate');

/** A value whose ids, in keys and texts, are spelled in random case. */
function idsRespelled(value: Json, flip: () => boolean): Json {
  if (typeof value === 'string') return isId(value) ? respelled(value, flip) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(item => idsRespelled(item, flip));
  const entries = Object.entries(value).map(([key, item]) => [
    isId(key) ? respelled(key, flip) : key,
    idsRespelled(item, flip),
  ]);
  return Object.fromEntries(entries);
}

function isId(text: string): boolean {
  return /^\/(?:subscriptions|providers)\//i.test(text) || /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}

function respelled(text: string, flip: () => boolean): string {
  return [...text].map(letter => (flip() ? letter.toUpperCase() : letter.toLowerCase())).join('');
}

const WHOLE = lockOf(estateOf(EVERYTHING)).text;

lock('is the same, byte for byte, in whatever order rows come and in whatever case their ids are', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...EVERYTHING], { minLength: EVERYTHING.length, maxLength: EVERYTHING.length }),
      tosses,
      (rows, flip) => {
        const spelled = rows.map(({ table, row }) => ({ table, row: idsRespelled(row, flip) }) as TableRow);

        assert.is(lockOf(estateOf(spelled)).text, WHOLE);
      },
    ),
    { numRuns: 15 },
  );
});

lock('shows no drift of the estate that it is of, whatever that estate lacks', () => {
  fc.assert(
    fc.property(fc.subarray([...EVERYTHING], { minLength: 1 }), rows => {
      const estate = estateOf(rows);

      assert.equal(
        driftOf(estate, lockOf(estate)).filter(({ verdict }) => verdict === 'fail'),
        [],
      );
    }),
    { numRuns: 40 },
  );
});

lock('changes by one line where one setting changes, and keeps comments and the names of subscriptions', () => {
  const commented = LOCKED.text.replace(
    '    default action: Deny',
    '    # agreed with the platform team\n    default action: Deny # for good',
  );
  const renamed = edited('subscriptions/5b000001-0000-4000-8000-000000000001', 'resourcecontainers', {
    name: 'renamed',
  });
  const estate = estateOf(
    edited('storageaccounts/stbergen', 'resources', { properties: { allowSharedKeyAccess: false } }, renamed),
  );
  const before = lockIn(commented, LOCK_FILE);

  const after = lockText(approvalOf(wiredOf(estate).subjects, estate), 'AzureCloud', { before });

  const lines = after.split('\n');
  assert.equal(
    commented.split('\n').flatMap((line, index) => (line === lines[index] ? [] : [[line, lines[index]]])),
    [['    shared key: allowed', '    shared key: refused']],
  );
});

lock('keeps what could not be read as it was', () => {
  const isNorth = ({ row }: TableRow) => /^\/subscriptions\/5b000001-/i.test(String(row.id));
  const estate = estateOf(
    ROWS.filter(one => !isNorth(one)),
    (['resources', 'authorizationresources'] as const).map(source => ({
      source,
      scope: '/subscriptions/5b000001-0000-4000-8000-000000000001',
      status: 'denied',
      because: 'no permission',
    })),
  );

  const after = lockText(approvalOf(wiredOf(estate).subjects, estate), 'AzureCloud', { before: LOCKED });

  assert.is(after, LOCKED.text);
});

lock.run();
