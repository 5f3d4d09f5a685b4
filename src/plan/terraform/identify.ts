/** The ids of a plan's resources: those that the plan has, and those that follow from names, groups and parents. */

import type { Json } from '../../model/estate.ts';
import { whyUnknown } from '../../model/json.ts';
import { foldId } from '../../model/resource-id.ts';
import {
  CONTAINER,
  FEDERATED_CREDENTIAL,
  IDENTITY,
  ROLE_ASSIGNMENT,
  ROLE_DEFINITION,
  SPELLED,
  STORAGE_ACCOUNT,
  TEMPLATE_RESOURCE_GROUP,
} from '../../model/resource-types.ts';
import { type Instance, look } from './instance.ts';
import { nameFrom } from './stand-in.ts';
import { azureType, isOf } from './types.ts';
import { textOf } from './walk.ts';
import { identifier } from './want.ts';
import type { World } from './world.ts';

/** A resource's id; or the narrowest scope that it lies in, and why its id is not known. */
export type Identified =
  | { readonly is: 'known'; readonly id: string }
  | { readonly is: 'within'; readonly scope: string; readonly because: string };

export class Ids {
  readonly #world: World;
  readonly #after = new Map<Instance, Identified>();

  constructor(world: World) {
    this.#world = world;
  }

  after(of: Instance): Identified {
    const found = this.#after.get(of);
    if (found !== undefined) return found;
    // While it is being looked for, whatever refers back to it learns that it is not known.
    this.#after.set(of, within('/', `the id of ${of.address} depends on itself`));
    const identified = this.#find(of);
    this.#after.set(of, identified);
    return identified;
  }

  before(of: Instance): Identified {
    const id = ownId(of, of.before);
    if (id !== undefined) return known(id);
    return this.#compute({ ...of, after: of.before, unknown: false });
  }

  #find(of: Instance): Identified {
    const id = ownId(of, of.after) ?? of.importing;
    if (id?.startsWith('/')) return known(id);
    return this.#world.isNew(of) || of.after !== null ? this.#compute(of) : this.before(of);
  }

  #compute(of: Instance): Identified {
    const azure = azureType(of);
    if (azure === undefined) return within('/', `${of.address} is of a type that no Azure type is known for`);
    if (of.type.startsWith('azapi_')) return this.#azapi(of, azure.type);
    if (of.type === 'azurerm_storage_account_network_rules') return this.#account(of);
    if (isOf(of, TEMPLATE_RESOURCE_GROUP)) return this.#named(of, this.#subscription(of), 'resourceGroups');
    if (isOf(of, CONTAINER)) {
      return this.#named(of, below(this.#account(of), '/blobServices/default'), 'containers');
    }
    if (isOf(of, FEDERATED_CREDENTIAL)) {
      const attribute =
        look(of, ['user_assigned_identity_id']).value === undefined ? 'parent_id' : 'user_assigned_identity_id';
      const identity = this.#reference(of, attribute, identifier(IDENTITY));
      return this.#named(of, identity, 'federatedIdentityCredentials');
    }
    if (isOf(of, ROLE_ASSIGNMENT, ROLE_DEFINITION)) return this.#extension(of, azure.type);
    return this.#named(of, this.#group(of), `providers/${azure.type}`);
  }

  #subscription(of: Instance): Identified {
    const subscription = this.#world.subscriptions.of(of);
    if (subscription !== undefined) return known(`/subscriptions/${subscription}`);
    return within('/', `the subscription of ${of.address} is not known`);
  }

  #group(of: Instance): Identified {
    const subscription = this.#subscription(of);
    const name = this.#world.value(of, ['resource_group_name']);
    return placed(subscription, 'resourceGroups', name, `the resource group of ${of.address} is not known`);
  }

  /** The storage account of a container or of network rules: by its id, else by its name, if the plan has it. */
  #account(of: Instance): Identified {
    const byId = this.#world.value(of, ['storage_account_id'], identifier(STORAGE_ACCOUNT));
    if (typeof byId === 'string') return known(byId);
    const name = this.#world.value(of, ['storage_account_name']);
    if (typeof name === 'string') {
      const group = this.#world.value(of, ['resource_group_name']);
      if (typeof group === 'string')
        return this.#named(of, this.#group(of), `providers/${SPELLED.storageAccount}`, name);
      const account = this.#world.instances
        .ofType('azurerm_storage_account')
        .find(({ after }) => textOf(after, 'name') === name);
      if (account !== undefined) return this.#world.identify(account);
      const because = `${of.address} names its storage account, ${name}, and the plan does not tell in which resource group that is`;
      return within(scopeOf(this.#subscription(of)), because);
    }
    return within(
      scopeOf(this.#subscription(of)),
      why(byId ?? name, `the storage account of ${of.address} is not known`),
    );
  }

  /** What lies in another resource's scope; where only its name is not known, its address stands in. */
  #extension(of: Instance, type: string): Identified {
    const scope = this.#reference(of, 'scope', identifier());
    const attribute = isOf(of, ROLE_DEFINITION) ? 'role_definition_id' : 'name';
    const name = look(of, [attribute]).value;
    return below(scope, `/providers/${type}/${typeof name === 'string' ? name : nameFrom(of.address)}`);
  }

  #azapi(of: Instance, type: string): Identified {
    const resource = this.#world.value(of, ['resource_id'], identifier());
    if (typeof resource === 'string') return known(resource);
    if (of.type === 'azapi_resource_action')
      return within('/', why(resource, `the resource of ${of.address} is not known`));
    const parent =
      look(of, ['parent_id']).known && look(of, ['parent_id']).value === undefined
        ? this.#defaultParent(of, type)
        : this.#reference(of, 'parent_id', identifier());
    const [leaf, ...outer] = type.split('/').reverse();
    const above = outer.reverse().join('/');
    const isBelow =
      parent.is === 'known' &&
      outer.length > 1 &&
      foldId(parent.id).includes(`/providers/${outer[0]}/`.toLowerCase()) &&
      typeIn(parent.id) === above.toLowerCase();
    const kind =
      type.toLowerCase() === TEMPLATE_RESOURCE_GROUP ? 'resourceGroups' : isBelow ? leaf! : `providers/${type}`;
    const name = this.#world.value(of, ['name']);
    const isAssignment = isOf(of, ROLE_ASSIGNMENT, ROLE_DEFINITION) && typeof name !== 'string';
    const because = `the name of ${of.address} is not known`;
    return placed(parent, kind, isAssignment ? nameFrom(of.address) : name, because);
  }

  /** Of resource groups the parent may be left out: it is the subscription of the provider (azapi_resource, `parent_id`). */
  #defaultParent(of: Instance, type: string): Identified {
    if (type.toLowerCase() === TEMPLATE_RESOURCE_GROUP) return this.#subscription(of);
    return within('/', `the parent of ${of.address} is not known`);
  }

  #reference(of: Instance, attribute: string, want: ReturnType<typeof identifier>): Identified {
    const value = this.#world.value(of, [attribute], want);
    if (typeof value === 'string' && value.startsWith('/')) return known(value);
    return within(this.#around(of, attribute), why(value, `the ${attribute} of ${of.address} is not known`));
  }

  /** The narrowest scope that all references of an attribute lie in: one of them it will be. */
  #around(of: Instance, attribute: string): string {
    const sources = this.#world.sources(of, [attribute]);
    const ids = sources.map(source =>
      source.is === 'attribute' ? identifier()(source.of, source.path, this.#world) : undefined,
    );
    const texts = ids.filter(id => typeof id === 'string');
    return texts.length === 0 || texts.length < ids.length ? '/' : commonScope(texts);
  }

  #named(of: Instance, parent: Identified, kind: string, name = this.#world.value(of, ['name'])): Identified {
    return placed(parent, kind, name, `the name of ${of.address} is not known`);
  }
}

