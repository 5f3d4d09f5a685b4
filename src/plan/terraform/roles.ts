/** Role assignments and role definitions. */

import type { Json } from '../../model/estate.ts';
import { unknownValue } from '../../model/json.ts';
import { roleNamed } from '../../model/plan.ts';
import { Draft, type Sent } from './draft.ts';
import { holes, type Instance, look } from './instance.ts';
import { itemsOf, walk } from './walk.ts';
import { identifier, principal, role } from './want.ts';
import type { World } from './world.ts';

/** azurerm_role_assignment: the role is an id, or a name that the provider looks up at the scope. */
export function roleAssignment(of: Instance, world: World): Sent {
  const draft = new Draft(of, world);
  const principalId = ['principal_id'];
  draft.set(
    ['properties', 'principalId'],
    principalId,
    world.value(of, principalId, principal) ?? absent(of, 'principal_id'),
  );
  const [byId, byName] = [['role_definition_id'], ['role_definition_name']];
  const name = look(of, byName).value;
  const id = look(of, byId).value;
  if (typeof id !== 'string' && typeof name === 'string') {
    draft.set(['properties', 'roleDefinitionId'], byName, roleNamed(name));
  } else {
    const value = world.value(of, byId, role) ?? world.value(of, byName) ?? absent(of, 'role_definition_id');
    draft.set(['properties', 'roleDefinitionId'], byId, value);
  }
  for (const [key, attribute] of [
    ['principalType', 'principal_type'],
    ['condition', 'condition'],
    ['conditionVersion', 'condition_version'],
    ['delegatedManagedIdentityResourceId', 'delegated_managed_identity_resource_id'],
  ] as const) {
    draft.set(['properties', key], [attribute], world.value(of, [attribute]));
  }
  return draft.sent();
}

function absent(of: Instance, attribute: string): Json {
  return unknownValue(`the plan has no ${attribute} of ${of.address}`);
}

/** azurerm_role_definition. */
export function roleDefinition(of: Instance, world: World): Sent {
  const draft = new Draft(of, world);
  draft.fix(['properties', 'type'], 'CustomRole');
  draft.set(['properties', 'roleName'], ['name'], world.value(of, ['name']));
  const scopes = ['assignable_scopes'];
  const isDefault = look(of, scopes).known === false && world.value(of, scopes) === undefined;
  // Without assignable scopes it is the scope of the definition (azurerm_role_definition).
  const scope = isDefault ? world.value(of, ['scope'], identifier()) : undefined;
  const assignable = isDefault
    ? typeof scope === 'string'
      ? [scope]
      : (scope ?? [])
    : world.list(of, scopes, identifier());
  draft.set(['properties', 'assignableScopes'], scopes, assignable);
  draft.set(['properties', 'permissions'], ['permissions'], permissions(of, world));
  return draft.sent();
}

function permissions(of: Instance, world: World): Json {
  if (holes(walk(of.unknown, 'permissions')) > 0) return world.unknown(of, ['permissions']);
  return itemsOf(of.after, 'permissions').map(block => ({
    actions: itemsOf(block, 'actions'),
    notActions: itemsOf(block, 'not_actions'),
    dataActions: itemsOf(block, 'data_actions'),
    notDataActions: itemsOf(block, 'not_data_actions'),
  }));
}
