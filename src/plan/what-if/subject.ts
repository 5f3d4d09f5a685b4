/** Which resource a change is about: its id is not always known, and then the scope in which it lies. */

import type { Json } from '../../model/estate.ts';
import { textAt, whyUnknown } from '../../model/json.ts';
import { type Deployment, principalOwner } from '../../model/plan.ts';
import { managementGroupScope } from '../../model/resource-id.ts';
import { ROLE_ASSIGNMENT, SPELLED } from '../../model/resource-types.ts';
import type { Scope, ScopeFunction } from '../arm/expression/evaluate.ts';
import { scopeOf, typeOf } from '../resource-type.ts';
import type { Change } from './change.ts';
import { settleId } from './expressions.ts';
import { stableName } from './stable-name.ts';

/** With `because`, `id` is the narrowest known scope. */
export type Subject = { readonly id: string; readonly type: string; readonly because?: string };

export function subjectOf(change: Change, scope: Scope, deployment: Deployment): Subject {
  const text = change.resourceId;
  if (!text.includes('[')) return { id: text, type: typeOf(text) };
  const settled = settleId(text, naming(text, scope));
  if (typeof settled === 'string') return { id: settled, type: typeOf(settled) };
  const named = textAt(change.after, 'type');
  const type =
    named === undefined || named.includes('[') ? typeOf(text.slice(0, text.indexOf('['))) : named.toLowerCase();
  const literal = text.slice(0, text.indexOf('['));
  if (type !== ROLE_ASSIGNMENT)
    return { id: parentOf(literal) ?? deploymentScope(change, deployment), type, because: settled.because };
  const at = assignmentScope(change, literal);
  if (at === undefined) return { id: deploymentScope(change, deployment), type, because: settled.because };
  return { id: `${at === '/' ? '' : at}/providers/${SPELLED.roleAssignment}/${stableName(text)}`, type };
}

/** Functions that make ids, of which the name of a role assignment may be unknown: guid() of what only the deployment knows. */
function naming(text: string, scope: Scope): Scope {
  const makers = Object.entries(scope.functions).filter(([name]) => name.endsWith('resourceid'));
  const wrapped = makers.map(([name, make]): [string, ScopeFunction] => [
    name,
    (args, raw, evaluate) => make(withName(args, text), raw, evaluate),
  ]);
  return { ...scope, functions: { ...scope.functions, ...Object.fromEntries(wrapped) } };
}

function withName(args: readonly Json[], text: string): readonly Json[] {
  const isAssignment = args.some(arg => typeof arg === 'string' && arg.toLowerCase() === ROLE_ASSIGNMENT);
  const last = args.length - 1;
  return isAssignment && !isName(args[last]) ? args.with(last, stableName(text)) : args;
}

function isName(arg: Json | undefined): boolean {
  return whyUnknown(arg) === undefined && (typeof arg !== 'string' || principalOwner(arg) === undefined);
}

/** The scope of an assignment of which only the name is unknown. */
function assignmentScope(change: Change, literal: string): string | undefined {
  if (literal.toLowerCase().endsWith(`/providers/${ROLE_ASSIGNMENT}/`)) return scopeOf(literal);
  const said = textAt(change.after, 'scope') ?? textAt(change.after, 'properties', 'scope');
  return said?.startsWith('/') && !said.includes('[') ? said : undefined;
}

/** The nearest thing above a resource whose id is known up to some place in it. */
function parentOf(literal: string): string | undefined {
  if (!literal.startsWith('/subscriptions/') && !/^\/providers\//i.test(literal)) return undefined;
  const segments = literal.split('/').slice(0, -1);
  const provider = segments.map(segment => segment.toLowerCase()).lastIndexOf('providers');
  // After a provider come pairs of type and name, before it pairs of collection and name.
  const pairs = segments.length - (provider < 0 ? 1 : provider + 2);
  const whole = segments.length - (pairs % 2);
  const kept = segments.slice(0, provider >= 0 && whole <= provider + 2 ? provider : whole);
  return kept.length > 1 ? kept.join('/') : undefined;
}

/** The scope of the deployment that makes a change. */
export function deploymentScope({ deploymentId }: Pick<Change, 'deploymentId'>, deployment: Deployment): string {
  if (deploymentId?.startsWith('/')) return scopeOf(deploymentId);
  const { subscriptionId, resourceGroup, managementGroup } = deployment;
  if (subscriptionId !== undefined)
    return `/subscriptions/${subscriptionId}${resourceGroup === undefined ? '' : `/resourceGroups/${resourceGroup}`}`;
  return managementGroup === undefined ? '/' : managementGroupScope(managementGroup);
}
