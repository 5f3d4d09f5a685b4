/** Role definitions: those of the estate, those that a plan makes, and the built-in ones that an assignment brings along. */

import type { Json, Row } from '../../model/estate.ts';
import { textAt, whyUnknown } from '../../model/json.ts';
import { type Operation, roleName } from '../../model/plan.ts';
import { foldId, lastSegment } from '../../model/resource-id.ts';
import { ROLE_DEFINITION } from '../../model/resource-types.ts';
import { REQUIRED_ROLES } from '../../model/roles.ts';
import { BUILT_IN_ROLES } from '../built-in-roles.ts';
import type { Draft } from './draft.ts';
import { hasUnknown, isObject, merge, partOf, withKey } from './merge.ts';
import { shellOf } from './row.ts';

/** Ids of definitions differ in their first part, so they are found by their GUIDs. */
export class Roles {
  readonly #draft: Draft;
  readonly #byGuid = new Map<string, Row>();
  readonly #byName = new Map<string, string>();

  constructor(draft: Draft) {
    this.#draft = draft;
    for (const row of draft.estate.rows('authorizationresources')) {
      if (textAt(row, 'type')?.toLowerCase() === ROLE_DEFINITION) this.#learn(row);
    }
  }

  /** All definitions. */
  get all(): readonly Row[] {
    return [...this.#byGuid.values()];
  }

  find(id: string): Row | undefined {
    return this.#byGuid.get(lastSegment(id));
  }

  /**
   * A definition as a plan writes it. One whose permissions are not all known has none in the estate: it may give anything.
   */
  define({ id, does, body }: Operation): void {
    const old = this.find(id);
    const row = old ?? shellOf(id, ROLE_DEFINITION);
    const sent = partOf(body, 'properties') ?? {};
    const was = partOf(row, 'properties') ?? {};
    const properties = does === 'patch' ? merge(was, sent) : sent;
    const known: Row = isObject(properties) && whyUnknown(properties) === undefined ? withoutUnknowns(properties) : {};
    const after = { ...row, properties: { type: textAt(was, 'type') ?? 'CustomRole', ...known } };
    this.#draft.put('authorizationresources', after);
    this.#learn(after);
  }

  /** Takes the permissions of a definition away: what it gives is not known. */
  unsettle(row: Row): void {
    const properties = withKey((partOf(row, 'properties') ?? {}) as Row, 'permissions', () => null);
    this.#draft.put('authorizationresources', { ...row, properties });
  }

  /**
   * The id of the definition that a plan means by an id, a name or a value that it does not know. What nobody knows gets an id that no
   * definition has. A built-in role that the estate lacks comes along.
   */
  resolve(role: Json | undefined): string {
    const because = whyUnknown(role);
    if (because !== undefined) return idOf(`(not known before the plan runs: ${because})`);
    const text = typeof role === 'string' ? role : '(none)';
    const name = roleName(text);
    const guid = name === undefined ? lastSegment(text) : this.#guidOf(name);
    const builtIn = BUILT_IN_ROLES.find(({ id }) => id === guid);
    if (builtIn !== undefined && this.#byGuid.get(guid) === undefined) {
      const { id, name: title, actions = [], notActions = [], dataActions = [] } = builtIn;
      const permissions = [{ actions, notActions, dataActions, notDataActions: [] }];
      const properties = { roleName: title, type: 'BuiltInRole', assignableScopes: ['/'], permissions };
      const row: Row = { ...shellOf(idOf(id), ROLE_DEFINITION), properties };
      this.#draft.put('authorizationresources', row);
      this.#learn(row);
    }
    return name === undefined ? text : (textAt(this.#byGuid.get(guid), 'id') ?? idOf(guid));
  }

  /** The GUID of the definition that an id or a name means; of a name that nobody knows, the name. Changes nothing. */
  guidOf(role: string): string {
    const name = roleName(role);
    return lastSegment(name === undefined ? role : this.#guidOf(name));
  }

  #guidOf(name: string): string {
    const key = keyOf(name);
    const required = [...REQUIRED_ROLES, ...BUILT_IN_ROLES].filter(
      role => keyOf(role.name) === key || role.id === foldId(name).slice(1),
    );
    const [first] = required;
    if (first !== undefined && REQUIRED_ROLES.some(({ id }) => id === first.id)) return first.id;
    return this.#byName.get(key) ?? first?.id ?? name;
  }

  #learn(row: Row): void {
    const guid = lastSegment(textAt(row, 'name') ?? textAt(row, 'id') ?? '');
    this.#byGuid.set(guid, row);
    const name = textAt(row, 'properties', 'roleName');
    if (name !== undefined) this.#byName.set(keyOf(name), guid);
  }
}

function idOf(guid: string): string {
  return `/providers/Microsoft.Authorization/RoleDefinitions/${guid.replaceAll('/', ' ')}`;
}

/** Names go without case, and previews lose their mark one day. */
function keyOf(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/ \(preview\)$/, '');
}

/** Half-known permissions are none; what is read of a definition besides does not matter to what it gives. */
function withoutUnknowns(properties: Row): Row {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => !hasUnknown(value)));
}
