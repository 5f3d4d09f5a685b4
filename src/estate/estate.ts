/** An estate in memory: rows by table and folded id, and what its coverage says of the ids that have no row. */

import type { Coverage, CoverageStatus, Row, SnapshotHeader, Table } from '../model/estate.ts';
import { Unknown } from '../model/fact.ts';
import { prop } from '../model/json.ts';
import { foldId, scopeAndParents } from '../model/resource-id.ts';

/** The statement of coverage that decides about an id, or that nobody asked. */
export type Covered = Pick<Coverage, 'planned'> & { readonly status: CoverageStatus; readonly because: string };

const UNASKED: Covered = { status: 'unasked', because: 'it was not asked for' };

/** Rows keep the order in which they were added; a later row of the same table and id replaces an earlier one. */
export class Estate {
  readonly header: Omit<SnapshotHeader, 'coverage'>;
  readonly #tables = new Map<Table, Map<string, Row>>();
  readonly #coverage = new Map<string, Coverage>();
  /** Tables that a copy reads as well: they are taken apart before they change. */
  readonly #shared = new Set<Table>();

  constructor(header: Omit<SnapshotHeader, 'coverage'>) {
    this.header = header;
  }

  /** Adds a row. A row without a string `id` cannot be found again and is refused. */
  add(table: Table, row: Row): void {
    const id = prop(row, 'id');
    if (typeof id !== 'string')
      throw new TypeError(`a row of ${table} has no id: ${JSON.stringify(row).slice(0, 200)}`);
    this.#own(table).set(foldId(id), row);
  }

  /** Takes a row away; what its coverage says of the id is left as it is. */
  remove(table: Table, id: string): void {
    if (this.row(table, id) !== undefined) this.#own(table).delete(foldId(id));
  }

  /** An estate of its own with the same rows and coverage; a table is only copied once one of the two changes it. */
  copy(): Estate {
    const copy = new Estate(this.header);
    for (const [table, rows] of this.#tables) {
      copy.#tables.set(table, rows);
      this.#shared.add(table);
      copy.#shared.add(table);
    }
    for (const [key, coverage] of this.#coverage) copy.#coverage.set(key, coverage);
    return copy;
  }

  #own(table: Table): Map<string, Row> {
    let rows = this.#tables.get(table);
    if (rows === undefined || this.#shared.delete(table)) {
      rows = new Map(rows);
      this.#tables.set(table, rows);
    }
    return rows;
  }

  /** Adds a statement of coverage; a later one about the same source and scope replaces an earlier one. */
  cover(coverage: Coverage): void {
    this.#coverage.set(keyOf(coverage), coverage);
  }

  /** Takes a statement of coverage back. */
  uncover(statement: Pick<Coverage, 'source' | 'scope'>): void {
    this.#coverage.delete(keyOf(statement));
  }

  /** The statement about exactly this source and scope. */
  stated(statement: Pick<Coverage, 'source' | 'scope'>): Coverage | undefined {
    return this.#coverage.get(keyOf(statement));
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
          ...(found.planned === undefined ? {} : { planned: found.planned }),
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

function keyOf({ source, scope }: Pick<Coverage, 'source' | 'scope'>): string {
  return `${source} ${foldId(scope)}`;
}
