/** A role definition in the repository, judged before it is made. */

import { foldPattern } from '../access/pattern.ts';
import { type Patterns, shareOf } from '../access/permission.ts';
import { neededActions, operationOf, type RoleUse, roleNameScope } from '../model/cyclecloud-role.ts';
import type { Row } from '../model/estate.ts';
import { type Fact, factOf, Unknown } from '../model/fact.ts';
import { textAt, textsAt } from '../model/json.ts';
import { foldId, scopeAndParents, scopeKind } from '../model/resource-id.ts';
import type { RoleFile, RolePermission } from '../sources/cyclecloud/role-file.ts';
import type { Facts } from '../subjects/subjects.ts';
import { any, not } from './certainty.ts';
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
    missing: unread ?? missingOf(role, server),
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

/** The needed actions that no permission of the file gives. */
function missingOf({ permissions }: RoleFile, use: RoleUse): string[] {
  const given = permissions.map(({ actions, notActions }): Patterns => {
    const folded = (list: RolePermission['actions']) => list.map(({ value }) => foldPattern(value));
    return { give: folded(actions), except: folded(notActions) };
  });
  return neededActions(use).filter(action => {
    const asked = foldPattern(operationOf(action));
    return !given.some(patterns => shareOf(patterns, asked) === 'all');
  });
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

/** A subscription may have no chain of management groups, which says nothing of those above it. */
function isAncestryKnown(scope: string, lookup: Lookup): boolean {
  return lookup.access.scopesOver(scope).some(one => scopeKind(one) === 'management group');
}

/** A role of the name that is assignable in the same scope is the one that this file made. */
function nameIsTaken({ name, assignableScopes, placeholders }: RoleFile, lookup: Lookup): Fact<boolean> {
  if (name.value === null) return new Unknown('the role has no name');
  if (placeholders.some(({ value }) => name.value!.includes(value))) {
    return new Unknown('a placeholder is left in the name');
  }
  const scopes = new Set(assignableScopes.map(({ value }) => foldId(value)));
  const { rows: namesakes, open } = lookup.rolesNamed(name.value);
  const isOpen = assignableScopes.some(scope => placeholders.some(({ value }) => scope.value.includes(value)));
  const isOwn = (row: Row): Fact<boolean> =>
    factOf(() => {
      if (textsAt(row, 'properties', 'assignableScopes').some(scope => scopes.has(foldId(scope)))) return true;
      const isCustom = textAt(row, 'properties', 'type')?.toLowerCase() === 'customrole';
      return isOpen && isCustom
        ? new Unknown(
            `a placeholder is left in the scopes, and the role that is called "${name.value}" may be this one`,
          )
        : false;
    });
  const isAnothers = any(...namesakes.map(row => not(isOwn(row))));
  if (isAnothers !== false || namesakes.length > 0) return isAnothers;
  if (open !== undefined) return open;
  const { status, because } = lookup.estate.covered('authorizationresources', roleNameScope(name.value));
  if (status === 'complete') return false;
  return new Unknown(`whether another role is called "${name.value}" could not be looked up: ${because}`);
}
