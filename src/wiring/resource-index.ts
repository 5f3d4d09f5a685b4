/** The rows of an estate by what wiring looks them up by. */

import type { Estate } from '../estate/estate.ts';
import type { Row } from '../model/estate.ts';
import { factOf, isUnknown, Unknown } from '../model/fact.ts';
import { textAt } from '../model/json.ts';
import { principalOf } from '../model/plan.ts';
import { foldId, lastSegment } from '../model/resource-id.ts';
import { IDENTITY } from '../model/resource-types.ts';
import { idOf, nameOf, typeOf } from './row.ts';

export class ResourceIndex {
  readonly byName = new Map<string, Row>();
  readonly byType = new Map<string, Row[]>();
  /** By the folded id of their identity. */
  readonly federated = new Map<string, Row[]>();
  /** Definitions by GUID. */
  readonly roles = new Map<string, Row>();
  /** Definitions by name, in lower case. */
  readonly rolesByName = new Map<string, Row[]>();
  /** Why a definition may have any name. */
  unnamedRole: Unknown | undefined;
  readonly principals = new Set<string>();
  openPrincipal: Unknown | undefined;

  constructor(estate: Estate) {
    for (const row of estate.rows('resources')) {
      const type = typeOf(row);
      this.byName.set(`${type}/${(nameOf(row) ?? '').toLowerCase()}`, row);
      push(this.byType, type, row);
      this.#addPrincipals(row);
    }
    for (const table of ['arm/clusters', 'arm/userassignedidentities'] as const) {
      for (const row of estate.rows(table)) this.#addPrincipals(row);
    }
    for (const row of estate.rows('arm/federatedcredentials')) {
      const identity = foldId(idOf(row)).replace(/\/federatedidentitycredentials\/.*$/, '');
      push(this.federated, identity, row);
    }
    for (const row of estate.rows('authorizationresources')) {
      if (/roledefinitions$/i.test(textAt(row, 'type') ?? '')) this.#addRole(row);
    }
  }

  #addRole(row: Row): void {
    this.roles.set(lastSegment(idOf(row)), row);
    const name = factOf(() => textAt(row, 'properties', 'roleName') ?? '');
    if (isUnknown(name))
      this.unnamedRole ??= new Unknown(`the name of the role ${idOf(row)} is not known: ${name.because}`);
    else push(this.rolesByName, name.toLowerCase(), row);
  }

  #addPrincipals(row: Row): void {
    for (const part of ['identity', 'properties']) {
      const principal = factOf(() => textAt(row, part, 'principalId') ?? '');
      if (!isUnknown(principal)) {
        if (principal !== '') this.principals.add(principal.toLowerCase());
      } else if (part === 'identity' || typeOf(row) === IDENTITY) {
        const id = idOf(row);
        this.openPrincipal ??= new Unknown(`the principal of ${nameOf(row) ?? id} is not known: ${principal.because}`);
        // What a plan grants to it meanwhile, it grants to whose it is.
        this.principals.add(principalOf(foldId(id)).toLowerCase());
      }
    }
  }
}

function push(rows: Map<string, Row[]>, key: string, row: Row): void {
  const found = rows.get(key);
  if (found === undefined) rows.set(key, [row]);
  else found.push(row);
}
