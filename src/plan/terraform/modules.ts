/** The configuration of a Terraform plan: its modules, and what each is called with. */

import type { Json } from '../../model/estate.ts';
import { type InstanceKey, moduleCalls } from './address.ts';
import type { Instance } from './instance.ts';
import { itemsOf, textOf, walk } from './walk.ts';

/** One instance of a module. */
export type Module = {
  /** Empty for the root. */
  readonly address: string;
  /** Its part of the plan's `configuration`. */
  readonly configuration: Json;
  /** Who calls it; absent for the root. */
  readonly call: { readonly frame: Frame; readonly expressions: Json | undefined } | undefined;
};

/** Where an expression stands: in a module, and in an instance of something that has a key. */
export type Frame = {
  readonly module: Module;
  readonly key: InstanceKey;
  readonly forEach: Json | undefined;
};

export class Modules {
  readonly #root: Json;
  readonly #byAddress = new Map<string, Module | undefined>();
  readonly #resources = new Map<Json, ReadonlyMap<string, Json>>();

  constructor(plan: Json) {
    this.#root = walk(plan, 'configuration', 'root_module') ?? null;
  }

  /** A module instance by its address; `undefined` where the configuration has none, as of one that is being removed. */
  at(address: string): Module | undefined {
    if (!this.#byAddress.has(address)) this.#byAddress.set(address, this.#find(address));
    return this.#byAddress.get(address);
  }

  /** A resource's or data source's part of the configuration. */
  resource(of: Instance): Json | undefined {
    const configuration = this.at(of.module)?.configuration;
    if (configuration === undefined) return undefined;
    let resources = this.#resources.get(configuration);
    if (resources === undefined) {
      resources = new Map(itemsOf(configuration, 'resources').map(one => [textOf(one, 'address') ?? '', one]));
      this.#resources.set(configuration, resources);
    }
    return resources.get(of.resource);
  }

  /** Where the expressions of a resource stand; `undefined` as for `at`. */
  frame(of: Instance): Frame | undefined {
    const module = this.at(of.module);
    if (module === undefined) return undefined;
    return { module, key: of.key, forEach: walk(this.resource(of), 'for_each_expression') };
  }

  #find(address: string): Module | undefined {
    if (this.#root === null) return undefined;
    let module: Module = { address: '', configuration: this.#root, call: undefined };
    for (const { name, key, address: own } of moduleCalls(address)) {
      const call = walk(module.configuration, 'module_calls', name);
      const configuration = walk(call, 'module');
      if (configuration === undefined) return undefined;
      module = {
        address: own,
        configuration,
        call: {
          frame: { module, key, forEach: walk(call, 'for_each_expression') },
          expressions: walk(call, 'expressions'),
        },
      };
    }
    return module;
  }
}
