/** Builds one estate from the lines of a snapshot, which may be several snapshots in one file. */

import type { Coverage, Row } from '../model/estate.ts';
import { prop } from '../model/json.ts';
import { foldId } from '../model/resource-id.ts';
import { Estate } from './estate.ts';
import { knowsMore, mergeHeadings, parseHeader, parseTable } from './header.ts';
import type { Line } from './lines.ts';
import { quoted } from './problem.ts';

/** What was read so far. Its methods throw an `Error` that says what is wrong with a line, without a place. */
export class Shards {
  #estate: Estate | undefined;
  readonly #coverage = new Map<string, Coverage>();

  /** Absent until a header was read. */
  get estate(): Estate | undefined {
    return this.#estate;
  }

  /** Takes the next line: a header, a row, or nothing where it is blank. */
  take(line: Line): void {
    if (line.text.trim() === '') return;
    const value = this.#parse(line);
    if (Object.hasOwn(value, 'format')) this.#addHeader(value);
    else if (this.#estate !== undefined) this.#addRow(this.#estate, value);
    else throw new Error('the header is missing: a snapshot begins with its header, and this is not one');
  }

  #parse({ text, whole }: Line): Row {
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Row;
    } catch (error) {
      // The parser's own message quotes the line, which may be long and hold anything.
      if (this.#estate === undefined) throw new Error(NOT_A_SNAPSHOT, { cause: error });
      const cut = 'the last line is cut off; copy the file again or take the snapshot again';
      throw new Error(whole ? 'this line is not JSON; expected {"table":…,"row":{…}}' : cut, { cause: error });
    }
    throw new Error(
      this.#estate === undefined ? NOT_A_SNAPSHOT : 'this line is no object; expected {"table":…,"row":{…}}',
    );
  }

  #addHeader(value: Row): void {
    const { coverage, ...heading } = parseHeader(value);
    if (this.#estate === undefined) this.#estate = new Estate(heading);
    else Object.assign(this.#estate.header, mergeHeadings(this.#estate.header, heading));
    for (const statement of coverage) {
      const key = `${statement.source} ${foldId(statement.scope)}`;
      if (!knowsMore(statement, this.#coverage.get(key))) continue;
      this.#coverage.set(key, statement);
      this.#estate.cover(statement);
    }
  }

  #addRow(estate: Estate, value: Row): void {
    const table = parseTable(value.table);
    const row = value.row;
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      throw new Error(`"row" is ${quoted(row)}; expected an object`);
    }
    if (typeof prop(row as Row, 'id') !== 'string')
      throw new Error(`this row of ${table} has no "id"; expected a string`);
    estate.add(table, row as Row);
  }
}

const NOT_A_SNAPSHOT =
  'this is not a snapshot; expected the header {"format":"midrift-snapshot",…} that `midrift snapshot` writes';
