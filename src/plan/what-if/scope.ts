/** What surrounds the expressions of a change: the deployment that makes it, and the resources beside it. */

import { unknownValue } from '../../model/json.ts';
import { scopeKind, subscriptionOf } from '../../model/resource-id.ts';
import { environmentFunction } from '../arm/expression/environment.ts';
import type { Scope } from '../arm/expression/evaluate.ts';
import { type DeploymentScope, resourceIdFunctions } from '../arm/expression/resource-id.ts';
import type { PlanContext } from '../context.ts';
import type { Change } from './change.ts';
import { referenceIn } from './reference.ts';
import { deploymentScope } from './subject.ts';

/** `idOf` finds the resource of a symbolic name or a name. */
export function expressionScope(
  change: Change,
  idOf: (name: string) => string | undefined,
  context: PlanContext,
): Scope {
  return {
    functions: {
      ...resourceIdFunctions(whereDeployed(change, context)),
      environment: environmentFunction(context.cloud),
      reference: referenceIn(idOf, context),
    },
  };
}

/** The scope of the change's deployment, else that of the resource itself. */
function whereDeployed(change: Change, { deployment }: PlanContext): DeploymentScope {
  const own = /^\/subscriptions\/[^/[]+(?:\/resourcegroups\/[^/[]+)?/i.exec(change.resourceId)?.[0];
  const scope = change.deploymentId === undefined && own !== undefined ? own : deploymentScope(change, deployment);
  const name = scope.slice(scope.lastIndexOf('/') + 1);
  switch (scopeKind(scope)) {
    case 'resource group':
      return { is: 'resourceGroup', subscriptionId: subscriptionOf(scope)!, resourceGroup: name };
    case 'subscription':
      return { is: 'subscription', subscriptionId: name };
    case 'management group':
      return { is: 'managementGroup', managementGroup: name };
    default: {
      const unsaid = unknownValue('what-if does not say which deployment makes the change');
      return { is: 'resourceGroup', subscriptionId: unsaid, resourceGroup: unsaid };
    }
  }
}
