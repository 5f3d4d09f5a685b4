/** The language of rules: the one file that knows CEL. It types expressions by the declared subjects, evaluates them, and keeps what they looked at. */

import { type ASTNode, Environment } from '@marcbachmann/cel-js';
import { type Fact, isUnknown, Unknown } from '../model/fact.ts';
import type { Evidence, EvidenceValue } from '../model/finding.ts';
import type { Answer, Grant } from '../model/grant.ts';
import { REQUIRED_ROLES } from '../model/roles.ts';
import { meant } from '../sources/meant.ts';
import type { FieldType } from '../subjects/declare.ts';
import { type Facts, SUBJECTS, type Subject, type SubjectKind, type TypeName } from '../subjects/subjects.ts';
import { TYPES } from '../subjects/types.ts';

/** Answers whether a principal holds a role at a scope; the role by its name or GUID. */
export type Ask = (principalId: string, role: string, scope: string) => Answer;

/** An expression made ready for one kind of subject, or what is wrong with it and where in its text. */
export type Expression = { readonly text: string; readonly type: string; run(bound: Bound): unknown };
export type Fault = { readonly says: string; readonly offset: number };

/** A subject's variables as expressions read them. */
export type Bound = { readonly [variable: string]: unknown };

/** What an evaluation came to. */
export type Outcome =
  | { readonly is: 'value'; readonly value: unknown; readonly evidence: readonly Evidence[] }
  | { readonly is: 'unknown'; readonly because: string; readonly evidence: readonly Evidence[] };

/** Raised where an expression reads a fact that is not known. */
class UnknownFact extends Error {}

type Trace = { readonly ask: Ask; readonly evidence: Map<string, Evidence> };

/** Far above what a rule needs, far below what would stall a run. */
const LIMITS = { maxAstNodes: 2_000, maxDepth: 60, maxListElements: 200, maxMapEntries: 200, maxCallArguments: 16 };

/** Who may be asked about, and on what. */
const WHO: readonly TypeName[] = ['Identity', 'Principal'];
const TARGETS: readonly TypeName[] = ['StorageAccount', 'Container', 'Vault', 'Workspace', 'Identity', 'Cluster'];

/** Whose reading one evaluation at a time is kept; evaluation is synchronous. */
let trace: Trace | undefined;

/**
 * One value of a declared type; reading an unknown fact of it raises `UnknownFact`, reading any other is kept as evidence.
 * What it is made of is private: a declared field may have any name.
 */
