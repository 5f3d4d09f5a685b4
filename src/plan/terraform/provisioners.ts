/** Commands that Terraform runs beside a resource, such as `local-exec` of a null_resource. */

import type { Plan } from '../../model/plan.ts';
import { itemsOf, textOf } from './walk.ts';
import type { World } from './world.ts';

/** They run as their resource is made, or as it goes; the configuration in a plan does not say which ("JSON Output Format", provisioners). */
export function commands(world: World): Plan['notices'] {
  return world.instances.planned
    .filter(({ actions }) => actions.includes('create') || actions.includes('delete'))
    .flatMap(of => {
      const types = itemsOf(world.modules.resource(of), 'provisioners').flatMap(one => textOf(one, 'type') ?? []);
      if (types.every(type => type === 'file')) return [];
      const says = `${of.address} runs commands (${[...new Set(types)].join(', ')}), which are not looked at`;
      return [{ says, location: world.locate(of) }];
    });
}
