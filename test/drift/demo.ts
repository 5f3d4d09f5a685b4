/** The demonstration's estate, locked and then changed in one place. */

import { type Audit, audit } from '../../src/cli/audit.ts';
import { readConfig } from '../../src/cli/config.ts';
import { compareWiring, judgeDrift } from '../../src/cli/drift.ts';
import { type LockText, lockIn, lockText } from '../../src/cli/lock-text.ts';
import { DEMO } from '../../src/cli/source.ts';
import { Estate } from '../../src/estate/estate.ts';
import type { Coverage, Row, Table } from '../../src/model/estate.ts';
import type { Finding } from '../../src/model/finding.ts';
import { LOCK_FILE } from '../../src/model/lock.ts';
import { foldId } from '../../src/model/resource-id.ts';
import { loadRules, type RuleSet } from '../../src/rules/load.ts';
import { readYamlFolder } from '../../src/sources/files.ts';
import { mergePatch } from '../../src/sources/merge-patch.ts';
import { approvalOf } from '../../src/wiring/approval/approval.ts';
import { ROWS, type TableRow } from '../wiring/demo.ts';
import { HEALTHY } from '../wiring/healthy.ts';

const CONFIG = await readConfig(DEMO.config);
const READ_WHOLE = Object.keys((HEALTHY as { coverage: object }).coverage) as Table[];

/** The rules on drift. */
export const RULES = await driftRules();

async function driftRules(): Promise<RuleSet['rules']> {
  const set = loadRules(await readYamlFolder(new URL('../../rules', import.meta.url).pathname, 'rules'));
  if ('problems' in set) throw new Error(JSON.stringify(set.problems));
  return set.rules.filter(({ subject }) => subject === 'drift.change');
}

/** An estate of rows of which everything was read, but for what `coverage` says. */
export function estateOf(rows: readonly TableRow[], coverage: readonly Coverage[] = []): Estate {
  const header = {
    format: 'midrift-snapshot',
    version: 1,
    takenAt: '2026-11-01T02:00:00Z',
    cloud: 'AzureCloud',
    scope: {},
  } as const;
  const estate = new Estate(header);
  for (const source of READ_WHOLE) estate.cover({ source, scope: '/', status: 'complete' });
  for (const { table, row } of rows) estate.add(table, row);
  for (const one of coverage) estate.cover(one);
  return estate;
}

export function wiredOf(estate: Estate): Audit {
  return audit(estate, [], CONFIG);
}

/** The lock of an estate. */
export function lockOf(estate: Estate): LockText {
  return lockIn(lockText(approvalOf(wiredOf(estate).subjects, estate), 'AzureCloud'), LOCK_FILE);
}

export const LOCKED = lockOf(estateOf(ROWS));

/** The failures and unknowns of a changed estate. */
export function driftOf(estate: Estate, lock: LockText = LOCKED): Finding[] {
  const compared = compareWiring(lock.lock, wiredOf(estate).subjects, estate);
  const findings = judgeDrift(RULES, compared, { file: LOCK_FILE, line: 1, column: 1 });
  return findings.filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown');
}

/** The rows with a JSON merge patch of the one whose id ends so; `undefined` removes it. */
export function edited(
  end: string,
  table: Table,
  patch: object | undefined,
  rows: readonly TableRow[] = ROWS,
): TableRow[] {
  const isIt = (one: TableRow) => one.table === table && foldId(String(one.row.id)).endsWith(end.toLowerCase());
  if (rows.filter(isIt).length !== 1) throw new Error(`${rows.filter(isIt).length} rows of ${table} end in ${end}`);
  return rows.flatMap(one => {
    if (!isIt(one)) return [one];
    return patch === undefined ? [] : [{ table, row: mergePatch(one.row, patch as Row) as Row }];
  });
}

/** Azure's record of a change (Azure Resource Graph, "Get resource changes"). */
export function changeRecord(target: string, changeType: string, paths: readonly string[]): TableRow {
  return {
    table: 'resourcechanges',
    row: {
      id: `${target}/providers/Microsoft.Resources/changes/08584700000000000000_c4a9e000-0001-4000-8000-000000000001`,
      type: 'microsoft.resources/changes',
      properties: {
        targetResourceId: target,
        changeType,
        changeAttributes: {
          timestamp: '2026-10-31T14:05:59.1234567Z',
          changedBy: 'kim@example.org',
          changedByType: 'User',
          clientType: 'Azure Portal',
          operation: 'microsoft.resources/write',
        },
        changes: Object.fromEntries(paths.map(path => [path, { previousValue: 'a', newValue: 'b' }])),
      },
    },
  };
}
