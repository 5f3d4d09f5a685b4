/** An estate that is being changed, which remembers how everything that was touched had been. */

import type { Estate } from '../../estate/estate.ts';
import type { Coverage, Row, Table } from '../../model/estate.ts';
import { textAt } from '../../model/json.ts';
import { foldId } from '../../model/resource-id.ts';

/** What takes an estate back: rows and statements of coverage as they had been, or that there was none. */
export type Inverse = {
  readonly rows: readonly { readonly table: Table; readonly id: string; readonly row: Row | undefined }[];
  readonly coverage: readonly (Pick<Coverage, 'source' | 'scope'> & { readonly was: Coverage | undefined })[];
};

export class Draft {
  readonly estate: Estate;
  /** Nothing at all was read of the resources that there are. */
  readonly isBlank: boolean;
  readonly #rows = new Map<string, Inverse['rows'][number]>();
  readonly #coverage = new Map<string, Inverse['coverage'][number]>();

  /** Changes a copy. */
  constructor(estate: Estate) {
    this.estate = estate.copy();
    this.isBlank = !estate.coverage.some(({ source, planned }) => source === 'resources' && planned === undefined);
  }

  put(table: Table, row: Row): void {
    this.#rememberRow(table, textAt(row, 'id')!);
    this.estate.add(table, row);
  }

  remove(table: Table, id: string): void {
    this.#rememberRow(table, id);
    this.estate.remove(table, id);
  }

  cover(coverage: Coverage): void {
    this.#rememberCoverage(coverage);
    this.estate.cover(coverage);
  }

  uncover(statement: Pick<Coverage, 'source' | 'scope'>): void {
    this.#rememberCoverage(statement);
    this.estate.uncover(statement);
  }

  get inverse(): Inverse {
    return { rows: [...this.#rows.values()], coverage: [...this.#coverage.values()] };
  }

  #rememberRow(table: Table, id: string): void {
    const key = `${table} ${foldId(id)}`;
    if (!this.#rows.has(key)) this.#rows.set(key, { table, id, row: this.estate.row(table, id) });
  }

  #rememberCoverage({ source, scope }: Pick<Coverage, 'source' | 'scope'>): void {
    const key = `${source} ${foldId(scope)}`;
    if (this.#coverage.has(key)) return;
    this.#coverage.set(key, { source, scope, was: this.estate.stated({ source, scope }) });
  }
}
