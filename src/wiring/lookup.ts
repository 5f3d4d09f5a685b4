/** The estate as wiring asks it: rows by id or by their globally unique name, with what is known of the ones that are not there. */

import type { Access } from '../access/access.ts';
import type { Estate } from '../estate/estate.ts';
import type { Row } from '../model/estate.ts';
import { type Fact, factOf, isUnknown, Unknown } from '../model/fact.ts';
import { at, textAt } from '../model/json.ts';
import { principalOf } from '../model/plan.ts';
import { foldId, lastSegment } from '../model/resource-id.ts';
import { idOf, nameOf, typeOf } from './row.ts';
import type { WiringSettings } from './settings.ts';

export const STORAGE_ACCOUNT = 'microsoft.storage/storageaccounts';
export const VAULT = 'microsoft.keyvault/vaults';
export const CLUSTER = 'microsoft.networkcloud/clusters';
export const IDENTITY = 'microsoft.managedidentity/userassignedidentities';
export const VM = 'microsoft.compute/virtualmachines';
export const SCALE_SET = 'microsoft.compute/virtualmachinescalesets';

/** A row, or that there is certainly none, or why that is not known. */
export type Found = Fact<Row | undefined>;

export class Lookup {
  readonly estate: Estate;
  readonly access: Access;
  readonly settings: WiringSettings;
  readonly #byName = new Map<string, Row>();
  readonly #byType = new Map<string, Row[]>();
  readonly #federated = new Map<string, Row[]>();
  readonly #roles = new Map<string, Row>();
  readonly #principals = new Set<string>();
  #openPrincipal: Unknown | undefined;

  constructor(estate: Estate, access: Access, settings: WiringSettings) {
    this.estate = estate;
    this.access = access;
    this.settings = settings;
    for (const row of estate.rows('resources')) {
      const type = typeOf(row);
      this.#byName.set(`${type}/${(nameOf(row) ?? '').toLowerCase()}`, row);
      push(this.#byType, type, row);
      this.#addPrincipals(row);
    }
    for (const table of ['arm/clusters', 'arm/userassignedidentities'] as const) {
      for (const row of estate.rows(table)) this.#addPrincipals(row);
    }
    for (const row of estate.rows('arm/federatedcredentials')) {
      const identity = foldId(idOf(row)).replace(/\/federatedidentitycredentials\/.*$/, '');
      push(this.#federated, identity, row);
    }
    for (const row of estate.rows('authorizationresources')) {
      if (/roledefinitions$/i.test(textAt(row, 'type') ?? '')) this.#roles.set(lastSegment(idOf(row)), row);
    }
  }

  /** The resources of a type, by folded id. */
  ofType(type: string): readonly Row[] {
    const key = (row: Row) => foldId(idOf(row));
    return [...(this.#byType.get(type) ?? [])].sort((a, b) => (key(a) < key(b) ? -1 : 1));
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
    const row = this.#byName.get(`${type}/${name.toLowerCase()}`);
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
    return this.#roles.get(roleId.toLowerCase());
  }

  /** Whether a principal is that of a managed identity in the estate, which therefore exists. */
  isWiredPrincipal(principalId: string): Fact<boolean> {
    return this.#principals.has(principalId.toLowerCase()) || (this.#openPrincipal ?? false);
  }

  /** The federated credentials of a user-assigned identity. */
  federatedCredentials(identityId: string): Fact<readonly Row[]> {
    const rows = this.#federated.get(foldId(identityId)) ?? [];
    const { status, because } = this.estate.covered('arm/federatedcredentials', identityId);
    if (status === 'complete') return rows;
    return new Unknown(`the federated credentials of ${identityId} could not be read: ${because}`);
  }

  #addPrincipals(row: Row): void {
    for (const part of ['identity', 'properties']) {
      const principal = factOf(() => textAt(row, part, 'principalId') ?? '');
      if (!isUnknown(principal)) {
        if (principal !== '') this.#principals.add(principal.toLowerCase());
      } else if (part === 'identity' || typeOf(row) === IDENTITY) {
        const id = idOf(row);
        this.#openPrincipal ??= new Unknown(`the principal of ${nameOf(row) ?? id} is not known: ${principal.because}`);
        // What a plan grants to it meanwhile, it grants to whose it is.
        this.#principals.add(principalOf(foldId(id)).toLowerCase());
      }
    }
  }
}

function push(rows: Map<string, Row[]>, key: string, row: Row): void {
  const found = rows.get(key);
  if (found === undefined) rows.set(key, [row]);
  else found.push(row);
}
