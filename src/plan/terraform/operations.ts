/** What Terraform's actions on an instance do to Azure's resources. */

import type { Operation } from '../../model/plan.ts';
import { azapi } from './azapi.ts';
import { action } from './azapi-action.ts';
import { azurerm } from './azurerm.ts';
import { atMostOf, doubt, doubtOf } from './doubt.ts';
import type { Sent } from './draft.ts';
import { withoutRules } from './firewall.ts';
import { departures } from './groups.ts';
import type { Identified } from './identify.ts';
import type { Instance } from './instance.ts';
import { azureType } from './types.ts';
import type { World } from './world.ts';

/** Actions that change nothing in Azure: a forgotten resource stays as it is. */
const QUIET = ['no-op', 'read', 'forget'];
const LOUD = ['create', 'update', 'delete'];

/** What writes into another resource, and leaves it in place when it is removed. */
const PARTS = ['azurerm_storage_account_network_rules', 'azapi_update_resource'];

export function operationsOf(of: Instance, world: World): Operation[] {
  const { actions } = of;
  if (of.resource.startsWith('data.') || (of.deferred === undefined && actions.every(one => QUIET.includes(one))))
    return [];
  if (['azuread_group', 'azuread_group_member'].includes(of.type)) return departures(of, world);
  const doubtful = doubtOf(of, world);
  if (doubtful !== undefined) return [doubtful];
  const azure = azureType(of);
  if (azure === undefined) return [];
  if (of.deferred !== undefined) {
    return [
      doubtAt(of, world, world.identify(of), `Terraform puts ${of.address} off to a later plan (${of.deferred})`),
    ];
  }
  const strange = actions.find(one => !QUIET.includes(one) && !LOUD.includes(one));
  if (strange !== undefined) {
    return [
      doubtAt(of, world, world.identify(of), `the plan's action "${strange}" on ${of.address} is not known here`),
    ];
  }
  if (of.type === 'azapi_resource_action') return action(of, world);
  return [
    ...(actions.includes('delete') ? removed(of, world) : []),
    ...(actions.includes('create') || actions.includes('update') ? [written(of, world)] : []),
  ];
}

function removed(of: Instance, world: World): Operation[] {
  if (of.type === 'azapi_update_resource') return [];
  const identified = world.identifyBefore(of);
  if (identified.is === 'within') return [doubtAt(of, world, identified)];
  if (of.type === 'azurerm_storage_account_network_rules') {
    return [operation(of, world, 'patch', identified.id, withoutRules(of, world))];
  }
  return [operation(of, world, 'delete', identified.id, { body: {}, attributeOf: () => [] })];
}

function written(of: Instance, world: World): Operation {
  const identified = world.identify(of);
  if (identified.is === 'within') return doubtAt(of, world, identified);
  // An update through azurerm leads to what the plan shows; azapi_resource sends its body whole whenever anything changes.
  const isWhole = of.type === 'azapi_resource' || (world.isNew(of) && !PARTS.includes(of.type));
  const sent = of.type.startsWith('azapi_') ? azapi(of, world, isWhole) : azurerm(of, world);
  return operation(of, world, isWhole ? 'put' : 'patch', identified.id, sent);
}

function operation(of: Instance, world: World, does: 'put' | 'patch' | 'delete', id: string, sent: Sent): Operation {
  const { type, apiVersion } = azureType(of)!;
  return {
    does,
    id,
    type: type.toLowerCase(),
    body: sent.body,
    ...(sent.replaces === undefined || does === 'put' ? {} : { replaces: sent.replaces }),
    ...(apiVersion === undefined ? {} : { apiVersion }),
    address: of.address,
    locate: path => {
      const attribute = path === undefined ? [] : sent.attributeOf(path);
      return world.locate(of, attribute.length === 0 ? undefined : attribute);
    },
  };
}

function doubtAt(of: Instance, world: World, identified: Identified, because?: string): Operation {
  const { type } = azureType(of)!;
  // A part of another resource changes that one.
  const atMost = PARTS.includes(of.type) ? 'write' : atMostOf(of);
  if (identified.is === 'known') return doubt(of, world, identified.id, type, because ?? '', atMost);
  return doubt(of, world, identified.scope, type, because ?? identified.because, atMost);
}
