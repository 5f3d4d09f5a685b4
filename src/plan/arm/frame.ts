/** One template at the place where it goes: a whole file, or the nested template of a deployment. */

import type { Json, Row } from '../../model/estate.ts';
import { unknownValue, whyUnknown } from '../../model/json.ts';
import type { Path } from '../../sources/yaml.ts';
import { type Body, bodyOf } from './body.ts';
import { type Declaration, declare } from './declaration.ts';
import { Evaluation, type Functions } from './evaluation.ts';
import { nestedTemplate } from './nested.ts';
import { once } from './once.ts';
import { outputsOf } from './outputs.ts';
import type { GivenParameters } from './parameter-files.ts';
import { Parameters } from './parameters.ts';
import { part, type Reading } from './reading.ts';
import { referenceFunctions } from './reference.ts';
import { ResourceIndex } from './resource-index.ts';
import { surroundings } from './surroundings.ts';
import type { Target } from './target.ts';
import { userFunctions } from './user-functions.ts';
import { variablesOf } from './variables.ts';

export type FrameOptions = {
  readonly reading: Reading;
  /** `elsewhere` says why the template is not in the file. */
  readonly template: Row | { readonly elsewhere: string };
  readonly path: Path;
  /** The deployment's name. */
  readonly name: Json;
  readonly target: Target;
  readonly given: GivenParameters;
  readonly parent?: Frame;
  /** What surrounds a nested template whose expressions are evaluated there. */
  readonly outer?: Evaluation;
};

export class Frame {
  readonly reading: Reading;
  readonly target: Target;
  /** Why its resources are not known; `undefined` where they are. */
  readonly elsewhere: string | undefined;
  readonly #parent: Frame | undefined;
  readonly #parameters: Parameters | undefined;
  readonly #evaluation: Evaluation;
  readonly #index: () => ResourceIndex;
  readonly #outputs: () => Json;
  readonly #bodies = new Map<Declaration, Body>();
  readonly #nested = new Map<Declaration, Frame>();

  constructor({ reading, template, path, name, target, given, parent, outer }: FrameOptions) {
    this.reading = reading;
    this.target = target;
    this.elsewhere = 'elsewhere' in template ? String(template.elsewhere) : undefined;
    this.#parent = parent;
    const whole: Row = this.elsewhere === undefined ? template : {};
    const evaluation = () => this.#evaluation;
    if (outer === undefined) {
      const isNested = parent !== undefined;
      const parameters = new Parameters(reading, { template: whole, path, given, isNested, evaluation });
      const around = this.#surroundings(name);
      const variables = variablesOf(reading, whole, path, evaluation);
      this.#parameters = parameters;
      this.#evaluation = new Evaluation(reading, {
        ...around,
        ...userFunctions(reading, whole, path, around),
        ...referenceFunctions(this),
        parameters: named(parameter => parameters.value(parameter)),
        variables: named(variables),
      });
    } else this.#evaluation = outer;
    const resources = [...path, 'resources'];
    this.#index = once(
      () =>
        new ResourceIndex(declare(part(whole, 'resources'), resources, { reading, evaluation: evaluation(), target })),
      // Names and conditions cannot be made of what other resources of their template become.
      () => new ResourceIndex([]),
    );
    const cycle = (output: string) => this.#cycle([...path, 'outputs', output], `the output "${output}"`);
    this.#outputs = once(
      () => (this.elsewhere === undefined ? outputsOf(whole, path, evaluation(), cycle) : unknownValue(this.elsewhere)),
      () => cycle(''),
    );
  }

  /** Looks at what is given to the template, whether something needs it or not. */
  check(): void {
    if (this.elsewhere === undefined) this.#parameters?.check();
  }

  get declarations(): readonly Declaration[] {
    return this.#index().declarations;
  }

  /** A resource of this template by any of its names, or one of the templates around it by its id. */
  find(what: string): Declaration | undefined {
    return this.#index().find(what) ?? (what.startsWith('/') ? this.#above(what) : undefined);
  }

  /** The turns of a loop, by the symbolic name of their resource or the name of the loop. */
  turns(loop: string): readonly Declaration[] {
    return this.#index().loop(loop);
  }

  /** What is sent for a resource. */
  bodyOf(declaration: Declaration): Body {
    return kept(this.#ownerOf(declaration).#bodies, declaration, () =>
      bodyOf(declaration, key => this.#cycle(declaration.path, declaration.symbol ?? declaration.name, key)),
    );
  }

  /** The template of a nested deployment. */
  nested(declaration: Declaration): Frame {
    const owner = this.#ownerOf(declaration);
    return kept(
      owner.#nested,
      declaration,
      () => new Frame({ ...nestedTemplate(this.reading, declaration), parent: owner }),
    );
  }

  outputs(): Json {
    return this.#outputs();
  }

  #above(id: string): Declaration | undefined {
    if (this.#parent === undefined) return undefined;
    return this.#parent.#index().byId(id) ?? this.#parent.#above(id);
  }

  /** The frame that declares it: this one, or one around it. */
  #ownerOf(declaration: Declaration): Frame {
    if (this.#parent === undefined || this.#index().has(declaration)) return this;
    return this.#parent.#ownerOf(declaration);
  }

  #root(): Frame {
    return this.#parent === undefined ? this : this.#parent.#root();
  }

  #surroundings(name: Json): Functions {
    const { cloud, deployment } = this.reading.context;
    return surroundings({ name, target: this.target, root: this.#root().target, deployment, cloud });
  }

  #cycle(path: Path, what: string, through?: string): Json {
    const says = `${what} depends on itself${through === undefined ? '' : `, through its ${through}`}`;
    this.reading.problem(path, `${says}: Azure refuses circular dependencies`);
    return unknownValue(says);
  }
}

function named(read: (name: string) => Json): (args: readonly Json[]) => Json {
  return ([name]) => (typeof name === 'string' ? read(name) : unknownValue(whyUnknown(name) ?? 'a name is expected'));
}

function kept<T>(map: Map<Declaration, T>, key: Declaration, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
