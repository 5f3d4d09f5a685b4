/** Facts as expressions read them: one class for each declared type, which raises what is unknown and keeps what was read. */

import { type Fact, isUnknown } from '../model/fact.ts';
import type { Evidence, EvidenceValue } from '../model/finding.ts';
import type { Answer } from '../model/grant.ts';
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
    const path = `${instance.#path}.${name}`;
    if (fact === undefined) throw new TypeError(`${path} was not filled`);
    if (isUnknown(fact)) {
      keep(path, { unknown: fact.because }, instance.#resource, source);
      throw new UnknownFact(fact.because);
    }
    if (type === 'bool' || type === 'string' || type === 'list<string>') {
      keep(path, fact as EvidenceValue, instance.#resource, source);
      return fact;
    }
    let child = instance.#children.get(name);
    if (child === undefined) {
      child = wrap(fact, type, path, instance.#resource);
      instance.#children.set(name, child);
    }
    return child;
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

/** A fact's value as expressions read it; `path` is how rules spell it. */
export function wrap(value: unknown, type: string, path: string, resource: string): unknown {
  const item = /^list<(.+)>$/.exec(type)?.[1];
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

/** An answer about access is evidence as a whole; its fields are not. */
function keep(field: string, value: EvidenceValue, resource: string, source: string): void {
  if (trace !== undefined && !field.startsWith('access(') && !trace.evidence.has(field)) {
    trace.evidence.set(field, { is: 'setting', field, value, resource, source });
  }
}
