/** Functions that make ids of resources ("Resource functions for ARM templates", `resourceId` and its family). */

import type { Json, Row } from '../../../model/estate.ts';
import { unknownValue } from '../../../model/json.ts';
import type { ScopeFunction } from './evaluate.ts';
import { isPrincipal, isUnknownValue, refused, spelledOut } from './values.ts';

/** Where a template is deployed. What is not known of it is an `unknownValue`. */
export type DeploymentScope =
  | { readonly is: 'resourceGroup'; readonly subscriptionId: Json; readonly resourceGroup: Json }
  | { readonly is: 'subscription'; readonly subscriptionId: Json }
  | { readonly is: 'managementGroup'; readonly managementGroup: Json }
  | { readonly is: 'tenant' };

export function resourceIdFunctions(at: DeploymentScope): { readonly [lowerCaseName: string]: ScopeFunction } {
  const subscription = 'subscriptionId' in at ? at.subscriptionId : notHere(at, 'subscription');
  const managementGroup = at.is === 'managementGroup' ? at.managementGroup : notHere(at, 'management group');
  return {
    extensionresourceid: ([resource, ...named]) =>
      resource === undefined ? refused('the function extensionResourceId takes an id') : idOf([resource], named),
    managementgroupresourceid: args => {
      const { before, named } = apart(args);
      return before.length > 1
        ? tooMany('managementGroupResourceId')
        : idOf(['/providers/Microsoft.Management/managementGroups/', before[0] ?? managementGroup], named);
    },
    resourceid: args => {
      const { before, named } = apart(args);
      const scope = scopeOf(at, before, subscription);
      return Array.isArray(scope) ? idOf(scope, named) : (scope as Json);
    },
    subscriptionresourceid: args => {
      const { before, named } = apart(args);
      return before.length > 1
        ? tooMany('subscriptionResourceId')
        : idOf(['/subscriptions/', before[0] ?? subscription], named);
    },
    tenantresourceid: args => idOf([], args),
  };
}

function notHere(at: DeploymentScope, what: string): Row {
  const where = { resourceGroup: 'resource group', subscription: 'subscription', managementGroup: 'management group' };
  return unknownValue(
    `a deployment to ${at.is === 'tenant' ? 'the tenant' : `a ${where[at.is]}`} does not say its ${what}`,
  );
}

function tooMany(name: string): Row {
  return refused(`the function ${name} was given too many arguments before the type`);
}

/** The arguments before the type, which alone has a slash, and those from it on. */
function apart(args: readonly Json[]): { readonly before: readonly Json[]; readonly named: readonly Json[] } {
  const type = args.slice(0, 3).findIndex(arg => typeof arg === 'string' && arg.includes('/'));
  return type < 0 ? { before: [], named: args } : { before: args.slice(0, type), named: args.slice(type) };
}

const SUBSCRIPTION = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** What stands before `/providers` in an id of `resourceId`. */
function scopeOf(at: DeploymentScope, before: readonly Json[], subscription: Json): readonly Json[] | Row {
  const [first, second] = before;
  if (at.is !== 'resourceGroup' && at.is !== 'subscription') return before.length === 0 ? [] : tooMany('resourceId');
  if (second !== undefined) return ['/subscriptions/', first!, '/resourceGroups/', second];
  if (first === undefined && at.is === 'subscription') return ['/subscriptions/', subscription];
  if (first === undefined && at.is === 'resourceGroup')
    return ['/subscriptions/', subscription, '/resourceGroups/', at.resourceGroup];
  if (isUnknownValue(first!)) return first;
  if (typeof first !== 'string' || !SUBSCRIPTION.test(first))
    return ['/subscriptions/', subscription, '/resourceGroups/', first!];
  return at.is === 'subscription'
    ? ['/subscriptions/', first]
    : unknownValue('resourceId() with a subscription and no resource group is not worked out');
}

/** The texts of a scope, then the type with a name after each of its segments. */
function idOf(scope: readonly Json[], named: readonly Json[]): Json {
  const parts = [...scope, ...named];
  const unknown = parts.find(isUnknownValue) ?? parts.filter(isPrincipal).map(spelledOut)[0];
  if (unknown !== undefined) return unknown;
  const [type, ...names] = named;
  if (!parts.every(part => typeof part === 'string' && part !== '') || typeof type !== 'string')
    return refused('an id was to be made of something other than texts');
  const [provider, ...segments] = type.split('/');
  if (segments.length === 0 || segments.length !== names.length)
    return refused(`the id of ${type} takes ${segments.length} names, not ${names.length}`);
  const pairs = segments.map((segment, index) => `/${segment}/${names[index] as string}`).join('');
  return `${scope.join('').replace(/\/+$/, '')}/providers/${provider}${pairs}`;
}
