/** The parameters of a template: what was given, else the default, checked against the declaration. */

import type { Json, Row } from '../../model/estate.ts';
import { unknownValue, whyUnknown } from '../../model/json.ts';
import { meant } from '../../sources/meant.ts';
import type { Path } from '../../sources/yaml.ts';
import type { Evaluation } from './evaluation.ts';
import { once } from './once.ts';
import type { GivenParameters } from './parameter-files.ts';
import { isRow, part, type Reading, textPart } from './reading.ts';

/** A template that declares parameters, and what it is given. */
export type Parameterized = {
  readonly template: Row;
  /** Of the template. */
  readonly path: Path;
  readonly given: GivenParameters;
  /** Values for the nested template of a deployment are always given; a file's may come on the command line. */
  readonly isNested: boolean;
  /** In which defaults are evaluated. */
  readonly evaluation: () => Evaluation;
};

export class Parameters {
  readonly #reading: Reading;
  readonly #of: Parameterized;
  readonly #values = new Map<string, () => Json>();
  readonly #names: readonly string[];

  constructor(reading: Reading, of: Parameterized) {
    this.#reading = reading;
    this.#of = of;
    const parameters = part(of.template, 'parameters');
    const declared = isRow(parameters) ? parameters : {};
    this.#names = Object.keys(declared);
    for (const [name, declaration] of Object.entries(declared)) {
      const path = [...of.path, 'parameters', name];
      const again = () => {
        reading.problem(path, `the parameter "${name}" depends on itself: Azure refuses circular dependencies`);
        return unknownValue(`the parameter ${name} depends on itself`);
      };
      this.#values.set(
        name.toLowerCase(),
        once(() => this.#value(name, isRow(declaration) ? declaration : {}, path), again),
      );
    }
  }

  /** A parameter's value; one that the template does not declare is a problem of the place that asks. */
  value(name: string): Json {
    const value = this.#values.get(name.toLowerCase());
    if (value !== undefined) return value();
    this.#reading.problem(this.#reading.here, `the template has no parameter "${name}"; ${meant(name, this.#names)}`);
    return unknownValue(`the template has no parameter ${name}`);
  }

  /** Looks at every parameter, whether something needs it or not. */
  check(): void {
    for (const { name, locate } of this.#of.given.values()) {
      if (!this.#values.has(name.toLowerCase()))
        this.#reading.problems.push({
          ...locate(),
          says: `the template has no parameter "${name}"; ${meant(name, this.#names)}`,
        });
    }
    for (const value of this.#values.values()) value();
  }

  #value(name: string, declaration: Row, path: Path): Json {
    const spec = this.#spec(declaration);
    const given = this.#of.given.get(name.toLowerCase());
    const value = given?.value();
    const initial = part(declaration, 'defaultValue');
    // Azure takes null for "not given" wherever there is a default.
    const isGiven = given !== undefined && (value !== null || initial === undefined);
    if (!isGiven && initial === undefined) return this.#missing(name, spec, path);
    const found = isGiven ? value! : this.#of.evaluation().value(initial, [...path, 'defaultValue']);
    const because = whyUnknown(found);
    // What is known of a value in part stays readable.
    if (because !== undefined)
      return Object.keys(found as Row).length > 1 ? found : unknownValue(`parameter ${name}: ${because}`);
    const fault = faultOf(name, found, spec);
    if (fault !== undefined) {
      this.#reading.problems.push({ ...(isGiven ? given.locate() : this.#reading.json.locate(path)), says: fault });
      return unknownValue(fault);
    }
    return isSecure(spec.type) ? unknownValue(`the value of the secure parameter ${name} is not looked at`) : found;
  }

  #missing(name: string, spec: Spec, path: Path): Json {
    if (spec.isNullable) return null;
    const says = `the parameter "${name}" has no value`;
    if (this.#of.isNested) this.#reading.problem(path, `${says}: the deployment that holds this template passes none`);
    else this.#reading.notice(path, `${says}: pass a parameter file; what depends on it is unknown`);
    return unknownValue(`the parameter ${name} has no value: pass a parameter file`);
  }

  /** A declaration may point to a type of the template's `definitions`, and that to another. */
  #spec(declaration: Row): Spec {
    let here: Row = declaration;
    let isNullable = false;
    let allowed: readonly Json[] | undefined;
    for (let steps = 0; steps < 20; steps += 1) {
      isNullable ||= part(here, 'nullable') === true;
      const values = part(here, 'allowedValues');
      if (allowed === undefined && Array.isArray(values)) allowed = values;
      const next = /^#\/definitions\/([^/]+)$/.exec(textPart(here, '$ref') ?? '')?.[1];
      const definition = next === undefined ? undefined : part(part(this.#of.template, 'definitions'), next);
      if (!isRow(definition)) break;
      here = definition;
    }
    return { type: (textPart(here, 'type') ?? '').toLowerCase(), isNullable, allowed };
  }
}

type Spec = { readonly type: string; readonly isNullable: boolean; readonly allowed: readonly Json[] | undefined };

export function isSecure(type: string): boolean {
  return ['securestring', 'secureobject'].includes(type.toLowerCase());
}

/** Values are not quoted where they may be secrets. */
function faultOf(name: string, value: Json, { type, isNullable, allowed }: Spec): string | undefined {
  if (value === null && isNullable) return undefined;
  const actual = kindOf(value);
  const wanted = KINDS[type];
  if (wanted !== undefined && wanted !== actual)
    return `the parameter "${name}" must be of type ${type}, and is ${actual === 'int' ? 'a number' : withArticle(actual)}`;
  if (allowed === undefined || isSecure(type)) return undefined;
  const values = Array.isArray(value) && type === 'array' ? value : [value];
  const isAllowed = (one: Json) =>
    allowed.some(other => sameText(other, one)) ||
    (Array.isArray(value) && allowed.some(other => sameText(other, value)));
  const strange = values.find(one => !isAllowed(one));
  if (strange === undefined) return undefined;
  return `the parameter "${name}" is ${JSON.stringify(strange)}; expected one of ${allowed.map(one => JSON.stringify(one)).join(', ')}`;
}

const KINDS: { readonly [type: string]: string } = {
  string: 'string',
  securestring: 'string',
  int: 'int',
  bool: 'bool',
  array: 'array',
  object: 'object',
  secureobject: 'object',
};

function kindOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'fraction';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function withArticle(kind: string): string {
  if (kind === 'null') return kind;
  return `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;
}

function sameText(a: Json, b: Json): boolean {
  return JSON.stringify(a).toLowerCase() === JSON.stringify(b).toLowerCase();
}
