/** Files as a script finds them: as it has written them itself, else as they stand beside it. */

import { hole, whyHole } from '../hole.ts';
import type { Scope } from './scope.ts';

export class Files {
  readonly #scope: Scope;
  readonly #readBeside: (path: string) => Promise<string>;

  /** @param readBeside gives a hole where a file cannot be read */
  constructor(scope: Scope, readBeside: (path: string) => Promise<string>) {
    this.#scope = scope;
    this.#readBeside = readBeside;
  }

  async read(path: string): Promise<string> {
    const because = whyHole(path);
    if (because !== undefined) return hole(because);
    return this.#scope.files.get(normal(path)) ?? this.#readBeside(path);
  }

  /** Whether the script itself has written a file. */
  has(path: string): boolean {
    return this.#scope.files.has(normal(path));
  }

  /** What is not known of a text is a hole in it; `undefined` where nothing is. */
  write(path: string, text: string | undefined, isMore: boolean): void {
    const written = text ?? hole(`the content of ${path} is not known before the script runs`);
    const before = isMore ? (this.#scope.files.get(normal(path)) ?? '') : '';
    this.#scope.files.set(normal(path), bounded(`${before}${written}`, path));
  }
}

/** Scripts can double a text a hundred times in a line. */
const LONGEST = 1024 * 1024;

/** A text, or a hole where it has grown beyond all measure. */
export function bounded(text: string, what: string): string {
  return text.length <= LONGEST ? text : hole(`${what} is longer than ${LONGEST} characters`);
}

function normal(path: string): string {
  return path.replace(/^(?:\.\/)+/, '');
}
