/** The language of rules: the one file that knows CEL. It types expressions by the declared subjects and evaluates them. */

import { type ASTNode, Environment } from '@marcbachmann/cel-js';
import type { Evidence } from '../model/finding.ts';
import { REQUIRED_ROLES } from '../model/roles.ts';
import { meant } from '../sources/meant.ts';
import type { SubjectKind } from '../subjects/subjects.ts';
import { TYPES } from '../subjects/types.ts';
import { access, accessBeyond, TARGETS, WHO } from './access-call.ts';
import { type Fault, faultOf, variablesOf } from './fault.ts';
import { type Ask, type Bound, CLASSES, tracing, UnknownFact } from './instance.ts';

/** An expression made ready for one kind of subject. */
export type Expression = { readonly text: string; run(bound: Bound): unknown };

/** What an evaluation came to. */
export type Outcome =
  | { readonly is: 'value'; readonly value: unknown }
  | { readonly is: 'unknown'; readonly because: string };

/** Far above what a rule needs, far below what would stall a run. */
const LIMITS = { maxAstNodes: 2_000, maxDepth: 60, maxListElements: 200, maxMapEntries: 200, maxCallArguments: 16 };

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
  return { text, run: parsed };
}

/**
 * `compile` for an expression that was checked when midrift was built. It is parsed when it first runs: most runs need
 * few of the texts of failures.
 */
export function compileLater(text: string, kind: SubjectKind): Expression {
  let parsed: ReturnType<Environment['parse']> | undefined;
  return {
    text,
    run: bound => {
      parsed ??= environmentOf(kind).parse(text);
      return parsed(bound);
    },
  };
}

/** Evaluates, and adds to `evidence` what was read on the way. Throws only where the rule itself is broken. */
export function evaluate(
  expression: Expression,
  bound: Bound,
  ask: Ask,
  evidence = new Map<string, Evidence>(),
): Outcome {
  try {
    return { is: 'value', value: tracing(ask, evidence, () => expression.run(bound)) };
  } catch (error) {
    const unknown = unknownOf(error);
    if (unknown === undefined) throw error;
    return { is: 'unknown', because: unknown.message };
  }
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
      root.registerFunction(`accessBeyond(${who}, string, ${target}): Access`, accessBeyond);
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

function unknownOf(error: unknown): UnknownFact | undefined {
  for (let here: unknown = error; here instanceof Error; here = here.cause) {
    if (here instanceof UnknownFact) return here;
  }
  return undefined;
}

function unknownRole(node: ASTNode): Fault | undefined {
  if (node.op === 'call' && ['access', 'accessBeyond'].includes(node.args[0])) {
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
