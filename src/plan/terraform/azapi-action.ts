/** azapi_resource_action: any request to a resource, or to a path below it. */

import type { Operation } from '../../model/plan.ts';
import { azapi } from './azapi.ts';
import { doubt } from './doubt.ts';
import type { Instance } from './instance.ts';
import { azureType } from './types.ts';
import { textOf } from './walk.ts';
import type { World } from './world.ts';

/** What the request does. A POST calls something by its name, which changes none of the settings that the wiring reads. */
export function action(of: Instance, world: World): Operation[] {
  const isRemoved = of.after === null;
  const values = isRemoved ? of.before : of.after;
  // It runs when the resource is applied, or only when it is destroyed (azapi_resource_action, `when`).
  if ((textOf(values, 'when') ?? 'apply') !== (isRemoved ? 'destroy' : 'apply')) return [];
  const method = (textOf(values, 'method') ?? 'POST').toUpperCase();
  if (['POST', 'GET', 'HEAD'].includes(method)) return [];
  const { type, apiVersion } = azureType(of)!;
  const identified = isRemoved ? world.identifyBefore(of) : world.identify(of);
  const path = world.value(isRemoved ? { ...of, after: values, unknown: false } : of, ['action']);
  if (identified.is === 'within') return [doubt(of, world, identified.scope, '*', identified.because)];
  if (path !== undefined) {
    return [doubt(of, world, identified.id, '*', `${of.address} sends ${method} to a path below ${identified.id}`)];
  }
  const sent = azapi(isRemoved ? { ...of, after: values, unknown: false } : of, world, method === 'PUT');
  return [
    {
      does: method === 'PUT' ? 'put' : method === 'DELETE' ? 'delete' : 'patch',
      id: identified.id,
      type: type.toLowerCase(),
      body: method === 'DELETE' ? {} : sent.body,
      ...(apiVersion === undefined ? {} : { apiVersion }),
      address: of.address,
      locate: at => {
        const attribute = at === undefined ? [] : sent.attributeOf(at);
        return world.locate(of, attribute.length === 0 ? undefined : attribute);
      },
    },
  ];
}
