/** Deny assignments: whom they bind, where, and what they take of an asked pattern. */

import type { Estate } from '../estate/estate.ts';
import type { Json, Row } from '../model/estate.ts';
import { at, listAt, prop, textAt } from '../model/json.ts';
import { foldId } from '../model/resource-id.ts';
import { type PrincipalKind, principalKind } from './assignment.ts';
import { type Permission, readPermissions } from './permission.ts';
import { isManagementGroup, type Place } from './place.ts';

/** The principal that stands for everyone (Microsoft Learn, "List Azure deny assignments", all principals). */
const EVERYONE = '00000000-0000-0000-0000-000000000000';

export type Named = { readonly id: string; readonly kind: PrincipalKind };

export type Deny = {
  readonly id: string;
  readonly name: string;
  readonly scope: string;
  /** The scope, folded. */
  readonly at: string;
  readonly principals: readonly Named[];
  readonly exceptions: readonly Named[];
  /** `undefined` where it does not say what it takes. */
  readonly permissions: readonly Permission[] | undefined;
  readonly conditional: boolean;
  readonly onlyThere: boolean;
};

/** A deny assignment at or above a place; `sureOfPlace` is false where its management group may not lie above. */
export type Looming = { readonly deny: Deny; readonly sureOfPlace: boolean };

export class Denials {
  readonly #byScope: ReadonlyMap<string, readonly Deny[]>;
  readonly #atManagementGroups: readonly Deny[];

  constructor(estate: Estate) {
    const all = [...estate.rows('arm/denyassignments')]
      .filter(denies)
      .map(readDeny)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    this.#byScope = Map.groupBy(all, deny => deny.at);
    this.#atManagementGroups = all.filter(deny => isManagementGroup(deny.at) && !deny.onlyThere);
  }

  /** Those that bind, or may bind, at a place. */
  over({ scope, scopes, ancestryKnown }: Place): readonly Looming[] {
    const sure = scopes
      .flatMap(above => this.#byScope.get(above) ?? [])
      .filter(deny => !deny.onlyThere || deny.at === scope)
      .map(deny => ({ deny, sureOfPlace: true }));
    if (ancestryKnown) return sure;
    const perhaps = this.#atManagementGroups.filter(deny => deny.at !== scope);
    return [...sure, ...perhaps.map(deny => ({ deny, sureOfPlace: false }))];
  }
}

export function isEveryone({ id }: Named): boolean {
  return id === EVERYONE;
}

/** One whose effect is `audit` only writes down what it would deny (Microsoft.Authorization, API 2024-07-01-preview, `denyAssignmentEffect`). */
function denies(row: Row): boolean {
  return textAt(row, 'properties', 'denyAssignmentEffect')?.toLowerCase() !== 'audit';
}

function readDeny(row: Row): Deny {
  const properties = prop(row, 'properties');
  const id = textAt(row, 'id')!;
  const scope = textAt(properties, 'scope') ?? id.slice(0, id.toLowerCase().lastIndexOf('/providers/'));
  return {
    id,
    name: textAt(properties, 'denyAssignmentName') ?? textAt(row, 'name') ?? id,
    scope,
    at: foldId(scope),
    principals: listAt(properties, 'principals').map(readNamed),
    exceptions: listAt(properties, 'excludePrincipals').map(readNamed),
    permissions: Array.isArray(prop(properties, 'permissions')) ? (readPermissions(properties) ?? []) : undefined,
    conditional: textAt(properties, 'condition') !== undefined,
    onlyThere: at(properties, 'doNotApplyToChildScopes') === true,
  };
}

function readNamed(json: Json): Named {
  return { id: textAt(json, 'id')?.toLowerCase() ?? '', kind: principalKind(textAt(json, 'type')) };
}
