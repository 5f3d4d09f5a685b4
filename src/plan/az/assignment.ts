/** Assignments of roles, as commands make them. */

import { AFOI_APPS } from '../../model/cloud.ts';
import type { Json } from '../../model/estate.ts';
import { isGuid } from '../../model/guid.ts';
import { unknownValue } from '../../model/json.ts';
import { principalOf, principalOwner, roleNamed } from '../../model/plan.ts';
import { ROLE_ASSIGNMENT, SPELLED } from '../../model/resource-types.ts';
import type { Arg } from './az-command.ts';
import { Body } from './body.ts';
import { bodyValue, clientOwner, whyHole } from './hole.ts';
import { knownScope, type Site, type Target } from './site.ts';

export type Assigned = {
  readonly scope: Arg;
  readonly role: Arg;
  /** The object id, or what stands for it; absent where it is not known. */
  readonly principal: Arg | undefined;
  readonly principalType?: string;
  readonly condition?: Arg;
  readonly conditionVersion?: Arg;
  /** The assignment's own name. */
  readonly name?: Arg;
};

/** Adds the assignment to what the command does. */
export function addAssignment(site: Site, assigned: Assigned): void {
  const { scope, role, principal, principalType, condition } = assigned;
  const body = new Body();
  const principalId =
    principal === undefined ? unknownValue('whom the role is given to is not known') : principalValue(principal.text);
  body.set(['properties', 'principalId'], principalId, principal?.at ?? site.command.at);
  body.set(['properties', 'roleDefinitionId'], roleValue(role), role.at);
  const type =
    principalType ??
    (principal !== undefined && principalOwner(principal.text) !== undefined ? 'ServicePrincipal' : undefined);
  if (type !== undefined) body.set(['properties', 'principalType'], bodyValue(type), principal?.at ?? site.command.at);
  if (condition !== undefined) {
    body.set(['properties', 'condition'], bodyValue(condition.text), condition.at);
    body.set(
      ['properties', 'conditionVersion'],
      assigned.conditionVersion?.text ?? '2.0',
      assigned.conditionVersion?.at ?? condition.at,
    );
  }
  site.add({
    does: 'put',
    target: assignmentTarget(assigned, site),
    body,
    isNew: true,
    ...(whyHole(scope.text) === undefined ? { scope: scope.text } : {}),
  });
}

/** Where the plan says no name, the same assignment gets the same one, and two differ in theirs. */
export function assignmentTarget(
  {
    scope,
    role,
    principal,
    condition,
    name,
  }: Pick<Assigned, 'scope' | 'principal' | 'condition' | 'name'> & {
    readonly role: Arg | undefined;
  },
  site: Site,
): Target {
  const because = whyHole(scope.text);
  if (because !== undefined) return { type: ROLE_ASSIGNMENT, within: knownScope(scope.text), because };
  if (!scope.text.startsWith('/'))
    throw site.fail(`"${scope.text}" is not a scope; write it as /subscriptions/…`, scope.at);
  const isNamed = name !== undefined && whyHole(name.text) === undefined;
  const parts = [role, principal, condition].flatMap(part => (part === undefined ? [] : slug(part.text)));
  return { type: ROLE_ASSIGNMENT, id: assignmentId(scope.text, isNamed ? name.text : parts.join('--') || 'all') };
}

function assignmentId(scope: string, name: string): string {
  return `${scope.replace(/\/+$/, '')}/providers/${SPELLED.roleAssignment}/${name}`;
}

function slug(text: string): string {
  return (whyHole(text) ?? text)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
}

/** A principal as a body has it. */
export function principalValue(text: string): Json {
  const because = whyHole(text);
  if (because !== undefined) return unknownValue(because);
  const client = clientOwner(text);
  if (client !== undefined) return principalOf(client);
  if (principalOwner(text) !== undefined) return text;
  const app = Object.entries(AFOI_APPS).find(([, id]) => id === text.toLowerCase());
  if (app !== undefined)
    return unknownValue(
      `${text} is the application id of ${app[0]}, and the object id that belongs to it is known in the directory alone`,
    );
  return isGuid(text) ? text : unknownValue(`who "${text}" is, is known in the directory alone`);
}

/** A role as a body has it: an id, or the name where only that is given. */
export function roleValue({ text }: Arg): Json {
  const because = whyHole(text);
  if (because !== undefined) return unknownValue(because);
  if (text.startsWith('/') || text.startsWith(roleNamed(''))) return text;
  if (!isGuid(text)) return roleNamed(text);
  return `/providers/${SPELLED.roleDefinition}/${text}`;
}
