/** `az role assignment`. */

import type { Row } from '../../../model/estate.ts';
import { isGuid } from '../../../model/guid.ts';
import { ROLE_ASSIGNMENT } from '../../../model/resource-types.ts';
import { isRow } from '../../row.ts';
import { addAssignment, assignmentTarget, principalValue, roleValue } from '../assignment.ts';
import { type Arg, switchOf, valueOfOption, valuesOf } from '../az-command.ts';
import { Body } from '../body.ts';
import type { Commands } from '../handler.ts';
import { whyHole } from '../hole.ts';
import { jsonOf } from '../input.ts';
import type { Site } from '../site.ts';

export const ASSIGNMENT_COMMANDS: Commands = {
  'role assignment create': createAssignment,
  'role assignment update': updateAssignment,
  'role assignment delete': deleteAssignments,
};

function createAssignment(site: Site): void {
  const { command } = site;
  const scope = valueOfOption(command, '--scope');
  if (scope === undefined) throw site.fail(`\`${site.name}\` says no --scope, which the Azure CLI refuses; add it`);
  const role = valueOfOption(command, '--role');
  if (role === undefined) throw site.fail(`\`${site.name}\` says no --role; add it`);
  const assignee = valueOfOption(command, '--assignee');
  const principal = valueOfOption(command, '--assignee-object-id') ?? assignee;
  if (principal === undefined) throw site.fail(`\`${site.name}\` says no --assignee-object-id; add it`);
  if (principal === assignee && isGuid(principal.text)) {
    site.notice(
      '--assignee is taken for an object id, where it may be an application id as well; say --assignee-object-id',
      principal.at,
    );
  }
  const type = valueOfOption(command, '--assignee-principal-type')?.text;
  const condition = valueOfOption(command, '--condition');
  const conditionVersion = valueOfOption(command, '--condition-version');
  const name = valueOfOption(command, '--name', '-n');
  addAssignment(site, {
    scope,
    role,
    principal,
    ...(type === undefined ? {} : { principalType: type }),
    ...(condition === undefined ? {} : { condition }),
    ...(conditionVersion === undefined ? {} : { conditionVersion }),
    ...(name === undefined ? {} : { name }),
  });
}

/** `--role-assignment` holds the whole assignment, as `az role assignment list` shows it. */
function updateAssignment(site: Site): void {
  const arg = valueOfOption(site.command, '--role-assignment');
  if (arg === undefined) throw site.fail(`\`${site.name}\` says no --role-assignment; add it`);
  const read = jsonOf(arg, site);
  const id = 'because' in read || !isRow(read.value) ? undefined : read.value.id;
  if ('because' in read || typeof id !== 'string') {
    const because = 'because' in read ? read.because : 'the assignment that is changed says no id';
    site.add({
      does: 'doubt',
      target: { type: ROLE_ASSIGNMENT, within: `/subscriptions/${site.subscription()}`, because },
      because,
      atMost: 'write',
    });
    return;
  }
  const keys = [
    'principalId',
    'roleDefinitionId',
    'principalType',
    'condition',
    'conditionVersion',
    'delegatedManagedIdentityResourceId',
  ];
  const body = new Body();
  for (const key of keys) {
    const value = (read.value as Row)[key];
    if (value !== undefined && value !== null) body.set(['properties', key], value, read.locate([key]));
  }
  site.add({ does: 'put', target: { type: ROLE_ASSIGNMENT, id }, body });
}

/** Without ids, every assignment that fits goes. */
function deleteAssignments(site: Site): void {
  const { command } = site;
  const ids = valuesOf(command, '--ids');
  for (const id of ids) site.add({ does: 'delete', target: site.targetOfId(id, ROLE_ASSIGNMENT) });
  if (ids.length > 0) return;
  const scope = scopeOf(site);
  const role = valueOfOption(command, '--role');
  const principal = valueOfOption(command, '--assignee-object-id', '--assignee');
  const inherited = switchOf(command, '--include-inherited');
  const isKnown = whyHole(scope.text) === undefined && typeof inherited?.value !== 'object';
  site.add({
    does: 'delete',
    target: assignmentTarget({ scope, role, principal }, site),
    matching: {
      ...(principal === undefined ? {} : { principalId: principalValue(principal.text) }),
      ...(role === undefined ? {} : { roleDefinitionId: roleValue(role) }),
      ...(inherited?.value === true ? { inherited: true } : {}),
    },
    ...(isKnown ? { scope: scope.text } : {}),
  });
}

function scopeOf(site: Site): Arg {
  const scope = valueOfOption(site.command, '--scope');
  if (scope !== undefined) return scope;
  const subscription = `/subscriptions/${site.subscription()}`;
  const group = valueOfOption(site.command, '--resource-group', '-g');
  return group === undefined
    ? { text: subscription, at: site.command.at }
    : { ...group, text: `${subscription}/resourceGroups/${group.text}` };
}
