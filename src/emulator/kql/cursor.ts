/** A place in a list of tokens that moves forward as a parser reads. */

import { QueryProblem } from './syntax.ts';
import type { Token } from './tokens.ts';
import type { Value } from './value.ts';

export class Cursor {
  readonly #tokens: readonly Token[];
  #index = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get here(): Token {
    return this.#tokens[this.#index]!;
  }

  get atEnd(): boolean {
    return this.here.is === 'end';
  }

  /** The token here; moves past it, but never past the end. */
  next(): Token {
    const token = this.here;
    if (token.is !== 'end') this.#index += 1;
    return token;
  }

  /** Moves past this name or sign, if it is here. A string that spells it does not count. */
  accept(text: string): boolean {
    const found = this.here.text === text && (this.here.is === 'name' || this.here.is === 'sign');
    if (found) this.#index += 1;
    return found;
  }

  expect(text: string): void {
    if (!this.accept(text)) throw this.problem(text);
  }

  name(expected: string): string {
    if (this.here.is !== 'name') throw this.problem(expected);
    return this.next().text;
  }

  literal(expected: string): Value {
    if (this.here.is !== 'literal') throw this.problem(expected);
    return this.next().value;
  }

  /** Items with commas between them, up to and with the closing sign. */
  list<T>(close: string, item: (cursor: Cursor) => T): T[] {
    const items: T[] = [];
    if (this.accept(close)) return items;
    do items.push(item(this));
    while (this.accept(','));
    this.expect(close);
    return items;
  }

  /** Items with commas between them, at least one. */
  items<T>(item: (cursor: Cursor) => T): T[] {
    const items = [item(this)];
    while (this.accept(',')) items.push(item(this));
    return items;
  }

  problem(expected: string): QueryProblem {
    return new QueryProblem(this.here.place, expected);
  }
}
