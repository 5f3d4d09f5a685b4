/** `az role assignment`. */

import type { Json, Row } from '../../../model/estate.ts';
import { isRow } from '../../row.ts';
import { addAssignment, isAt, principalValue, roleValue } from '../assignment.ts';
import { type Arg, valueOfOption, valuesOf } from '../az-command.ts';
import { Body } from '../body.ts';
import type { Commands } from '../handler.ts';
import { whyHole } from '../hole.ts';
import { jsonOf } from '../input.ts';
import { isGuid, knownScope, type Site } from '../site.ts';
import { ASSIGNMENT } from '../types.ts';

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
      target: { type: ASSIGNMENT, within: `/subscriptions/${site.subscription()}`, because },
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
  site.add({ does: 'put', target: { type: ASSIGNMENT, id }, body });
}

/**
 * Without ids, every assignment at the scope that fits goes: those that the script has made itself are known, others are not
 * in the plan.
 */
function deleteAssignments(site: Site): void {
  const { command } = site;
  const ids = valuesOf(command, '--ids');
  for (const id of ids) site.add({ does: 'delete', target: site.targetOfId(id, ASSIGNMENT) });
  if (ids.length > 0) return;
  const scope = scopeOf(site);
  const because = `\`${site.name}\` deletes every assignment that fits, and which ones there are is not in the plan`;
  const isKnown = whyHole(scope.text) === undefined;
  for (const id of isKnown ? fitting(site, scope.text) : [])
    site.add({ does: 'delete', target: { type: ASSIGNMENT, id } });
  const within = isKnown ? scope.text : knownScope(scope.text);
  site.add({ does: 'doubt', target: { type: ASSIGNMENT, within, because }, because });
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

/** The ids of assignments that the script has made, and that a deletion's filters fit. */
function fitting(site: Site, scope: string): string[] {
  const role = valueOfOption(site.command, '--role');
  const assignee = valueOfOption(site.command, '--assignee', '--assignee-object-id');
  const wanted = {
    roleDefinitionId: role === undefined ? undefined : roleValue(role),
    principalId: assignee === undefined ? undefined : principalValue(assignee.text),
  };
  const same = (a: Json | undefined, b: Json | undefined) =>
    a === undefined || JSON.stringify(a).toLowerCase() === JSON.stringify(b)?.toLowerCase();
  const made = site.azure.operations.filter(
    ({ does, type, id }) => does === 'put' && type === ASSIGNMENT && isAt(scope, id),
  );
  const fits = made.filter(({ body }) => {
    const properties = body.properties as Row;
    return (
      same(wanted.roleDefinitionId, properties.roleDefinitionId) && same(wanted.principalId, properties.principalId)
    );
  });
  return [...new Set(fits.map(({ id }) => id))].filter(id => site.azure.made(id) !== undefined);
}
