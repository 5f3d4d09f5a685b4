/** Virtual machines and scale sets: their identities, and what tells that they are CycleCloud's. */

import { VM } from '../../model/resource-types.ts';
import { Draft, type Sent } from './draft.ts';
import { setIdentity } from './identity-block.ts';
import type { Instance } from './instance.ts';
import { isOf } from './types.ts';
import { entriesOf, textOf, walk } from './walk.ts';
import type { World } from './world.ts';

/** The tags by which nodes are found (CycleCloud, "Tag nodes"); others may hold anything, and are left aside. */
const TAGS = ['cyclecloudnodearray', 'cyclecloudcluster', 'name', 'clusterid', 'clustername', 'cycleowner'];

export function machine(of: Instance, world: World): Sent {
  const draft = new Draft(of, world);
  setIdentity(draft);
  setTags(draft);
  // Neither can change without a new machine.
  if (world.isNew(of) && isOf(of, VM)) {
    const image = of.type === 'azurerm_virtual_machine' ? 'storage_image_reference' : 'source_image_reference';
    const publisher = [image, 0, 'publisher'];
    draft.set(
      ['properties', 'storageProfile', 'imageReference', 'publisher'],
      publisher,
      textOf(of.after, ...publisher),
    );
    const plan = ['plan', 0, 'publisher'];
    draft.set(['plan', 'publisher'], plan, textOf(of.after, ...plan));
  }
  return draft.sent('identity');
}

function setTags(draft: Draft): void {
  const { of, world } = draft;
  if (walk(of.unknown, 'tags') === true) {
    const tags = world.value(of, ['tags']);
    if (tags !== undefined) draft.set(['tags'], ['tags'], tags);
    return;
  }
  const isOurs = (name: string) => TAGS.includes(name.toLowerCase());
  const names = new Set(
    [of.before, of.after, of.unknown].flatMap(side => entriesOf(side, 'tags').map(([name]) => name)),
  );
  for (const name of [...names].filter(isOurs).sort()) {
    draft.set(['tags', name], ['tags', name], world.value(of, ['tags', name]) ?? (world.isNew(of) ? undefined : null));
  }
}
