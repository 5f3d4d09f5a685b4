/** Commands that Terraform runs beside a resource, such as `local-exec` of a null_resource. */

import type { Json } from '../../model/estate.ts';
import type { Operation, Plan } from '../../model/plan.ts';
import { ANYTHING } from '../apply/tables.ts';
import { isQuiet } from '../az/outside.ts';
import type { PlanContext } from '../context.ts';
import type { Instance } from './instance.ts';
import { itemsOf, textOf } from './walk.ts';
import type { World } from './world.ts';

/** They run as their resource is made, or as it goes; the configuration in a plan does not say which ("JSON Output Format", provisioners). */
function running(world: World): { readonly of: Instance; readonly provisioners: readonly Json[] }[] {
  return world.instances.planned
    .filter(({ actions }) => actions.includes('create') || actions.includes('delete'))
    .map(of => ({ of, provisioners: itemsOf(world.modules.resource(of), 'provisioners') }));
}

/** What runs where Terraform does, with what is signed in there, may do anything; but for commands that are seen not to. */
export function commands(world: World, { cloud, deployment }: PlanContext): Operation[] {
  const { subscriptionId } = deployment;
  return running(world).flatMap(({ of, provisioners }) => {
    const isOpen = (one: Json) => !isQuiet(textOf(one, 'expressions', 'command', 'constant_value') ?? '?', cloud);
    const local = provisioners.filter(one => textOf(one, 'type') === 'local-exec');
    if (!local.some(isOpen)) return [];
    return [
      {
        does: 'doubt',
        id: subscriptionId === undefined ? '/' : `/subscriptions/${subscriptionId}`,
        type: ANYTHING,
        body: {},
        address: of.address,
        because: 'it runs commands of its own (local-exec), which are not read here',
        locate: () => world.locate(of),
      },
    ];
  });
}

/** What runs on a machine that is made acts as that machine. */
export function remoteCommands(world: World): Plan['notices'] {
  return running(world).flatMap(({ of, provisioners }) =>
    provisioners.some(one => textOf(one, 'type') === 'remote-exec')
      ? [
          {
            says: `${of.address} runs commands on a machine (remote-exec), which are not looked at`,
            location: world.locate(of),
          },
        ]
      : [],
  );
}
