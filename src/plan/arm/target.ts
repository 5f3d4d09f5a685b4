/** Where a deployment goes: to a resource group, a subscription, a management group or the tenant. */

import type { Json } from '../../model/estate.ts';
import { whyUnknown } from '../../model/json.ts';
import type { Deployment } from '../../model/plan.ts';

export type Target = {
  /** Its id, as spelled, without a trailing slash: the tenant's is empty. Where it is not known, the narrowest scope that is known to hold it. */
  readonly scope: string;
  /** Why it is not known. */
  readonly unknown?: string;
};

/** Which command-line options say where a template of a schema goes ("Deployment scopes", `$schema` of each). */
export type RootTarget = Target | { readonly missing: string };

/** The target of a whole file by its schema's name, such as `subscriptionDeploymentTemplate`. */
export function rootTarget(schema: string, deployment: Deployment): RootTarget {
  const { subscriptionId, resourceGroup, managementGroup } = deployment;
  switch (schema.toLowerCase()) {
    case 'tenantdeploymenttemplate':
      return { scope: '' };
    case 'managementgroupdeploymenttemplate':
      if (managementGroup === undefined) return { missing: 'a management group: pass --management-group' };
      return { scope: `/providers/Microsoft.Management/managementGroups/${managementGroup}` };
    case 'subscriptiondeploymenttemplate':
      if (subscriptionId === undefined) return { missing: 'a subscription: pass --subscription' };
      return { scope: `/subscriptions/${subscriptionId}` };
    default:
      if (subscriptionId === undefined || resourceGroup === undefined)
        return { missing: 'a resource group: pass --subscription and --resource-group' };
      return { scope: `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}` };
  }
}

/** What a resource of a template says of where it goes, evaluated. */
export type Directions = {
  readonly scope?: Json | undefined;
  readonly subscriptionId?: Json | undefined;
  readonly resourceGroup?: Json | undefined;
};

/** Where a resource or nested deployment of a template that goes to `from` goes. */
export function directedTarget(from: Target, { scope, subscriptionId, resourceGroup }: Directions): Target {
  if (given(scope)) {
    const text = textOf(scope, 'scope');
    return typeof text === 'string' ? absoluteTarget(from, text) : { scope: '', unknown: text.unknown };
  }
  let target = from;
  if (given(subscriptionId)) {
    const id = textOf(subscriptionId, 'subscriptionId');
    if (typeof id !== 'string') return { scope: '', unknown: id.unknown };
    target = { scope: `/subscriptions/${id}` };
  }
  if (given(resourceGroup)) {
    const subscription = subscriptionScope(target.scope);
    const name = textOf(resourceGroup, 'resourceGroup');
    if (subscription === undefined)
      return { scope: target.scope, unknown: target.unknown ?? 'a resource group is named, and no subscription' };
    if (typeof name !== 'string') return { scope: subscription, unknown: name.unknown };
    target = { scope: `${subscription}/resourceGroups/${name}` };
  }
  return target;
}

/** A scope as templates write it: an id, `/` for the tenant, or type and name of something at the target, as Bicep does. */
function absoluteTarget(from: Target, text: string): Target {
  const bare = text.replace(/\/+$/, '');
  if (bare === '' || bare.startsWith('/')) return { scope: bare };
  if (/^subscriptions\//i.test(bare)) return { scope: `/${bare}` };
  if (/^microsoft\.management\/managementgroups\//i.test(bare)) return { scope: `/providers/${bare}` };
  const group = /^microsoft\.resources\/resourcegroups\/([^/]+)$/i.exec(bare)?.[1];
  const subscription = subscriptionScope(from.scope);
  if (group !== undefined && subscription !== undefined)
    return { ...from, scope: `${subscription}/resourceGroups/${group}` };
  return from.unknown === undefined ? { scope: `${from.scope}/providers/${bare}` } : from;
}

/** The subscription of a scope as an id. */
export function subscriptionScope(scope: string): string | undefined {
  return /^\/subscriptions\/[^/]+/i.exec(scope)?.[0];
}

function given(value: Json | undefined): value is Json {
  return value !== undefined && value !== null && value !== '';
}

function textOf(value: Json, key: string): string | { readonly unknown: string } {
  return typeof value === 'string' ? value : { unknown: whyUnknown(value) ?? `its ${key} is no text` };
}
