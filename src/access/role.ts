/** Role definitions by GUID, and how much of an asked pattern each one gives: decided once, then remembered. */

import type { Estate } from '../estate/estate.ts';
import { prop, textAt } from '../model/json.ts';
import { lastSegment } from '../model/resource-id.ts';
import { ROLE_DEFINITION } from '../model/resource-types.ts';
import { REQUIRED_ROLES } from '../model/roles.ts';
import { type Patterns, type Permission, type Plane, permissionOf, readPermissions, shareOf } from './permission.ts';

/** What a role gives of one asked pattern. */
export type Gift = {
  /** All of it, unconditionally. */
  readonly sure: boolean;
  /** All of it, on a condition, or perhaps: the definition could not be read. */
  readonly may: boolean;
  /** The permissions that give all of it but what they except. */
  readonly parts: readonly Patterns[];
};

const NOTHING: Gift = { sure: false, may: false, parts: [] };
const PERHAPS: Gift = { sure: false, may: true, parts: [] };

export class Role {
  /** GUID, folded. */
  readonly id: string;
  /** The GUID where the definition could not be read. */
  readonly name: string;
  /** `undefined` where the definition could not be read. */
  readonly permissions: readonly Permission[] | undefined;
  readonly #gifts = { actions: new Map<string, Gift>(), dataActions: new Map<string, Gift>() };

  constructor(id: string, name: string, permissions: readonly Permission[] | undefined) {
    this.id = id;
    this.name = name;
    this.permissions = permissions;
  }

  /** The condition inside the definition, the first where there are several. */
  get condition(): string | undefined {
    return this.permissions?.find(permission => permission.condition !== undefined)?.condition;
  }

  /** What it gives of a folded pattern. */
  gives(plane: Plane, asked: string): Gift {
    const known = this.#gifts[plane].get(asked);
    if (known !== undefined) return known;
    const gift = this.#decide(plane, asked);
    this.#gifts[plane].set(asked, gift);
    return gift;
  }

  #decide(plane: Plane, asked: string): Gift {
    if (this.permissions === undefined) return PERHAPS;
    let may = false;
    const parts: Patterns[] = [];
    for (const permission of this.permissions) {
      const share = shareOf(permission[plane], asked);
      if (share === 'all' && permission.condition === undefined) return { sure: true, may: true, parts: [] };
      if (share === 'all') may = true;
      if (share === 'part') parts.push(permission[plane]);
    }
    return may || parts.length > 0 ? { sure: false, may, parts } : NOTHING;
  }
}

/** The role definitions of an estate. */
export class Roles {
  readonly #roles = new Map<string, Role>();

  constructor(estate: Estate) {
    for (const { id, name, permits } of REQUIRED_ROLES) {
      this.#roles.set(id, new Role(id, name, [permissionOf(permits.actions, permits.dataActions)]));
    }
    for (const row of estate.rows('authorizationresources')) {
      if (textAt(row, 'type')?.toLowerCase() !== ROLE_DEFINITION) continue;
      const properties = prop(row, 'properties');
      const permissions = readPermissions(properties);
      const guid = lastSegment(textAt(row, 'name') ?? textAt(row, 'id') ?? '');
      if (permissions !== undefined) {
        this.#roles.set(guid, new Role(guid, textAt(properties, 'roleName') ?? guid, permissions));
      }
    }
  }

  /** The role of a GUID or of an id that ends in one. One that has no definition may give anything. */
  get(id: string): Role {
    const guid = lastSegment(id);
    let role = this.#roles.get(guid);
    if (role === undefined) {
      role = new Role(guid, guid, undefined);
      this.#roles.set(guid, role);
    }
    return role;
  }
}