/** An id as the state has it. Containers and role definitions have others of the provider's own making as well. */
function ownId(of: Instance, values: Json): string | undefined {
  const id =
    textOf(values, of.type === 'azurerm_role_definition' ? 'role_definition_resource_id' : 'resource_manager_id') ??
    textOf(values, of.type.startsWith('azapi_') && of.type !== 'azapi_resource' ? 'resource_id' : 'id');
  return id?.startsWith('/') ? id.replace(/\|.*$/s, '') : undefined;
}

function known(id: string): Identified {
  return { is: 'known', id };
}

function within(scope: string, because: string): Identified {
  return { is: 'within', scope, because };
}

function scopeOf(identified: Identified): string {
  return identified.is === 'known' ? identified.id : identified.scope;
}

function below(parent: Identified, rest: string): Identified {
  return parent.is === 'known' ? known(`${parent.id.replace(/\/+$/, '')}${rest}`) : parent;
}

function placed(parent: Identified, kind: string, name: Json | undefined, because: string): Identified {
  if (parent.is === 'within') return parent;
  return typeof name === 'string' && name !== ''
    ? below(parent, `/${kind}/${name}`)
    : within(parent.id, why(name, because));
}

function why(value: Json | undefined, fallback: string): string {
  return whyUnknown(value) ?? fallback;
}

/** The type in an id: of `…/providers/Microsoft.Storage/storageAccounts/a/blobServices/default` the blob service's. */
function typeIn(id: string): string {
  const [provider, ...rest] = foldId(id).split('/providers/').at(-1)!.split('/');
  return [provider, ...rest.filter((_, index) => index % 2 === 0)].join('/');
}

/** Ids are paths of pairs: what several have in common is a scope where it ends with a pair. */
function commonScope(ids: readonly string[]): string {
  const scope = /^(\/subscriptions\/[^/]+(?:\/resourcegroups\/[^/]+)?)/;
  const groups = ids.map(id => scope.exec(foldId(id))?.[1] ?? '/');
  if (groups.every(group => group === groups[0])) return groups[0]!;
  const subscriptions = groups.map(group => /^\/subscriptions\/[^/]+/.exec(group)?.[0] ?? '/');
  return subscriptions.every(one => one === subscriptions[0]) ? subscriptions[0]! : '/';
}
