/** What a script has set so far: variables, functions, files and the defaults of the Azure CLI. */

import type { Function as ShellFunction } from 'unbash';
import { hole } from '../hole.ts';
import type { Source } from '../source.ts';

/** A text, which may have holes, or the elements of an array. */
export type Variable = string | readonly string[];

export type Defined = { readonly node: ShellFunction; readonly source: Source };

/** What is known at one point of a script. */
export class Scope {
  readonly variables: Map<string, Variable>;
  /** Files that the script has written, by path. */
  readonly files: Map<string, string>;
  readonly functions: Map<string, Defined>;
  /** What `az account set` and `az configure --defaults` have set: `subscription`, `group`. */
  readonly defaults: Map<string, string>;
  /** Arguments of the function that runs; of the script itself they are not known. */
  positional: readonly string[] | undefined;

  constructor(from?: Scope) {
    this.variables = new Map(from?.variables);
    this.files = new Map(from?.files);
    this.functions = new Map(from?.functions);
    this.defaults = new Map(from?.defaults);
    this.positional = from?.positional;
  }

  /** Takes over what is the same on every way that the script may have gone; what differs is not known any more. */
  merge(ways: readonly Scope[], because: (what: string) => string): void {
    const say = (what: string) => hole(because(what));
    mergeMaps(
      this.variables,
      ways.map(way => way.variables),
      name => say(`$${name}`),
    );
    mergeMaps(
      this.files,
      ways.map(way => way.files),
      path => say(`the content of ${path}`),
    );
    mergeMaps(
      this.defaults,
      ways.map(way => way.defaults),
      name => say(`the default ${name} of the Azure CLI`),
    );
    for (const way of ways) for (const [name, defined] of way.functions) this.functions.set(name, defined);
  }
}

function mergeMaps<T>(into: Map<string, T>, ways: readonly Map<string, T>[], unknown: (name: string) => T): void {
  for (const name of new Set(ways.flatMap(way => [...way.keys()]))) {
    const values = ways.map(way => way.get(name));
    const [first] = values;
    const isSame = values.every(value => JSON.stringify(value) === JSON.stringify(first));
    into.set(name, isSame && first !== undefined ? first : unknown(name));
  }
}
