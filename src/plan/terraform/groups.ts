/** Groups of Microsoft Entra, through which identities may hold their grants: azuread_group and azuread_group_member. */

import type { Operation, Plan } from '../../model/plan.ts';
import { GROUP_MEMBER } from '../../model/resource-types.ts';
import { doubt } from './doubt.ts';
import { type Instance, look } from './instance.ts';
import { itemsOf, textOf } from './walk.ts';
import type { World } from './world.ts';

/** Who is in a group is no resource of Azure's; whether someone who leaves one loses a grant hangs on the groups that stay. */
export function departures(of: Instance, world: World): Operation[] {
  return leaversOf(of).map(({ group, member }) =>
    doubt(
      of,
      world,
      `/groups/${group}/members/${member}`,
      GROUP_MEMBER,
      `it takes ${member} out of the group ${group}, and grants through groups are not followed`,
    ),
  );
}

/** Grants of groups are only known for who is in them already. */
export function arrivals(world: World): Plan['notices'] {
  return world.instances.planned
    .filter(({ type, actions }) => type === 'azuread_group_member' && actions.includes('create'))
    .map(of => ({
      says: `${of.address} puts ${textOf(of.after, 'member_object_id') ?? 'someone'} into a group; grants that come through it are not counted`,
      location: world.locate(of),
    }));
}

function leaversOf(of: Instance): { readonly group: string; readonly member: string }[] {
  const isGone = of.actions.includes('delete');
  const group = textOf(of.before, of.type === 'azuread_group' ? 'object_id' : 'group_object_id');
  const before =
    of.type === 'azuread_group' ? itemsOf(of.before, 'members') : [textOf(of.before, 'member_object_id') ?? null];
  if (group === undefined || (!isGone && of.type !== 'azuread_group')) return [];
  const staying = isGone ? [] : look(of, ['members']).value;
  return before.flatMap(member =>
    typeof member !== 'string' || (Array.isArray(staying) && staying.includes(member)) ? [] : [{ group, member }],
  );
}
