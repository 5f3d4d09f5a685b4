/** Terraform's addresses and references, taken apart: `module.site["a"].azurerm_key_vault.main[0].vault_uri`. */

import type { Path } from '../../sources/yaml.ts';

/** The key of an instance: of `for_each` a text, of `count` a number. */
export type InstanceKey = string | number | undefined;

/** What an expression refers to; `path` is what follows, as far as the plan still tells. */
export type Reference =
  | {
      readonly is: 'resource';
      /** `azurerm_key_vault.main`, or `data.azurerm_key_vault.main`. */
      readonly resource: string;
      readonly key: InstanceKey;
      readonly path: Path;
    }
  | { readonly is: 'module'; readonly name: string; readonly key: InstanceKey; readonly path: Path }
  | { readonly is: 'variable'; readonly name: string; readonly path: Path }
  | { readonly is: 'each-value'; readonly path: Path }
  | { readonly is: 'index' }
  | { readonly is: 'constant' }
  | { readonly is: 'other' };

type Step = { readonly name: string } | { readonly key: string | number };

/** Takes a reference of an expression apart. */
export function parseReference(text: string): Reference {
  const steps = stepsOf(text);
  const [first, second] = [nameOf(steps, 0), nameOf(steps, 1)];
  if (first === 'var') return { is: 'variable', name: second, path: pathOf(steps.slice(2)) };
  if (first === 'each' && second === 'value') return { is: 'each-value', path: pathOf(steps.slice(2)) };
  if (first === 'each' || first === 'count') return { is: 'index' };
  if (first === 'path' || first === 'terraform') return { is: 'constant' };
  if (first === 'module') return { is: 'module', name: second, ...keyed(steps.slice(2)) };
  if (first === 'data')
    return { is: 'resource', resource: `data.${second}.${nameOf(steps, 2)}`, ...keyed(steps.slice(3)) };
  if (second === '' || ['local', 'self', 'ephemeral', 'action'].includes(first)) return { is: 'other' };
  return { is: 'resource', resource: `${first}.${second}`, ...keyed(steps.slice(2)) };
}

/**
 * The references of an expression without their shorter forms: a plan lists `a.b["k"].id` and then `a.b["k"]` and `a.b`, so that callers can compare texts (Terraform, "JSON Output Format", expression representation).
 */
export function wholeReferences(listed: readonly string[]): string[] {
  const whole = new Set<string>();
  let shorter: readonly string[] = [];
  for (const text of listed) {
    if (text === shorter[0]) shorter = shorter.slice(1);
    else {
      whole.add(text);
      shorter = shorterForms(text);
    }
  }
  return [...whole];
}

/** A resource's end with the resource, an output's with the module's instance. */
function shorterForms(text: string): string[] {
  const ends = [...text.matchAll(STEP)].map(({ index, 0: step }) => text.slice(0, index + step.length));
  const steps = stepsOf(text);
  const isKeyed = (index: number) => steps[index] !== undefined && 'key' in steps[index];
  const first = nameOf(steps, 0);
  const base = first === 'data' ? 3 : 2;
  const isOutput = first === 'module' && steps.length > (isKeyed(2) ? 3 : 2);
  return ends.slice(isOutput && isKeyed(2) ? base : base - 1, -1).reverse();
}

/** The calls that lead to a module: `module.a["x"].module.b` is called `b` in `module.a["x"]`, which is called `a`. */
export function moduleCalls(
  address: string,
): { readonly name: string; readonly key: InstanceKey; readonly address: string }[] {
  const call = /(?:^|\.)module\.(?<name>[^.[\]]+)(?:\[(?<key>"(?:[^"\\]|\\.)*"|\d+)\])?/gs;
  return [...address.matchAll(call)].map(({ index, 0: text, groups }) => ({
    name: groups!.name!,
    key: groups!.key === undefined ? undefined : keyOf(groups!.key),
    address: address.slice(0, index + text.length),
  }));
}

/** An instance's address within its module, or a module's within the one that calls it. */
export function withKey(address: string, key: InstanceKey): string {
  return key === undefined ? address : `${address}[${JSON.stringify(key)}]`;
}

function keyed(steps: readonly Step[]): { key: InstanceKey; path: Path } {
  const [first] = steps;
  return first !== undefined && 'key' in first
    ? { key: first.key, path: pathOf(steps.slice(1)) }
    : { key: undefined, path: pathOf(steps) };
}

const STEP = /\[("(?:[^"\\]|\\.)*"|[^\]]*)\]|[^.[\]]+/gs;

function stepsOf(text: string): Step[] {
  return [...text.matchAll(STEP)].map(([whole, key]) => (key === undefined ? { name: whole } : { key: keyOf(key) }));
}

function keyOf(text: string): string | number {
  try {
    const key = JSON.parse(text);
    return typeof key === 'number' ? key : String(key);
  } catch {
    return text;
  }
}

function nameOf(steps: readonly Step[], index: number): string {
  const step = steps[index];
  return step !== undefined && 'name' in step ? step.name : '';
}

/** `identity.0.principal_id` is an old spelling of `identity[0].principal_id`. */
function pathOf(steps: readonly Step[]): Path {
  return steps.map(step => ('key' in step ? step.key : /^\d+$/.test(step.name) ? Number(step.name) : step.name));
}
