/** A Terraform plan as its resources are read from it: values, also such as are known only after apply, and ids. */

import type { Cloud } from '../../model/cloud.ts';
import type { Json } from '../../model/estate.ts';
import type { Location } from '../../model/finding.ts';
import { unknownValue } from '../../model/json.ts';
import type { JsonText } from '../../sources/json-text.ts';
import type { Path } from '../../sources/yaml.ts';
import type { PlanContext } from '../context.ts';
import { type Identified, Ids } from './identify.ts';
import { holes, type Instance, Instances, look } from './instance.ts';
import { Modules } from './modules.ts';
import { type Source, Sources } from './sources.ts';
import { Subscriptions } from './subscription.ts';
import { child, walk } from './walk.ts';
import type { Want } from './want.ts';

export class World {
  readonly instances: Instances;
  readonly modules: Modules;
  readonly cloud: Cloud;
  readonly subscriptions: Subscriptions;
  readonly #json: JsonText;
  readonly #sources: Sources;
  readonly #ids: Ids;
  readonly #followed = new Map<Instance, Map<Json, Source[]>>();

  constructor(json: JsonText, context: PlanContext) {
    this.#json = json;
    this.cloud = context.cloud;
    this.instances = new Instances(json.value);
    this.modules = new Modules(json.value);
    this.#sources = new Sources(json.value, this.instances, this.modules);
    this.subscriptions = new Subscriptions(json, this.instances, this.modules, context.deployment);
    this.#ids = new Ids(this);
  }

  /** What an instance is called by Azure once the plan has run. */
  identify(of: Instance): Identified {
    return this.#ids.after(of);
  }

  /** What it is called by Azure before the plan runs. */
  identifyBefore(of: Instance): Identified {
    return this.#ids.before(of);
  }

