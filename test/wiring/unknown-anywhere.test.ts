import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Access } from '../../src/access/access.ts';
import type { Audit } from '../../src/cli/audit.ts';
import { compareWiring } from '../../src/cli/drift.ts';
import { type EstateText, readEstate } from '../../src/cli/fixture.ts';
import { lockIn, lockText } from '../../src/cli/lock-text.ts';
import type { Json } from '../../src/model/estate.ts';
import type { Finding } from '../../src/model/finding.ts';
import { unknownValue } from '../../src/model/json.ts';
import { LOCK_FILE } from '../../src/model/lock.ts';
import { approvalOf } from '../../src/wiring/approval/approval.ts';
import { chart } from '../../src/wiring/chart/chart.ts';
import { wire } from '../../src/wiring/wire.ts';
import { auditOf, ROWS } from './demo.ts';
import { HEALTHY_FARM } from './farm.ts';
import { HEALTHY } from './healthy.ts';
import {
  judged,
  opened,
  openPaths,
  type Path,
  pathsIn,
  RULES,
  TABLES,
  undueTurns,
  WHY,
  withAt,
} from './unknown-estate.ts';

const anywhere = suite('an unknown value anywhere');

const ESTATES: readonly (readonly [what: string, text: Json])[] = [
  ['cluster', HEALTHY],
  ['CycleCloud server', HEALTHY_FARM],
];

for (const [what, text] of ESTATES) {
  const before = judged(text);
  const paths = openPaths(text);

  anywhere(`turns no verdict of a healthy ${what} but into unknown, with its reason`, () => {
    const faults = paths.flatMap(path => {
      const after = judged(opened(text, path));
      const unsaid = after.filter(({ verdict, because }) => verdict === 'unknown' && !because?.includes(WHY));
      return [...undueTurns(before, after), ...unsaid.map(({ rule }) => `${rule} does not say why`)].map(
        fault => `${path.join(' ')}: ${fault}`,
      );
    });

    assert.equal(faults, []);
  });

  anywhere(`together with others breaks nothing of a healthy ${what}`, () => {
    const several = fc.uniqueArray(fc.constantFrom(...paths), { minLength: 2, maxLength: 6 });

    fc.assert(
      fc.property(several, chosen => {
        // The deepest first: what lies below an unknown value is no more.
        const ordered = chosen.toSorted((a, b) => b.length - a.length);
        assert.equal(undueTurns(before, judged(opened(text, ...ordered))), []);
      }),
      { numRuns: 100, seed: 7 },
    );
  });
}

/** What is wired of an estate's text, with what is approved of it. */
function wiredOf(text: Json) {
  const { estate, settings } = readEstate(text as unknown as EstateText);
  return { estate, ...wire(estate, new Access(estate), settings) };
}

for (const [what, text] of ESTATES) {
  anywhere(`is no drift of a healthy ${what}`, () => {
    const { estate, subjects } = wiredOf(text);
    const { lock } = lockIn(lockText(approvalOf(subjects, estate), estate.header.cloud), LOCK_FILE);

    const changes = openPaths(text).flatMap(path => {
      const now = wiredOf(opened(text, path));
      return compareWiring(lock, now.subjects, now.estate).changes.map(
        change => `${path.join(' ')}: ${change.path.join(' ')} ${change.is}`,
      );
    });

    assert.equal(changes, []);
  });

  anywhere(`leaves every system of a healthy ${what} in its drawing`, () => {
    const { systems } = wiredOf(text);

    const shallow = openPaths(text).filter(({ length }) => length <= 5);
    const drawn = shallow.map(path => {
      const now = wiredOf(opened(text, path));
      return chart(now.systems, now.subjects, judged(opened(text, path)));
    });

    const lost = drawn.filter(drawings => systems.some(({ id }) => !drawings.some(({ system }) => system === id)));
    assert.equal(lost, []);
  });
}

/** The places of the demonstration's rows: its systems have as many kinds of fault as there are. */
const PLACES: readonly (readonly [row: number, path: Path])[] = ROWS.flatMap(({ table, row }, index) =>
  (TABLES as readonly string[]).includes(table)
    ? pathsIn(row)
        .filter(([key]) => String(key).toLowerCase() !== 'id')
        .map(path => [index, path] as const)
    : [],
);

/** The failures of systems that nobody speaks of any more: neither their rule says that it cannot tell, nor what is shared is said to be hidden. */
function unsaid(before: readonly Finding[], { findings, hidden }: Audit): string[] {
  const keyOf = ({ rule, subject }: Finding) => `${rule} ${subject.system ?? ''} ${subject.id}`;
  const earlier = new Map(before.map(finding => [keyOf(finding), finding.verdict]));
  const later = new Set(findings.map(keyOf));
  const open = findings.filter(
    finding => ['unknown', 'fail'].includes(finding.verdict) && finding.verdict !== earlier.get(keyOf(finding)),
  );
  const lost = before.filter(finding => finding.verdict === 'fail' && !later.has(keyOf(finding)));
  return lost
    .filter(({ rule, subject: { system } }) =>
      system === undefined
        ? hidden === undefined
        : !open.some(now => now.rule === rule && now.subject.system === system),
    )
    .map(keyOf);
}

anywhere('mends nothing, breaks nothing and hides nothing of systems that have faults', () => {
  const before = auditOf(ROWS, RULES).findings;

  fc.assert(
    fc.property(fc.constantFrom(...PLACES), ([place, path]) => {
      const rows = ROWS.map(({ table, row }, index) => ({
        table,
        row: index === place ? (withAt(row, path, unknownValue(WHY)) as typeof row) : row,
      }));
      const after = auditOf(rows, RULES);
      assert.equal([...undueTurns(before, after.findings), ...unsaid(before, after)], []);
    }),
    { numRuns: 40, seed: 7 },
  );
});

anywhere.run();
