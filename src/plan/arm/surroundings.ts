/** What a template can ask of the deployment that it is part of: `deployment()`, `resourceGroup()`, `subscription()` and the like. */

import type { Cloud } from '../../model/cloud.ts';
import type { Json, Row } from '../../model/estate.ts';
import { unknownValue } from '../../model/json.ts';
import type { Deployment } from '../../model/plan.ts';
import { scopeKind } from '../../model/resource-id.ts';
import { SPELLED } from '../../model/resource-types.ts';
import type { Functions } from './evaluation.ts';
import { environmentFunction } from './expression/environment.ts';
import { partlyKnown } from './expression/partly-known.ts';
import { type DeploymentScope, resourceIdFunctions } from './expression/resource-id.ts';
import { subscriptionScope, type Target } from './target.ts';

/** A deployment, and what the command line says of the one that it is part of. */
export type Surroundings = {
  readonly name: Json;
  readonly target: Target;
  readonly root: Target;
  readonly deployment: Deployment;
  readonly cloud: Cloud;
};

/** What they answer: "Scope functions" and "Deployment functions for ARM templates". */
export function surroundings({ name, target, root, deployment, cloud }: Surroundings): Functions {
  return {
    ...resourceIdFunctions(deploymentScope(target)),
    environment: environmentFunction(cloud),
    deployment: () =>
      partlyKnown('only its name is known of a deployment before it is made', {
        name,
        ...(deployment.location === undefined ? {} : { location: deployment.location }),
      }),
    resourcegroup: () => resourceGroup(target, root, deployment),
    subscription: () => subscription(target, deployment),
    tenant: () => partlyKnown('only its id is known of the tenant', tenantId(deployment)),
    managementgroup: () => managementGroup(target),
  };
}

function deploymentScope({ scope, unknown }: Target): DeploymentScope {
  const [, first, second, , fourth] = scope.split('/');
  const isSubscription = first?.toLowerCase() === 'subscriptions';
  if (unknown !== undefined) {
    const subscriptionId = isSubscription ? second! : unknownValue(unknown);
    return { is: 'resourceGroup', subscriptionId, resourceGroup: unknownValue(unknown) };
  }
  if (isSubscription && fourth !== undefined)
    return { is: 'resourceGroup', subscriptionId: second!, resourceGroup: fourth };
  if (isSubscription) return { is: 'subscription', subscriptionId: second! };
  return fourth === undefined ? { is: 'tenant' } : { is: 'managementGroup', managementGroup: fourth };
}

function resourceGroup(target: Target, root: Target, deployment: Deployment): Row {
  if (target.unknown !== undefined) return unknownValue(target.unknown);
  if (scopeKind(target.scope) !== 'resource group')
    return unknownValue('resourceGroup() is used where the deployment goes to no resource group');
  const [, , , , name] = target.scope.split('/');
  const isRoot = target.scope.toLowerCase() === root.scope.toLowerCase();
  const location = isRoot && deployment.location !== undefined ? { location: deployment.location } : {};
  return partlyKnown(`only the id and name are known of the resource group ${name}`, {
    id: target.scope,
    name: name!,
    type: SPELLED.templateResourceGroup,
    ...location,
  });
}

function subscription(target: Target, deployment: Deployment): Row {
  const id = subscriptionScope(target.scope);
  if (id === undefined)
    return unknownValue(target.unknown ?? 'subscription() is used where the deployment goes to no subscription');
  return partlyKnown(`only the id is known of the subscription ${id.slice('/subscriptions/'.length)}`, {
    id,
    subscriptionId: id.slice('/subscriptions/'.length),
    ...tenantId(deployment),
  });
}

function managementGroup(target: Target): Row {
  if (target.unknown !== undefined) return unknownValue(target.unknown);
  if (scopeKind(target.scope === '' ? '/' : target.scope) !== 'management group')
    return unknownValue('managementGroup() is used where the deployment goes to no management group');
  const name = target.scope.slice(target.scope.lastIndexOf('/') + 1);
  return partlyKnown(`only the id and name are known of the management group ${name}`, {
    id: target.scope,
    name,
    type: 'Microsoft.Management/managementGroups',
  });
}

function tenantId({ tenantId: id }: Deployment): Row {
  return { tenantId: id ?? unknownValue('the id of the tenant is not known here') };
}
