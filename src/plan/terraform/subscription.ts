/** In which subscription a provider works, which decides the ids of what it makes. */

import type { Json } from '../../model/estate.ts';
import type { Deployment } from '../../model/plan.ts';
import { parseResourceId } from '../../model/resource-id.ts';
import type { JsonText } from '../../sources/json-text.ts';
import type { Problem } from '../../sources/problem.ts';
import { parseReference, wholeReferences } from './address.ts';
import { type Instance, type Instances, look } from './instance.ts';
import type { Module, Modules } from './modules.ts';
import { child, itemsOf, textOf, walk } from './walk.ts';

export class Subscriptions {
  readonly #json: JsonText;
  readonly #instances: Instances;
  readonly #modules: Modules;
  readonly #deployment: Deployment;
  readonly #byProvider = new Map<string, string | undefined>();
  readonly #missing = new Map<string, Problem>();

  constructor(json: JsonText, instances: Instances, modules: Modules, deployment: Deployment) {
    this.#json = json;
    this.#instances = instances;
    this.#modules = modules;
    this.#deployment = deployment;
  }

  /** One problem for each provider whose subscription was needed and could not be found. */
  get problems(): readonly Problem[] {
    return [...this.#missing.values()];
  }

  /** What the provider's configuration says, else the ids of what it has already made, else `--subscription`. */
  of(instance: Instance): string | undefined {
    const provider = this.#providerOf(instance);
    if (!this.#byProvider.has(provider)) this.#byProvider.set(provider, this.#find(provider));
    const found = this.#byProvider.get(provider) ?? this.#deployment.subscriptionId;
    if (found === undefined && instance.at !== undefined && !this.#missing.has(provider)) {
      this.#missing.set(provider, {
        ...this.#json.locate([...instance.at, 'address']),
        says: `the plan does not say in which subscription ${instance.address} is made: its provider takes it from the environment; pass --subscription ID`,
      });
    }
    return found;
  }

  #providerOf(instance: Instance): string {
    return textOf(this.#modules.resource(instance), 'provider_config_key') ?? instance.type.replace(/_.*$/s, '');
  }

  #find(provider: string): string | undefined {
    const configuration = walk(this.#json.value, 'configuration', 'provider_config', provider);
    const module = this.#modules.at(textOf(configuration, 'module_address') ?? '');
    const expression = walk(configuration, 'expressions', 'subscription_id');
    const configured = module === undefined ? undefined : this.#constant(expression, module);
    if (configured !== undefined) return configured;
    const seen = new Set<string>();
    for (const instance of this.#instances.planned) {
      if (this.#providerOf(instance) !== provider) continue;
      const id = [instance.before, instance.after].map(value => textOf(value, 'id')).find(text => text !== undefined);
      // What extends another resource may lie in another subscription than its provider's.
      const parsed = id === undefined || /\/providers\/.*\/providers\//i.test(id) ? undefined : parseResourceId(id);
      if (parsed !== undefined && !parsed.type.startsWith('microsoft.authorization/')) seen.add(parsed.subscriptionId);
    }
    const [only, ...others] = seen;
    return others.length === 0 ? only : undefined;
  }

  /** A constant, or a single variable whose value the plan has. */
  #constant(expression: Json | undefined, module: Module): string | undefined {
    const constant = textOf(expression, 'constant_value');
    if (constant !== undefined) return constant;
    const [text, ...others] = wholeReferences(itemsOf(expression, 'references').map(String));
    const reference = text === undefined || others.length > 0 ? undefined : parseReference(text);
    if (reference?.is === 'resource') {
      const [instance] = this.#instances.of(module.address, reference.resource);
      const found = instance === undefined ? undefined : look(instance, reference.path).value;
      return typeof found === 'string' ? found : undefined;
    }
    if (reference?.is !== 'variable') return undefined;
    if (module.call !== undefined) {
      return this.#constant(child(module.call.expressions, reference.name), module.call.frame.module);
    }
    const value = walk(this.#json.value, 'variables', reference.name, 'value', ...reference.path);
    const fallback = walk(module.configuration, 'variables', reference.name, 'default', ...reference.path);
    return typeof value === 'string' && value !== '' ? value : textOf(fallback);
  }
}
