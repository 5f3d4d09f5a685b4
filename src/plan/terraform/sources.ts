/** Where the values of an expression come from: its references, followed through variables, outputs and `for_each`. */

import type { Json } from '../../model/estate.ts';
import type { Path } from '../../sources/yaml.ts';
import { parseReference, type Reference, wholeReferences, withKey } from './address.ts';
import type { Instance, Instances } from './instance.ts';
import type { Frame, Module, Modules } from './modules.ts';
import { child, entriesOf, itemsOf, walk } from './walk.ts';

/** One thing that an expression's value may be made of. `says` is how the plan calls it. */
export type Source =
  | {
      readonly is: 'attribute';
      readonly of: Instance;
      /** Empty where the plan does not tell: it leaves out what follows an index that is an expression. */
      readonly path: Path;
      readonly says: string;
      /** One of several outputs of a module, of which the plan does not tell which one is meant. */
      readonly maybe?: true;
    }
  | { readonly is: 'value'; readonly value: Json; readonly says: string }
  /** What nobody can follow: a local value, of which a plan has nothing but the name. */
  | { readonly is: 'opaque'; readonly says: string };

/** No configuration that people write comes near these; a plan that refers in circles does. */
const DEEPEST = 40;
const MOST = 500;

export class Sources {
  readonly #instances: Instances;
  readonly #modules: Modules;
  readonly #variables: Json | undefined;

  constructor(plan: Json, instances: Instances, modules: Modules) {
    this.#instances = instances;
    this.#modules = modules;
    this.#variables = walk(plan, 'variables');
  }

  /** The sources of an expression, or of all expressions in a block; none where it is a constant. */
  of(expression: Json | undefined, frame: Frame): Source[] {
    return new Trail(this.#instances, this.#modules, this.#variables).follow(expression, frame, 0);
  }
}

/** One walk along references. */
class Trail {
  readonly #instances: Instances;
  readonly #modules: Modules;
  readonly #variables: Json | undefined;
  #taken = 0;

  constructor(instances: Instances, modules: Modules, variables: Json | undefined) {
    this.#instances = instances;
    this.#modules = modules;
    this.#variables = variables;
  }

  follow(expression: Json | undefined, frame: Frame, depth: number): Source[] {
    const references = wholeReferences(listed(expression)).map(text => ({ text, reference: parseReference(text) }));
    const isIndexed = references.some(({ reference }) => reference.is === 'index');
    return references.flatMap(({ text, reference }) => {
      this.#taken += 1;
      if (depth > DEEPEST || this.#taken > MOST) return [{ is: 'opaque', says: text }];
      return this.#expand(text, reference, frame, isIndexed, depth + 1);
    });
  }

  #expand(text: string, reference: Reference, frame: Frame, isIndexed: boolean, depth: number): Source[] {
    if (reference.is === 'index' || reference.is === 'constant') return [];
    if (reference.is === 'other') return [{ is: 'opaque', says: text }];
    if (reference.is === 'variable') return this.#variable(text, reference, frame.module, depth);
    if (reference.is === 'each-value') return this.#eachValue(text, reference.path, frame, depth);
    if (reference.is === 'module') return this.#output(text, reference, frame, isIndexed, depth);
    const candidates = this.#instances.of(frame.module.address, reference.resource);
    const chosen = choose(candidates, reference.key, isIndexed ? frame : undefined);
    if (chosen.length === 0) return [{ is: 'opaque', says: text }];
    return chosen.map(of => ({ is: 'attribute', of, path: reference.path, says: says(of, reference.path) }));
  }

