/** The `identity` block, which has one shape in every resource of azurerm and azapi. */

import type { Json } from '../../model/estate.ts';
import { IDENTITY } from '../../model/resource-types.ts';
import type { Draft } from './draft.ts';
import { look } from './instance.ts';
import { textOf } from './walk.ts';
import { identifier } from './want.ts';

/** Takes the block over. A resource that has it no more sends `None`, as the providers do. */
export function setIdentity(draft: Draft): void {
  const { of, world } = draft;
  const attribute = ['identity'];
  const { known, value } = look(of, attribute);
  if (!known) {
    // No provider leaves identities to Azure, so it is a `dynamic` block, which the configuration of a plan leaves out.
    draft.set(['identity'], attribute, world.unknown(of, attribute));
    return;
  }
  const [block] = Array.isArray(value) ? value : [];
  if (block === undefined || block === null) {
    if (!world.isNew(of) && textOf(of.before, 'identity', 0, 'type') !== undefined) {
      draft.set(['identity'], attribute, { type: 'None' });
    }
    return;
  }
  const type = world.value(of, ['identity', 0, 'type']) ?? 'None';
  draft.set(['identity', 'type'], ['identity', 0, 'type'], type);
  if (typeof type === 'string' && !type.toLowerCase().includes('userassigned')) return;
  const ids = world.list(of, ['identity', 0, 'identity_ids'], identifier(IDENTITY));
  const map: Json = Array.isArray(ids) ? Object.fromEntries(ids.map(id => [String(id), {}])) : ids;
  draft.set(['identity', 'userAssignedIdentities'], ['identity', 0, 'identity_ids'], map);
}
