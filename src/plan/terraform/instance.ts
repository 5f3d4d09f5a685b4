/** The resource instances of a Terraform plan, with what is known of each before the plan runs. */

import type { Json } from '../../model/estate.ts';
import type { Path } from '../../sources/yaml.ts';
import { type InstanceKey, moduleCalls } from './address.ts';
import { entriesOf, itemsOf, textOf, walk } from './walk.ts';

/** One instance of a resource or data source. */
export type Instance = {
  readonly address: string;
  /** The address of its module, empty for the root. */
  readonly module: string;
  /** `azurerm_key_vault.main`, or `data.azurerm_key_vault.main`. */
  readonly resource: string;
  readonly type: string;
  readonly key: InstanceKey;
  readonly actions: readonly string[];
  readonly before: Json;
  readonly after: Json;
  /** The shape of `after`, with `true` where a value is known only after apply. */
  readonly unknown: Json;
  /** Where an existing resource is imported from. */
  readonly importing: string | undefined;
  /** Where the plan says it; absent for what it only has from its prior state. */
  readonly at: Path | undefined;
  /** Why it is not planned yet. */
  readonly deferred: string | undefined;
};

/** All of them, found by their address. */
export class Instances {
  /** Those that the plan says something about, in its order. */
  readonly planned: readonly Instance[];
  /** The addresses of module instances that have resources in them, by their address without the last key. */
  readonly #calls = new Map<string, Set<string>>();
  readonly #byResource = new Map<string, Instance[]>();

  constructor(plan: Json) {
    const change = (value: Json, at: Path, reason?: string) => instance(value, at, reason);
    this.planned = [
      ...itemsOf(plan, 'resource_changes').map((value, index) => change(value, ['resource_changes', index])),
      ...itemsOf(plan, 'deferred_changes').map((value, index) =>
        change(
          walk(value, 'resource_change') ?? null,
          ['deferred_changes', index, 'resource_change'],
          textOf(value, 'reason') ?? 'unknown reason',
        ),
      ),
    ];
    // What the plan reads or changes takes the place of what it was; a deposed object is nobody's current value.
    const current = this.planned.filter((_, index) => textOf(plan, 'resource_changes', index, 'deposed') === undefined);
    const seen = new Set(current.map(({ address }) => address));
    const prior = priorInstances(walk(plan, 'prior_state', 'values', 'root_module'), '');
    const all = [...current, ...prior.filter(({ address }) => !seen.has(address))];
    for (const one of all) {
      const key = `${one.module} ${one.resource}`;
      const found = this.#byResource.get(key);
      if (found === undefined) this.#byResource.set(key, [one]);
      else found.push(one);
    }
    for (const module of new Set(all.map(one => one.module))) this.#addCalls(module);
  }

  /** The instances of the module called so: `module.a["x"]` and `module.a["y"]` of `module.a`, sorted. */
  calledAs(address: string): readonly string[] {
    return [...(this.#calls.get(address) ?? [])].sort();
  }

  #addCalls(module: string): void {
    let parent = '';
    for (const { name, address } of moduleCalls(module)) {
      const call = `${parent}module.${name}`;
      const found = this.#calls.get(call);
      if (found === undefined) this.#calls.set(call, new Set([address]));
      else found.add(address);
      parent = `${address}.`;
    }
  }

  /** The instances of a resource in a module instance. */
  of(module: string, resource: string): readonly Instance[] {
    return this.#byResource.get(`${module} ${resource}`) ?? [];
  }

  /** Every instance of a type, those of the prior state as well. */
  ofType(type: string): Instance[] {
    return [...this.#byResource.values()].flat().filter(one => one.type === type);
  }
}

function instance(value: Json, at: Path, deferred: string | undefined): Instance {
  const change = walk(value, 'change');
  return {
    ...named(value, textOf(value, 'module_address') ?? ''),
    actions: itemsOf(change, 'actions').map(String),
    before: walk(change, 'before') ?? null,
    after: walk(change, 'after') ?? null,
    unknown: walk(change, 'after_unknown') ?? false,
    importing: textOf(change, 'importing', 'id'),
    at,
    deferred,
  };
}

function named(value: Json, module: string) {
  const type = textOf(value, 'type') ?? '';
  const key = walk(value, 'index');
  return {
    address: textOf(value, 'address') ?? '',
    module,
    resource: `${textOf(value, 'mode') === 'data' ? 'data.' : ''}${type}.${textOf(value, 'name') ?? ''}`,
    type,
    key: typeof key === 'string' || typeof key === 'number' ? key : undefined,
  };
}

function priorInstances(module: Json | undefined, address: string): Instance[] {
  return [
    ...itemsOf(module, 'resources').map(value => ({
      ...named(value, address),
      actions: ['no-op'],
      before: walk(value, 'values') ?? null,
      after: walk(value, 'values') ?? null,
      unknown: false,
      importing: undefined,
      at: undefined,
      deferred: undefined,
    })),
    ...itemsOf(module, 'child_modules').flatMap(one => priorInstances(one, textOf(one, 'address') ?? '')),
  ];
}

/** Whether an attribute's part is known, and its value; a `null` counts as absent. */
export function look(of: Instance, path: Path): { readonly known: boolean; readonly value: Json | undefined } {
  let { unknown, after }: { unknown: Json | undefined; after: Json | undefined } = of;
  for (const step of path) {
    if (unknown === true) break;
    unknown = walk(unknown, step);
    after = walk(after, step);
  }
  return { known: unknown !== true, value: unknown === true ? undefined : (after ?? undefined) };
}

/** How many values within a part are known only after apply. */
export function holes(unknown: Json | undefined): number {
  if (unknown === true) return 1;
  const parts = Array.isArray(unknown) ? unknown : entriesOf(unknown).map(([, part]) => part);
  return parts.reduce((sum: number, part: Json) => sum + holes(part), 0);
}
