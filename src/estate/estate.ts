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
  /** By source and folded scope. */
  readonly #coverage = new Map<Table, Map<string, Coverage>>();
  /** Tables that a copy reads as well: they are taken apart before they change. */
  readonly #shared = new Set<Table>();

  /** The id that was asked about last, and where statements about it may be. */
  #asked: { readonly id: string; readonly scopes: readonly string[] } = { id: '/', scopes: ['/'] };

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
    for (const [source, statements] of this.#coverage) copy.#coverage.set(source, new Map(statements));
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
    const { source, scope } = coverage;
    const statements = this.#coverage.get(source) ?? new Map<string, Coverage>();
    this.#coverage.set(source, statements.set(foldId(scope), coverage));
  }

  /** Takes a statement of coverage back. */
  uncover({ source, scope }: Pick<Coverage, 'source' | 'scope'>): void {
    this.#coverage.get(source)?.delete(foldId(scope));
  }

  /** The statement about exactly this source and scope. */
  stated({ source, scope }: Pick<Coverage, 'source' | 'scope'>): Coverage | undefined {
    return this.#coverage.get(source)?.get(foldId(scope));
  }

  /** All statements of coverage, sorted by source and scope. */
  get coverage(): readonly Coverage[] {
    const all = [...this.#coverage].flatMap(([source, statements]) =>
      [...statements].map(([scope, coverage]) => [`${source} ${scope}`, coverage] as const),
    );
    return all.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, coverage]) => coverage);
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
    const statements = this.#coverage.get(source);
    if (statements === undefined) return UNASKED;
    const found = this.#nearest(statements, id);
    if (found === undefined) return UNASKED;
    const { status, because = `the read of ${source} at ${found.scope} was ${status}`, planned } = found;
    return planned === undefined ? { status, because } : { status, because, planned };
  }

  #nearest(statements: ReadonlyMap<string, Coverage>, id: string): Coverage | undefined {
    // One thing is asked for after the other of the same id.
    if (this.#asked.id !== id) this.#asked = { id, scopes: scopeAndParents(id) };
    for (const scope of this.#asked.scopes) {
      const found = statements.get(scope);
      if (found !== undefined) return found;
    }
    return statements.get('/');
  }

  /** Whether a row exists: `false` only where the coverage of its table is complete at the id. */
  exists(table: Table, id: string): boolean | Unknown {
    if (this.row(table, id) !== undefined) return true;
    const { status, because } = this.covered(table, id);
    return status === 'complete' ? false : new Unknown(`${id} could not be looked up: ${because}`);
  }
}