  #variable(text: string, { name, path }: { name: string; path: Path }, module: Module, depth: number): Source[] {
    const fallback = walk(module.configuration, 'variables', name, 'default') ?? null;
    const value = (whole: Json): Source[] => [{ is: 'value', value: walk(whole, ...path) ?? null, says: text }];
    if (module.call === undefined) return value(walk(this.#variables, name, 'value') ?? fallback);
    const expression = walk(module.call.expressions, name);
    if (expression === undefined) return value(fallback);
    const constant = child(expression, 'constant_value');
    if (constant !== undefined) return value(constant);
    return this.follow(expression, module.call.frame, depth).map(source => under(source, path));
  }

  /** The values of `for_each`, which are those of the resources that it refers to. */
  #eachValue(text: string, path: Path, frame: Frame, depth: number): Source[] {
    const sources = this.follow(frame.forEach, { ...frame, forEach: undefined }, depth);
    const own = sources.filter(source => source.is === 'attribute' && source.of.key === frame.key);
    const followed = own.length > 0 && frame.key !== undefined ? own : sources;
    // NOTE: a local value is as opaque here as anywhere, and so is a map that is written out in `for_each` with references in it.
    return followed.map(source => (source.is === 'opaque' ? { ...source, says: text } : under(source, path)));
  }

  #output(
    text: string,
    { name, key, path }: { name: string; key: string | number | undefined; path: Path },
    frame: Frame,
    isIndexed: boolean,
    depth: number,
  ): Source[] {
    const prefix = `${frame.module.address === '' ? '' : `${frame.module.address}.`}module.${name}`;
    const called = new Set(this.#instances.calledAs(prefix));
    const call = walk(frame.module.configuration, 'module_calls', name);
    // A module without resources has outputs all the same.
    const isSingle = ['count_expression', 'for_each_expression'].every(one => child(call, one) === undefined);
    if (isSingle) called.add(prefix);
    const candidates = [...called].flatMap(address => this.#modules.at(address) ?? []);
    const keys = candidates.map(module => ({ module, key: module.call!.frame.key }));
    const chosen = choose(keys, key, isIndexed ? frame : undefined);
    if (chosen.length === 0) return [{ is: 'opaque', says: text }];
    return chosen.flatMap(({ module }) => {
      const outputs = walk(module.configuration, 'outputs');
      const [output, ...rest] = path;
      const inside = { module, key: undefined, forEach: undefined };
      const one = (expression: Json | undefined): Source[] => {
        const constant = child(expression, 'constant_value');
        if (constant !== undefined) return [{ is: 'value', value: constant, says: text }];
        return this.follow(expression, inside, depth).map(source => under(source, rest));
      };
      if (output !== undefined) return one(walk(outputs, output, 'expression'));
      return entriesOf(outputs).flatMap(([, value]) =>
        one(walk(value, 'expression')).flatMap(source =>
          source.is === 'attribute' ? [{ ...source, maybe: true as const }] : [],
        ),
      );
    });
  }
}

/** The instance of a key; that of the own key where the expression mentions `each.key` or `count.index`; else all. */
function choose<T extends { readonly key: string | number | undefined }>(
  candidates: readonly T[],
  key: string | number | undefined,
  indexed: Frame | undefined,
): readonly T[] {
  if (key !== undefined) return candidates.filter(one => one.key === key);
  const own = candidates.filter(one => one.key !== undefined && one.key === indexed?.key);
  return own.length > 0 ? own : candidates;
}

/** A path within something that is passed on whole; what is passed on in parts keeps its own. */
function under(source: Source, path: Path): Source {
  if (source.is !== 'attribute' || source.path.length > 0 || path.length === 0) return source;
  return { ...source, path, says: says(source.of, path) };
}

function says(of: Instance, path: Path): string {
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? withKey(text, step) : `${text}.${step}`),
    of.address,
  );
}

/** All references in an expression or a block of expressions, as they are listed. */
function listed(expression: Json | undefined): string[] {
  if (Array.isArray(expression)) return expression.flatMap(listed);
  const own = itemsOf(expression, 'references');
  if (own.length > 0) return own.filter(text => typeof text === 'string');
  return entriesOf(expression).flatMap(([key, value]) => (key === 'constant_value' ? [] : listed(value)));
}
