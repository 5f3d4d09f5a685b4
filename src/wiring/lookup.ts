/** The estate as wiring asks it: rows by id or by their globally unique name, with what is known of the ones that are not there. */

import type { Access } from '../access/access.ts';
import type { Estate } from '../estate/estate.ts';
import type { Row } from '../model/estate.ts';
import { type Fact, Unknown } from '../model/fact.ts';
import { at, textAt } from '../model/json.ts';
import { foldId } from '../model/resource-id.ts';
import { ResourceIndex } from './resource-index.ts';
import { idOf } from './row.ts';
import type { WiringSettings } from './settings.ts';

/** A row, or that there is certainly none, or why that is not known. */
export type Found = Fact<Row | undefined>;

type FederatedCredentials = { readonly rows: readonly Row[]; readonly unread: Unknown | undefined };

export class Lookup {
  readonly estate: Estate;
  readonly access: Access;
  readonly settings: WiringSettings;
  #indexed: ResourceIndex | undefined;

  /** Reads the estate once, when it is first needed; what is added to it later is not seen. */
  constructor(estate: Estate, access: Access, settings: WiringSettings) {
    this.estate = estate;
    this.access = access;
    this.settings = settings;
  }

  get #index(): ResourceIndex {
    this.#indexed ??= new ResourceIndex(this.estate);
    return this.#indexed;
  }

  /** The resources of a type, by folded id. */
  ofType(type: string): readonly Row[] {
    const key = (row: Row) => foldId(idOf(row));
    return [...(this.#index.byType.get(type) ?? [])].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  /** A resource by its id. */
  byId(id: string): Found {
    const row = this.estate.row('resources', id);
    if (row !== undefined) return row;
    const exists = this.estate.exists('resources', id);
    return exists === false ? undefined : (exists as Unknown);
  }

  /**
   * A storage account or vault by its name, which is unique in the whole cloud: one that no visible subscription has
   * may be in another, unless Azure says that its name is free.
   */
  byName(type: string, name: string): Found {
    const row = this.#index.byName.get(`${type}/${name.toLowerCase()}`);
    if (row !== undefined) return row;
    const availability = this.estate.row('arm/nameavailability', `${type}/${name}`);
    if (at(availability, 'nameAvailable') === true) return undefined;
    const reason = textAt(availability, 'reason') ?? 'no reason given';
    const why =
      availability === undefined
        ? 'is in none of the subscriptions that were read, and whether its name is taken was not asked'
        : `is in none of the subscriptions that this credential can see, and Azure does not give its name away (${reason})`;
    return new Unknown(`${name} ${why}`);
  }

  /** A cluster, user-assigned identity or VM; a direct read of it wins over Resource Graph's row. */
  fresh(table: 'arm/clusters' | 'arm/userassignedidentities' | 'arm/virtualmachines', id: string): Found {
    const row = this.estate.row(table, id);
    if (row !== undefined) return row;
    return this.estate.covered(table, id).status === 'complete' ? undefined : this.byId(id);
  }

  /**
   * As `fresh`, for what only a file of the repository names: an estate that was read before the file did may lack a row of
   * what exists. That there is none is known only where it was asked for by its id.
   */
  named(table: 'arm/userassignedidentities' | 'arm/virtualmachines', id: string): Found {
    const found = this.fresh(table, id);
    if (found !== undefined || this.estate.covered(table, id).status === 'complete') return found;
    return new Unknown(`${id} was not asked for when the estate was read`);
  }

  /** A role's definition by its GUID. */
  role(roleId: string): Row | undefined {
    return this.#index.roles.get(roleId.toLowerCase());
  }

  /** The definitions of the roles that certainly have a name, and why another may have it. */
  rolesNamed(name: string): { readonly rows: readonly Row[]; readonly open: Unknown | undefined } {
    return { rows: this.#index.rolesByName.get(name.toLowerCase()) ?? [], open: this.#index.unnamedRole };
  }

  /** Whether a principal is that of a managed identity in the estate, which therefore exists. */
  isWiredPrincipal(principalId: string): Fact<boolean> {
    return this.#index.principals.has(principalId.toLowerCase()) || (this.#index.openPrincipal ?? false);
  }

  /** The federated credentials of a user-assigned identity that were read, and why there may be others. */
  federatedCredentials(identityId: string): FederatedCredentials {
    const rows = this.#index.federated.get(foldId(identityId)) ?? [];
    const { status, because } = this.estate.covered('arm/federatedcredentials', identityId);
    if (status === 'complete') return { rows, unread: undefined };
    return { rows, unread: new Unknown(`the federated credentials of ${identityId} could not be read: ${because}`) };
  }
}
