/** A role definition in the repository, judged before it is made. */

import { foldPattern } from '../access/pattern.ts';
import { permissionOf, shareOf } from '../access/permission.ts';
import { neededActions, roleNameScope } from '../model/cyclecloud-role.ts';
import { type Fact, Unknown } from '../model/fact.ts';
import { textAt, textsAt } from '../model/json.ts';
import { foldId, scopeAndParents } from '../model/resource-id.ts';
import type { RoleFile, RolePermission } from '../sources/cyclecloud/role-file.ts';
import type { Facts } from '../subjects/subjects.ts';
import { beyondDocumented } from './cyclecloud-rights.ts';
import type { Lookup } from './lookup.ts';
import type { DeclaredServer } from './settings.ts';

export function roleFileFacts(role: RoleFile, server: DeclaredServer, lookup: Lookup): Facts<'RoleFile'> {
  const scopes = role.assignableScopes.map(({ value }) => value);
  const texts = (list: RolePermission['actions']) => list.map(({ value }) => value);
  const actions = role.permissions.flatMap(permission => texts(permission.actions));
  const dataActions = role.permissions.flatMap(permission => texts(permission.dataActions));
  const unread =
    actions.length + dataActions.length > 0
      ? undefined
      : new Unknown('the file lists no actions in a form that is known');
  return {
    file: role.at.file,
    name: role.name.value ?? '',
    placeholders:
      role.name.value === null && scopes.length === 0
        ? new Unknown('the file has neither a name nor assignable scopes in a form that is known')
        : [...new Set(role.placeholders.map(({ value }) => value))].sort(),
    assignableScopes: scopes,
    isAssignable: isAssignable(role, server.scope, lookup),
    nameIsTaken: nameIsTaken(role, lookup),
    missing:
      unread ??
      neededActions(server).filter(action => !role.permissions.some(permission => permits(permission, action))),
    beyond: unread ?? beyondDocumented(actions, dataActions),
  };
}

/** The places of what rules find fault with. */
export function roleFilePlaces(role: RoleFile) {
  const { at, name, placeholders, assignableScopes, permissions } = role;
  return {
    'role.placeholders': placeholders[0]?.at ?? at,
    'role.isAssignable': assignableScopes[0]?.at ?? at,
    'role.nameIsTaken': name.at,
    'role.missing': permissions[0]?.actions[0]?.at ?? at,
    'role.beyond': beyondPlace(role) ?? at,
  };
}

function beyondPlace({ permissions }: RoleFile) {
  const entries = permissions.flatMap(({ actions, dataActions }) => [
    ...actions.filter(({ value }) => beyondDocumented([value], []).length > 0),
    ...dataActions.filter(({ value }) => beyondDocumented([], [value]).length > 0),
  ]);
  return entries[0]?.at;
}

function permits({ actions, notActions }: RolePermission, asked: string): boolean {
  const { actions: given } = permissionOf(
    actions.map(({ value }) => value),
    [],
  );
  const except = notActions.map(({ value }) => foldPattern(value));
  return shareOf({ give: given.give, except }, foldPattern(asked)) === 'all';
}

/** A role can be assigned at its assignable scopes and below them ("Azure custom roles", "Custom role limits"). */
function isAssignable({ assignableScopes, placeholders }: RoleFile, scope: string, lookup: Lookup): Fact<boolean> {
  const scopes = assignableScopes.map(({ value }) => value);
  if (scopes.some(one => scopeAndParents(scope).includes(foldId(one)) || lookup.access.covers(one, scope))) return true;
  if (placeholders.length > 0) return new Unknown('a placeholder is left in the file');
  const group = scopes.find(one => /managementgroups/i.test(one));
  if (group !== undefined && !isAncestryKnown(scope, lookup)) {
    return new Unknown(`whether ${group} lies above ${scope} is not known`);
  }
  return false;
}

function isAncestryKnown(scope: string, lookup: Lookup): boolean {
  const subscription = scopeAndParents(scope).at(-1)!;
  return lookup.estate.exists('resourcecontainers', subscription) === true;
}

/** A role of the name that is assignable in the same scope is the one that this file made. */
function nameIsTaken({ name, assignableScopes, placeholders }: RoleFile, lookup: Lookup): Fact<boolean> {
  if (name.value === null) return new Unknown('the role has no name');
  if (placeholders.some(({ value }) => name.value!.includes(value))) {
    return new Unknown('a placeholder is left in the name');
  }
  const wanted = name.value.toLowerCase();
  const scopes = new Set(assignableScopes.map(({ value }) => foldId(value)));
  const namesakes = [...lookup.estate.rows('authorizationresources')].filter(
    row =>
      /roledefinitions$/i.test(textAt(row, 'type') ?? '') &&
      textAt(row, 'properties', 'roleName')?.toLowerCase() === wanted,
  );
  const isOwn = (scopesOfRow: readonly string[]) => scopesOfRow.some(scope => scopes.has(foldId(scope)));
  if (namesakes.some(row => !isOwn(textsAt(row, 'properties', 'assignableScopes')))) return true;
  if (namesakes.length > 0) return false;
  const { status, because } = lookup.estate.covered('authorizationresources', roleNameScope(name.value));
  if (status === 'complete') return false;
  return new Unknown(`whether another role is called "${name.value}" could not be looked up: ${because}`);
}
