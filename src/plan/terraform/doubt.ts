/** What a plan may do that it does not say: deployments of other templates, scripts, and resources of which the id is not known. */

import type { Operation } from '../../model/plan.ts';
import {
  DEPLOYMENT,
  DEPLOYMENT_SCRIPT,
  DEPLOYMENT_STACK,
  ROLE_ASSIGNMENT,
  ROLE_ASSIGNMENT_REQUEST,
} from '../../model/resource-types.ts';
import { type Instance, look } from './instance.ts';
import { azureType } from './types.ts';
import { identifier } from './want.ts';
import type { World } from './world.ts';

/** `because` without a full stop; `atMost` as of an operation. */
export function doubt(
  of: Instance,
  world: World,
  id: string,
  type: string,
  because: string,
  atMost?: Operation['atMost'],
): Operation {
  return {
    does: 'doubt',
    id,
    type: type.toLowerCase(),
    body: {},
    ...(atMost === undefined ? {} : { atMost }),
    address: of.address,
    because,
    locate: () => world.locate(of),
  };
}

/** The most that Terraform's actions on an instance may do. */
export function atMostOf({ actions }: Instance): Operation['atMost'] {
  if (actions.some(one => !['create', 'update', 'no-op', 'read'].includes(one))) return undefined;
  return actions.includes('update') ? 'write' : 'create';
}

/** Where a resource does what no plan can say, and what kind of thing it may do there. */
type Reach = { readonly attribute?: string; readonly type: string; readonly does: string };

const DEPLOYS = 'deploys a template of its own, which is not part of the plan';
const RUNS = 'runs a script, which is not part of the plan';
const GIVES = 'asks for a role to be given';

/** By Terraform's type; `attribute` holds the scope, the resource group's name where there is none. */
const AZURERM: ReadonlyMap<string, Reach> = new Map(
  Object.entries<Reach>({
    azurerm_template_deployment: { type: '*', does: DEPLOYS },
    azurerm_resource_group_template_deployment: { type: '*', does: DEPLOYS },
    azurerm_subscription_template_deployment: { attribute: 'subscription', type: '*', does: DEPLOYS },
    azurerm_management_group_template_deployment: { attribute: 'management_group_id', type: '*', does: DEPLOYS },
    azurerm_tenant_template_deployment: { attribute: 'tenant', type: '*', does: DEPLOYS },
    azurerm_blueprint_assignment: { attribute: 'target_subscription_id', type: '*', does: DEPLOYS },
    azurerm_resource_deployment_script_azure_cli: { type: '*', does: RUNS },
    azurerm_resource_deployment_script_azure_power_shell: { type: '*', does: RUNS },
    azurerm_pim_active_role_assignment: { attribute: 'scope', type: ROLE_ASSIGNMENT, does: GIVES },
  }),
);

const AZAPI: ReadonlyMap<string, string> = new Map(
  Object.entries({
    [DEPLOYMENT]: DEPLOYS,
    [DEPLOYMENT_STACK]: DEPLOYS,
    [DEPLOYMENT_SCRIPT]: RUNS,
    [ROLE_ASSIGNMENT_REQUEST]: GIVES,
  }),
);

/** The doubt that an instance of such a type brings; `undefined` of any other. */
export function doubtOf(of: Instance, world: World): Operation | undefined {
  const reach = AZURERM.get(of.type);
  if (reach !== undefined) {
    const most = reach.does === DEPLOYS ? ofDeployment(of) : reach.does === GIVES ? atMostOf(of) : undefined;
    return doubt(of, world, scopeOf(of, world, reach.attribute), reach.type, `${of.address} ${reach.does}`, most);
  }
  const does = AZAPI.get(azureType(of)?.type.toLowerCase() ?? '');
  if (does === undefined || of.type === 'azapi_resource_action') return undefined;
  const identified = world.identify(of);
  const scope =
    identified.is === 'known'
      ? identified.id.replace(/\/providers\/[^/]+\/[^/]+\/[^/]+$/i, '') || '/'
      : identified.scope;
  return doubt(of, world, scope, does === GIVES ? ROLE_ASSIGNMENT : '*', `${of.address} ${does}`);
}

/** Only a complete deployment deletes; a deployment that is removed takes with it what it has made, as the provider's settings have it. */
function ofDeployment(of: Instance): Operation['atMost'] {
  const isComplete = look(of, ['deployment_mode']).value === 'Complete';
  return isComplete || of.actions.includes('delete') ? undefined : 'write';
}

function scopeOf(of: Instance, world: World, attribute: string | undefined): string {
  if (attribute === 'tenant') return '/';
  if (attribute !== undefined && attribute !== 'subscription') {
    const scope = world.value(of, [attribute], identifier());
    return typeof scope === 'string' && scope.startsWith('/') ? scope : '/';
  }
  const subscription = world.subscriptions.of(of);
  if (subscription === undefined) return '/';
  const group = look(of.after === null ? { ...of, after: of.before, unknown: false } : of, [
    'resource_group_name',
  ]).value;
  const isGroup = attribute === undefined && typeof group === 'string';
  return `/subscriptions/${subscription}${isGroup ? `/resourceGroups/${group}` : ''}`;
}