  /**
   * An attribute's value; an `unknownValue` where it is known only after apply and its references do not tell what it will be.
   * `undefined` where nothing sets it: a new resource then gets Azure's default.
   */
  value(of: Instance, path: Path, want?: Want): Json | undefined {
    const { known, value } = look(of, path);
    if (known) return value;
    if (this.#isLeftToAzure(of, path)) return undefined;
    return this.#settle(of, path, want);
  }

  /**
   * The texts of a list or set, such as identity ids: known ones and those that its references tell. An `unknownValue` where the
   * references do not tell all of them.
   */
  list(of: Instance, path: Path, want: Want): Json {
    const { known, value } = look(of, path);
    const open = holes(walk(of.unknown, ...path));
    const items = (known && Array.isArray(value) ? value : []).filter(item => typeof item === 'string');
    if (known && open === 0) return items;
    const sources = this.sources(of, path);
    const found = sources.map(source => this.#known(source) ?? this.#wanted(source, want));
    const texts = found.flatMap(one => (Array.isArray(one) ? one : [one]));
    const fresh = sources.flatMap((source, index) => (this.#known(source) === undefined ? [found[index]] : []));
    const isTold = sources.length > 0 && texts.every(text => typeof text === 'string' && text.startsWith('/'));
    // A known list with unknown items shows how many they are; of a list that is unknown as a whole all sources are items.
    if (!isTold || (known && new Set(fresh).size !== open)) return this.unknown(of, path);
    return [...new Set([...items, ...(texts as string[])])];
  }

  /** What an attribute refers to. */
  sources(of: Instance, path: Path): Source[] {
    const frame = this.modules.frame(of);
    const expression = this.#expression(of, path);
    if (frame === undefined || expression === undefined) return [];
    let found = this.#followed.get(of);
    if (found === undefined) {
      found = new Map();
      this.#followed.set(of, found);
    }
    const sources = found.get(expression) ?? this.#sources.of(expression, frame);
    found.set(expression, sources);
    return sources;
  }

  /** What exactly one of the references of an attribute will be, where the others cannot be it. */
  pick(of: Instance, path: Path, want: Want): Json | undefined {
    const sources = this.sources(of, path);
    if (sources.some(({ is }) => is === 'opaque')) return undefined;
    const [only, ...others] = distinct(sources.map(source => this.#wanted(source, want)));
    return others.length === 0 ? only : undefined;
  }

  /**
   * An `unknownValue` that says what the attribute refers to: what may be meant by it where `want` tells, else all that is not known.
   * `name` stands for it in messages.
   */
  unknown(of: Instance, path: Path, name = String(path.at(-1)), want?: Want): Json {
    const sources = this.sources(of, path);
    const open = sources.filter(source => this.#known(source) === undefined);
    const meant = sources.filter(source => this.#wanted(source, want) !== undefined);
    const shown = meant.some(source => open.includes(source)) ? meant : [...meant, ...open];
    const named = [...new Set(shown.map(({ says }) => says))].sort();
    const refers = named.length === 0 ? '' : ` (it refers to ${spelled(named)})`;
    return unknownValue(`${name} is known only after apply${refers}`);
  }

  /** Whether a resource is made by this plan. */
  isNew({ actions }: Instance): boolean {
    return actions.includes('create');
  }

  /** The place of an instance, or of the deepest part of an attribute that the plan spells out. */
  locate(of: Instance, path?: Path): Location {
    const at = of.at ?? [];
    if (path === undefined) return this.#json.locate([...at, 'address']);
    const after = depthOf(of.after, path);
    const unknown = depthOf(of.unknown, path);
    if (after === 0 && unknown === 0) return this.#json.locate([...at, 'address']);
    const side = unknown > after ? 'after_unknown' : 'after';
    return this.#json.locate([...at, 'change', side, ...path.slice(0, Math.max(after, unknown))]);
  }

  /**
   * Only of whole attributes of resources whose configuration the plan has: the blocks that a `dynamic` block makes are not in it,
   * so nobody can tell about a part of a block.
   */
  #isLeftToAzure(of: Instance, path: Path): boolean {
    const expressions = child(this.modules.resource(of), 'expressions');
    return (
      this.isNew(of) && path.length === 1 && expressions !== undefined && child(expressions, path[0]!) === undefined
    );
  }

  /** The expression that sets an attribute; expressions are not taken apart further than blocks. */
  #expression(of: Instance, path: Path): Json | undefined {
    let here = child(this.modules.resource(of), 'expressions');
    for (const step of path) {
      if (child(here, 'references') !== undefined || child(here, 'constant_value') !== undefined) return here;
      here = child(here, step);
    }
    return here;
  }

  /** A plan does not tell `a.id` from `"${a.id}/b"`, so it takes one reference, of the kind that the attribute is for. */
  #settle(of: Instance, path: Path, want: Want | undefined): Json {
    const open = this.sources(of, path).filter(source => this.#known(source) === undefined);
    const certain = open.filter(source => !(source.is === 'attribute' && source.maybe));
    const doubtful = open.filter(source => source.is === 'attribute' && source.maybe);
    const found = certain.length > 0 ? certain.map(source => this.#wanted(source, want)) : [];
    const maybe = doubtful.map(source => this.#wanted(source, want)).filter(value => value !== undefined);
    const [only, ...others] = distinct([...found, ...maybe]);
    const isPlain = others.length === 0 && only !== undefined && !found.includes(undefined);
    return isPlain ? only : this.unknown(of, path);
  }

  #wanted(source: Source, want: Want | undefined): Json | undefined {
    return source.is === 'attribute' ? want?.(source.of, source.path, this) : undefined;
  }

  /** The value of a source that is known before the plan runs; `null` counts as one. */
  #known(source: Source): Json | undefined {
    if (source.is === 'value') return source.value;
    if (source.is === 'opaque' || source.path.length === 0) return undefined;
    const { known, value } = look(source.of, source.path);
    return known && holes(walk(source.of.unknown, ...source.path)) === 0 ? (value ?? null) : undefined;
  }
}

function distinct(values: readonly (Json | undefined)[]): Json[] {
  const found = new Map(values.flatMap(value => (value === undefined ? [] : [[JSON.stringify(value), value]])));
  return [...found.values()];
}

function depthOf(value: Json, path: Path): number {
  let here: Json | undefined = value;
  for (let depth = 0; depth < path.length; depth += 1) {
    here = child(here, path[depth]!);
    if (here === undefined || here === null) return depth;
  }
  return path.length;
}

function spelled(names: readonly string[]): string {
  const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  return shown.length === 1 ? shown[0]! : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
