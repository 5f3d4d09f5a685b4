/** The rows of the demonstration, its clusters healthy and not, to be mixed and respelled: as many kinds of fault as there are. */

import fc from 'fast-check';
import { demoEstate } from '../../fixtures/demo/build.ts';
import { type Audit, audit } from '../../src/cli/audit.ts';
import { readConfig } from '../../src/cli/config.ts';
import { DEMO } from '../../src/cli/source.ts';
import { Estate } from '../../src/estate/estate.ts';
import { type Json, type Row, TABLES, type Table } from '../../src/model/estate.ts';
import type { Finding } from '../../src/model/finding.ts';
import { foldId } from '../../src/model/resource-id.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { HEALTHY } from './healthy.ts';

export type TableRow = { readonly table: Table; readonly row: Row };

const SERVED = await demoEstate();
const CONFIG = await readConfig(DEMO.config);

/** What Azure answers about names that nobody has. */
const NAMES = ['microsoft.storage/storageaccounts/stsplit', 'microsoft.keyvault/vaults/kv-split'].map(id => ({
  table: 'arm/nameavailability' as const,
  row: { id, nameAvailable: true },
}));

export const ROWS: readonly TableRow[] = [
  ...TABLES.flatMap(table => [...SERVED.rows(table)].map(row => ({ table, row }))),
  ...NAMES,
];

/** Direct reads of single resources are not among them: a complete one would say that there are none. */
const READ_WHOLE = Object.keys((HEALTHY as { coverage: object }).coverage) as Table[];

/** What comes of rows of which everything was read. */
export function auditOf(rows: readonly TableRow[], rules: readonly Rule[]): Audit {
  const estate = new Estate(SERVED.header);
  for (const source of READ_WHOLE) estate.cover({ source, scope: '/', status: 'complete' });
  for (const { table, row } of rows) estate.add(table, row);
  return audit(estate, rules, CONFIG);
}

/** What was found of whom by which rule, sorted; ids in the form in which they are compared. */
export function verdicts(findings: readonly Finding[]): string[] {
  return findings.map(({ rule, subject, verdict }) => `${rule} ${foldId(subject.id)} ${verdict}`).sort();
}

/** Values that mean something else in other letters: Entra compares them letter by letter, and containers have lower-case names. */
const LITERAL = new Set(['issuer', 'subject', 'containerurl']);

/** A value with its keys and texts in random case. `flip` says of the next letter whether it changes. */
export function respelled(value: Json, flip: () => boolean): Json {
  if (typeof value === 'string') return spelled(value, flip);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(item => respelled(item, flip));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      spelled(key, flip),
      LITERAL.has(key.toLowerCase()) ? item : respelled(item, flip),
    ]),
  );
}

function spelled(text: string, flip: () => boolean): string {
  return [...text].map(letter => (flip() ? letter.toUpperCase() : letter.toLowerCase())).join('');
}

/** An endless row of coin tosses, the same for the same seed. */
export const tosses = fc.infiniteStream(fc.boolean()).map(stream => () => stream.next().value);
