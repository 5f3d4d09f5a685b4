/** Evaluates the values of a template within what surrounds them: every string in them, their keys, and the loops of their properties. */

import type { Json, Row } from '../../model/estate.ts';
import { unknownValue, whyUnknown } from '../../model/json.ts';
import type { Path } from '../../sources/yaml.ts';
import { type CopyIndex, copyIndexFunction } from './copy-index.ts';
import { evaluate, type Scope, type ScopeFunction } from './expression/evaluate.ts';
import { isRow, type Reading } from './reading.ts';

/** Azure's limit for one loop ("Resource iteration in ARM templates", copy limits). */
const MAX_COPIES = 800;

export type Functions = { readonly [lowerCaseName: string]: ScopeFunction };

export class Evaluation {
  readonly #reading: Reading;
  readonly #functions: Functions;
  readonly #loops: readonly CopyIndex[];
  readonly #scope: Scope;

  /** `loops` are those around the value, the innermost last. */
  constructor(reading: Reading, functions: Functions, loops: readonly CopyIndex[] = []) {
    this.#reading = reading;
    this.#functions = functions;
    this.#loops = loops;
    this.#scope = { functions: { ...functions, copyindex: copyIndexFunction(loops) } };
  }

  /** The turns of the loops around, as they tell one of them from another: `[2][0]`. */
  get turn(): string {
    return this.#loops.map(({ index }) => `[${index}]`).join('');
  }

  /** The same surroundings within one turn of a loop. */
  within(loop: CopyIndex): Evaluation {
    return new Evaluation(this.#reading, this.#functions, [...this.#loops, loop]);
  }

  /** A value of the template; `path` is its place, for what is certainly wrong with it. */
  value(json: Json | undefined, path: Path): Json {
    if (json === undefined) return null;
    if (typeof json === 'string') return this.#text(json, path);
    if (Array.isArray(json)) return json.map((item, index) => this.value(item, [...path, index]));
    return isRow(json) ? this.#row(json, path) : json;
  }

  /** How often a loop goes round; why that is not known; nothing where it is certainly wrong, which is then a problem. */
  count(json: Json | undefined, path: Path): number | { readonly unknown: string } | undefined {
    const count = this.value(json, path);
    const unknown = whyUnknown(count);
    if (unknown !== undefined) return { unknown };
    if (typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= MAX_COPIES) return count;
    this.#reading.problem(
      path,
      `a loop's count must be a whole number from 0 to ${MAX_COPIES}${typeof count === 'number' ? `, not ${count}` : ''}`,
    );
    return undefined;
  }

  /** The list that a loop makes of its input. */
  loop({ name, count, input }: Loop, path: Path): Json {
    const times = this.count(count, [...path, 'count']);
    if (typeof times !== 'number') return unknownValue(times?.unknown ?? 'the count of its loop is not valid');
    return Array.from({ length: times }, (_, index) => this.within({ name, index }).value(input, [...path, 'input']));
  }

  #text(text: string, path: Path): Json {
    const before = this.#reading.here;
    this.#reading.here = path;
    const value = evaluate(text, this.#scope);
    this.#reading.here = before;
    return value;
  }

  #row(row: Row, path: Path): Json {
    const loops = loopsOf(row);
    const values: [string, Json][] = [];
    let unknownKey: string | undefined;
    for (const [key, json] of Object.entries(row)) {
      if (key === 'copy' && loops !== undefined) continue;
      const name = this.#text(key, [...path, key]);
      if (typeof name === 'string') values.push([name, this.value(json, [...path, key])]);
      else unknownKey ??= whyUnknown(name) ?? 'a key in it is no text';
    }
    loops?.forEach((loop, index) => {
      values.push([loop.name, this.loop(loop, [...path, 'copy', index])]);
    });
    const found = Object.fromEntries(values);
    return unknownKey === undefined ? found : { ...found, ...unknownValue(unknownKey) };
  }
}

type Loop = { readonly name: string; readonly count: Json; readonly input: Json };

/** The loops that make properties of an object, or elements of variables: `copy: [{name, count, input}]`. */
function loopsOf(row: Row): readonly Loop[] | undefined {
  const { copy } = row;
  if (!Array.isArray(copy) || copy.length === 0) return undefined;
  const loops = copy.filter(
    (item): item is Row & Loop => isRow(item) && typeof item.name === 'string' && 'input' in item,
  );
  return loops.length === copy.length ? loops : undefined;
}
