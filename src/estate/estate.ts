/** An estate in memory: rows by table and folded id, and what its coverage says of the ids that have no row. */

import type { Coverage, CoverageStatus, Row, SnapshotHeader, Table } from '../model/estate.ts';
import { Unknown } from '../model/fact.ts';
import { prop } from '../model/json.ts';
import { foldId, scopeAndParents } from '../model/resource-id.ts';

/** The statement of coverage that decides about an id, or that nobody asked. */
export type Covered = { readonly status: CoverageStatus; readonly because: string };

const UNASKED: Covered = { status: 'unasked', because: 'it was not asked for' };

/** Rows keep the order in which they were added; a later row of the same table and id replaces an earlier one. */
export class Estate {
  readonly header: Omit<SnapshotHeader, 'coverage'>;
  readonly #tables = new Map<Table, Map<string, Row>>();
  readonly #coverage = new Map<string, Coverage>();

  constructor(header: Omit<SnapshotHeader, 'coverage'>) {
    this.header = header;
  }

  /** Adds a row. A row without a string `id` cannot be found again and is refused. */
  add(table: Table, row: Row): void {
    const id = prop(row, 'id');
    if (typeof id !== 'string')
      throw new TypeError(`a row of ${table} has no id: ${JSON.stringify(row).slice(0, 200)}`);
    let rows = this.#tables.get(table);
    if (rows === undefined) {
      rows = new Map();
      this.#tables.set(table, rows);
    }
    rows.set(foldId(id), row);
  }

  /** Adds a statement of coverage; a later one about the same source and scope replaces an earlier one. */
  cover(coverage: Coverage): void {
    this.#coverage.set(`${coverage.source} ${foldId(coverage.scope)}`, coverage);
  }

  /** All statements of coverage, sorted by source and scope. */
  get coverage(): readonly Coverage[] {
    return [...this.#coverage].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, coverage]) => coverage);
  }

  /** The rows of a table. */
  rows(table: Table): Iterable<Row> {
    return this.#tables.get(table)?.values() ?? [];
  }

  /** The number of rows of a table. */
  count(table: Table): number {
    return this.#tables.get(table)?.size ?? 0;
  }

  row(table: Table, id: string): Row | undefined {
    return this.#tables.get(table)?.get(foldId(id));
  }

  /** The coverage of a source at an id: the statement about the id itself, else about the nearest scope above it, else about `/`. */
  covered(source: Table, id: string): Covered {
    for (const scope of [...scopeAndParents(id), '/']) {
      const found = this.#coverage.get(`${source} ${scope}`);
      if (found !== undefined) {
        return {
          status: found.status,
          because: found.because ?? `the read of ${source} at ${found.scope} was ${found.status}`,
        };
      }
    }
    return UNASKED;
  }

  /** Whether a row exists: `false` only where the coverage of its table is complete at the id. */
  exists(table: Table, id: string): boolean | Unknown {
    if (this.row(table, id) !== undefined) return true;
    const { status, because } = this.covered(table, id);
    return status === 'complete' ? false : new Unknown(`${id} could not be looked up: ${because}`);
  }
}