abstract class Instance {
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

type InstanceClass = new (
  facts: { readonly [name: string]: Fact<unknown> },
  path: string,
  resource: string,
) => Instance;

const CLASSES = new Map<string, InstanceClass>(Object.keys(TYPES).map(name => [name, instanceClass(name as TypeName)]));
const ROOT = environment();
const BY_KIND = new Map<string, Environment>();

/** Makes an expression ready, or says what is wrong with it. `wanted` lists the types that its value may have. */
export function compile(text: string, kind: SubjectKind, wanted: readonly string[]): Expression | Fault {
  let parsed: ReturnType<Environment['parse']>;
  try {
    parsed = environmentOf(kind).parse(text);
  } catch (error) {
    return faultOf(error, kind, text);
  }
  const { valid, type, error } = parsed.check();
  if (!valid) return faultOf(error, kind, text);
  if (!wanted.includes(type!)) {
    return { says: `gives ${type}, where ${wanted.join(' or ')} is expected`, offset: 0 };
  }
  const role = unknownRole(parsed.ast);
  if (role !== undefined) return role;
  return { text, type: type!, run: parsed };
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

/** Evaluates. Throws only where the rule itself is broken. */
export function evaluate(expression: Expression, bound: Bound, ask: Ask): Outcome {
  const evidence = new Map<string, Evidence>();
  trace = { ask, evidence };
  try {
    return { is: 'value', value: expression.run(bound), evidence: [...evidence.values()] };
  } catch (error) {
    const unknown = unknownOf(error);
    if (unknown === undefined) throw error;
    return { is: 'unknown', because: unknown.message, evidence: [...evidence.values()] };
  } finally {
    trace = undefined;
  }
}

/** Every name that an expression on a kind of subject can start with, and its type. */
export function variablesOf(kind: SubjectKind): readonly (readonly [name: string, type: string])[] {
  return Object.entries(SUBJECTS[kind].variables);
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

function environment(): Environment {
  const root = new Environment({ limits: LIMITS });
  for (const [name, { fields }] of Object.entries(TYPES)) {
    const types = Object.fromEntries(Object.entries(fields).map(([field, { type }]) => [field, type]));
    root.registerType(name, { ctor: CLASSES.get(name)!, fields: types });
  }
  for (const who of WHO) {
    for (const target of TARGETS) {
      root.registerFunction(`access(${who}, string, ${target}): Access`, access);
    }
  }
  return root;
}

function environmentOf(kind: SubjectKind): Environment {
  let found = BY_KIND.get(kind);
  if (found === undefined) {
    found = ROOT.clone();
    for (const [name, type] of variablesOf(kind)) found.registerVariable(name, type);
    BY_KIND.set(kind, found);
  }
  return found;
}

function wrap(value: unknown, type: string, path: string, resource: string): unknown {
  const item = /^list<(.+)>$/.exec(type)?.[1];
  if (item !== undefined) {
    return (value as readonly unknown[]).map((one, index) => wrap(one, item, `${path}[${index}]`, resource));
  }
  const type_ = CLASSES.get(type)!;
  return new type_(value as { readonly [name: string]: Fact<unknown> }, path, resource);
}

/** An answer about access is evidence as a whole; its fields are not. */
function keep(field: string, value: EvidenceValue, resource: string, source: string): void {
  if (trace !== undefined && !field.startsWith('access(') && !trace.evidence.has(field)) {
    trace.evidence.set(field, { is: 'setting', field, value, resource, source });
  }
}

/** `access(who, role, target)`: what the principal may do there, as the access engine answers. */
function access(who: Instance, role: string, target: Instance): unknown {
  if (trace === undefined) throw new Error('access() was called outside an evaluation');
  const { ask, evidence } = trace;
  const principalId = Instance.known(who, 'principalId');
  const scope = Instance.known(target, 'id');
  const answer = ask(principalId, role, scope);
  evidence.set(`access ${principalId} ${role} ${scope}`, {
    is: 'access',
    role,
    who: Instance.known(who, 'name'),
    answer,
  });
  return wrap(accessFacts(answer), 'Access', 'access()', scope);
}

function accessFacts(answer: Answer): Facts<'Access'> {
  const unknown = answer.is === 'unknown' ? new Unknown(answer.because) : undefined;
  return {
    granted: unknown ?? answer.is === 'granted',
    grants: unknown ?? answer.grants.map(grantFacts),
    holds: unknown ?? holds(answer.grants),
    denied: unknown ?? (answer.is === 'missing' && answer.denials.length > 0),
  };
}

/** A grant as rules read it; what only wiring knows of it stays unknown here. */
function grantFacts(grant: Grant): Facts<'Grant'> {
  const elsewhere = new Unknown('only the subject wiring.grant knows it');
  return {
    id: grant.assignmentId,
    roleName: grant.roleName,
    roleId: grant.roleId,
    scope: grant.scope,
    scopeKind: grant.scopeKind,
    principalId: grant.principalId,
    throughGroup: grant.throughGroup,
    isConditional: grant.condition !== undefined,
    principalExists: elsewhere,
    hasDataActions: elsewhere,
    isDirect: elsewhere,
    reaches: elsewhere,
    resource: elsewhere,
  };
}

function holds(grants: readonly Grant[]): string {
  if (grants.length === 0) return 'no role there';
  return grants.map(({ roleName, scope }) => `${roleName} at ${scope}`).join(', ');
}

function unknownOf(error: unknown): UnknownFact | undefined {
  for (let here: unknown = error; here instanceof Error; here = here.cause) {
    if (here instanceof UnknownFact) return here;
  }
  return undefined;
}

function faultOf(error: unknown, kind: SubjectKind, text: string): Fault {
  const { summary, range, message } = error as {
    summary?: string;
    range?: { start: number; end: number };
    message: string;
  };
  const says = (summary ?? message.split('\n')[0]!).replace(/^./, letter => letter.toLowerCase());
  const offset = range?.start ?? 0;
  const word = /(?:no such key|unknown variable): (\w+)/i.exec(says)?.[1];
  if (word === undefined) return { says, offset };
  const known = /variable/i.test(says) ? variablesOf(kind).map(([name]) => name) : fieldsBefore(text, offset, kind);
  return { says: `${says}; ${meant(word, known)}`, offset };
}

/** The fields of the type that stands before a misspelt one, as far as its path is plain: `storage.firewall.`. */
function fieldsBefore(text: string, offset: number, kind: SubjectKind): string[] {
  const path = /([A-Za-z_][\w.]*)\.$/.exec(text.slice(0, offset))?.[1]?.split('.') ?? [];
  const [variable, ...rest] = path;
  let type: string | undefined = Object.fromEntries(variablesOf(kind))[variable ?? ''];
  for (const name of rest) {
    const fields: { readonly [name: string]: { readonly type: string } } = TYPES[type as TypeName]?.fields ?? {};
    type = fields[name]?.type;
  }
  const found = TYPES[type as TypeName]?.fields;
  return found !== undefined ? Object.keys(found) : Object.values(TYPES).flatMap(({ fields }) => Object.keys(fields));
}

function unknownRole(node: ASTNode): Fault | undefined {
  if (node.op === 'call' && node.args[0] === 'access') {
    const role = node.args[1][1];
    if (role?.op === 'value' && typeof role.args === 'string' && !isRole(role.args)) {
      const names = REQUIRED_ROLES.map(({ name }) => name);
      return {
        says: `no role is called "${role.args}"; ${meant(role.args, names)}`,
        offset: role.start,
      };
    }
  }
  for (const child of childrenOf(node.args)) {
    const fault = unknownRole(child);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function isRole(nameOrId: string): boolean {
  return REQUIRED_ROLES.some(({ id, name }) => name === nameOrId || id === nameOrId.toLowerCase());
}

function childrenOf(args: unknown): ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(childrenOf);
  return typeof args === 'object' && args !== null && 'op' in args && 'args' in args ? [args as ASTNode] : [];
}
