import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Coverage } from '../../src/model/estate.ts';
import type { Finding } from '../../src/model/finding.ts';
import { ROWS, type TableRow } from '../wiring/demo.ts';
import { CHANGES, NORTH } from './changes.ts';
import { driftOf, estateOf, LOCKED } from './demo.ts';

const change = suite('a change to an approved wiring');

const LINES = LOCKED.text.split('\n');

function said({ level, rule, location, evidence }: Finding): string {
  const author = evidence.flatMap(item =>
    item.is === 'setting' && /^change\.(?:by|at|client)$/.test(item.field)
      ? `${item.field.slice(7)} ${item.value}`
      : [],
  );
  return `${level} ${rule} | ${LINES[location.line - 1]!.trim()} | ${author.join(' ') || 'nobody known'}`;
}

for (const [name, rows, says] of CHANGES) {
  change(name, () => {
    const findings = driftOf(estateOf(rows));

    assert.equal(findings.map(said), [says]);
  });
}

change('the approved estate has none', () => {
  assert.equal(driftOf(estateOf(ROWS)), []);
});

change('what lies in a subscription that cannot be read is unknown, not gone', () => {
  const isNorth = ({ row }: TableRow) => String(row.id).toLowerCase().startsWith(NORTH);
  const denied: Coverage[] = (['resources', 'authorizationresources', 'arm/federatedcredentials'] as const).map(
    source => ({
      source,
      scope: NORTH,
      status: 'denied',
      because: 'no permission',
    }),
  );
  const rows = ROWS.filter(one => !isNorth(one));

  const findings = driftOf(estateOf(rows, denied));

  assert.equal(
    [...new Set(findings.map(({ verdict, because }) => `${verdict}: ${because}`))],
    ['unknown: no permission'],
  );
});

change.run();
