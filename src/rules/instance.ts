/** Facts as expressions read them: one class for each declared type, which raises what is unknown and keeps what was read. */

import { type Fact, isUnknown } from '../model/fact.ts';
import type { Evidence, EvidenceValue } from '../model/finding.ts';
import type { Answer } from '../model/grant.ts';
import { sayPrincipal } from '../model/planned-principal.ts';
import type { FieldType } from '../subjects/declare.ts';
import { SUBJECTS, type Subject, type TypeName } from '../subjects/subjects.ts';
import { TYPES } from '../subjects/types.ts';

/** Answers whether a principal holds a role at a scope; the role by its name or GUID. */
export type Ask = (principalId: string, role: string, scope: string) => Answer;

/** A subject's variables as expressions read them. */
export type Bound = { readonly [variable: string]: unknown };

/** Raised where an expression reads a fact that is not known; often, so without the cost of a stack. */
export class UnknownFact extends Error {
  constructor(because: string) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(because);
    Error.stackTraceLimit = stackTraceLimit;
  }
}

type Trace = { readonly ask: Ask; readonly evidence: Map<string, Evidence> };

type Seen = Extract<Evidence, { readonly is: 'setting' }>;

/** Whose reading one evaluation at a time is kept; evaluation is synchronous. */
let trace: Trace | undefined;

/** Runs an evaluation and keeps in `evidence` what it reads. */
export function tracing<T>(ask: Ask, evidence: Map<string, Evidence>, run: () => T): T {
  trace = { ask, evidence };
  try {
    return run();
  } finally {
    trace = undefined;
  }
}

/** Who asks, and where what is read is kept. */
export function currentTrace(): Trace {
  if (trace === undefined) throw new Error('access() was called outside an evaluation');
  return trace;
}

/** A subject's facts as the variables of its expressions. Bind once, evaluate many rules. */
export function bind(subject: Subject): Bound {
  const declared: { readonly [name: string]: string } = SUBJECTS[subject.kind].variables;
  const bound: Record<string, unknown> = {};
  for (const [name, facts] of Object.entries(subject.variables)) {
    bound[name] = wrap(facts, declared[name]!, name, subject.id.split('#')[0]!);
  }
  return bound;
}

/**
 * One value of a declared type; reading an unknown fact of it raises `UnknownFact`, reading any other is kept as evidence.
 * What it is made of is private: a declared field may have any name.
 */
export abstract class Instance {
  readonly #facts: { readonly [name: string]: Fact<unknown> };
  readonly #path: string;
  readonly #resource: string;
  readonly #children = new Map<string, unknown>();
  /** What its fields are as evidence: all rules that read one share it. */
  readonly #seen = new Map<string, Seen>();

  constructor(facts: { readonly [name: string]: Fact<unknown> }, path: string, resource: string) {
    this.#facts = facts;
    this.#path = path;
    const { id } = facts;
    this.#resource = typeof id === 'string' && id !== '' ? id : resource;
  }

  /** A string field that is no evidence by itself. */
  static known(instance: Instance, name: string): string {
    const fact = instance.#facts[name];
    if (isUnknown(fact)) throw new UnknownFact(fact.because);
    return fact as string;
  }

  static read(instance: Instance, name: string, type: FieldType, source: string): unknown {
    const fact = instance.#facts[name];
    if (fact === undefined) throw new TypeError(`${instance.#path}.${name} was not filled`);
    if (isUnknown(fact)) {
      instance.#keep(name, { unknown: fact.because }, source);
      throw new UnknownFact(fact.because);
    }
    if (type === 'bool' || type === 'string' || type === 'list<string>') {
      const value = fact as EvidenceValue;
      instance.#keep(name, typeof value === 'string' ? sayPrincipal(value) : value, source);
      return fact;
    }
    let child = instance.#children.get(name);
    if (child === undefined) {
      child = wrap(fact, type, `${instance.#path}.${name}`, instance.#resource);
      instance.#children.set(name, child);
    }
    return child;
  }

  /** An answer about access is evidence as a whole; its fields are not. */
  #keep(name: string, value: EvidenceValue, source: string): void {
    if (trace === undefined || this.#path.startsWith('access(')) return;
    let seen = this.#seen.get(name);
    if (seen === undefined) {
      seen = { is: 'setting', field: `${this.#path}.${name}`, value, resource: this.#resource, source };
      this.#seen.set(name, seen);
    }
    if (!trace.evidence.has(seen.field)) trace.evidence.set(seen.field, seen);
  }
}

export type InstanceClass = new (
  facts: { readonly [name: string]: Fact<unknown> },
  path: string,
  resource: string,
) => Instance;

/** The class of each declared type. */
export const CLASSES: ReadonlyMap<string, InstanceClass> = new Map(
  Object.keys(TYPES).map(name => [name, instanceClass(name as TypeName)]),
);

const LIST = /^list<(.+)>$/;

/** A fact's value as expressions read it; `path` is how rules spell it. */
export function wrap(value: unknown, type: string, path: string, resource: string): unknown {
  const item = LIST.exec(type)?.[1];
  if (item !== undefined) {
    return (value as readonly unknown[]).map((one, index) => wrap(one, item, `${path}[${index}]`, resource));
  }
  const type_ = CLASSES.get(type)!;
  return new type_(value as { readonly [name: string]: Fact<unknown> }, path, resource);
}

function instanceClass(typeName: TypeName): InstanceClass {
  const type = class extends Instance {};
  for (const [name, { type: fieldType, source }] of Object.entries(TYPES[typeName].fields)) {
    Object.defineProperty(type.prototype, name, {
      enumerable: true,
      get(this: Instance) {
        return Instance.read(this, name, fieldType, source);
      },
    });
  }
  return type;
}
