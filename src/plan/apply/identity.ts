/** The identities of a resource after a write, as Resource Manager keeps them everywhere. */

import type { Json, Row } from '../../model/estate.ts';
import { unknownValue, whyUnknown } from '../../model/json.ts';
import type { Edit } from '../../model/plan.ts';
import { foldId } from '../../model/resource-id.ts';
import { isObject, partOf } from './merge.ts';

/** How `identity` is sent: all that there is to be, or what changes; the latter to a resource of which nothing else may be known. */
export type Sending = 'whole' | 'part' | { readonly is: 'part'; readonly because: string };

/**
 * A part adds user-assigned identities with `{}` and removes them with `null`; a `type` without a kind drops that kind, `None` both
 * (Microsoft.NetworkCloud/clusters, PATCH; the document's "Update Cluster identities via APIs"). Ids are compared without case.
 * What only Azure sets of an identity that stays – its principal – stays as well.
 */
export function identityAfter(old: Json | undefined, sent: Json | undefined, sending: Sending): Json | undefined {
  const open = typeof sending === 'object' ? unknownValue(sending.because) : undefined;
  if (sent === undefined) return sending === 'whole' ? undefined : (open ?? old);
  if (sent === null) return undefined;
  if (!isObject(sent) || whyUnknown(sent) !== undefined) return sent;
  const sentType = partOf(sent, 'type');
  const removesAll = sentType !== undefined && kindsOf(sent)?.length === 0;
  if (removesAll) return { type: sentType };
  if (sending === 'part' && whyUnknown(old) !== undefined) return old;
  const type = sentType ?? open ?? (sending === 'whole' ? undefined : partOf(old, 'type'));
  const result: { [key: string]: Json } = type === undefined ? {} : { type };
  const kinds = kindsOf(result);
  if (kinds?.includes('systemassigned') !== false) {
    const had = kindsOf(old)?.includes('systemassigned') !== false;
    for (const key of ['principalId', 'tenantId']) {
      const value = (had ? partOf(old, key) : undefined) ?? partOf(sent, key) ?? open;
      if (value !== undefined && value !== null) result[key] = value;
    }
  }
  if (kinds?.includes('userassigned') === false) return result;
  const map = attachedAfter(partOf(old, 'userAssignedIdentities'), partOf(sent, 'userAssignedIdentities'), sending);
  return map === undefined ? result : { ...result, userAssignedIdentities: map };
}

/** What is sent of identities that come or go, with the `type` that follows from what is there. */
export function withKinds(
  old: Json | undefined,
  sent: Json | undefined,
  { does, system }: Extract<Edit, { readonly is: 'identities' }>,
  sending: Sending,
): Row {
  const because = typeof sending === 'object' ? sending.because : (whyUnknown(old) ?? whyUnknown(partOf(old, 'type')));
  const named = partOf(sent, 'userAssignedIdentities');
  const hasSystem = system
    ? does === 'add'
    : because === undefined
      ? kindsOf(old)?.includes('systemassigned')
      : undefined;
  const map = attachedAfter(partOf(old, 'userAssignedIdentities'), named, sending);
  const whyMap = whyUnknown(old) ?? (map === undefined ? undefined : whyUnknown(map));
  const hasUsers =
    does === 'add' && named !== undefined
      ? true
      : whyMap !== undefined
        ? undefined
        : isObject(map)
          ? Object.keys(map).length > 0
          : kindsOf(old)?.includes('userassigned');
  const kinds = [...(hasSystem ? ['SystemAssigned'] : []), ...(hasUsers ? ['UserAssigned'] : [])];
  const isOpen = hasSystem === undefined || hasUsers === undefined;
  const type = isOpen
    ? unknownValue(because ?? whyMap ?? 'which identities there are is not known')
    : kinds.length === 0
      ? 'None'
      : kinds.join(', ');
  return { ...(isObject(sent) ? sent : {}), type };
}

/** The kinds in a type, folded; `undefined` where they are not known. */
export function kindsOf(identity: Json | undefined): readonly string[] | undefined {
  if (whyUnknown(identity) !== undefined) return undefined;
  const type = partOf(identity, 'type');
  if (whyUnknown(type) !== undefined) return undefined;
  const kinds = typeof type === 'string' ? type.split(',').map(kind => kind.trim().toLowerCase()) : [];
  return kinds.filter(kind => kind !== '' && kind !== 'none');
}

function attachedAfter(old: Json | undefined, sent: Json | undefined, sending: Sending): Json | undefined {
  if (sent !== undefined && whyUnknown(sent) !== undefined) return sent;
  if (sending !== 'whole' && whyUnknown(old) !== undefined) return old;
  if (typeof sending === 'object') return unknownValue(sending.because);
  const before = new Map(isObject(old) ? Object.keys(old).map(id => [foldId(id), id]) : []);
  const result = new Map(sending === 'part' && isObject(old) ? Object.entries(old) : []);
  for (const [id, value] of isObject(sent) ? Object.entries(sent) : []) {
    const spelled = before.get(foldId(id)) ?? id;
    if (value === null) result.delete(spelled);
    else result.set(spelled, recorded(partOf(isObject(old) ? old : {}, spelled), value));
  }
  return sent === undefined && old === undefined ? undefined : Object.fromEntries(result);
}

/** What Azure has recorded of an identity; a plan can only repeat it. */
function recorded(old: Json | undefined, sent: Json): Json {
  const known = (value: Json | undefined): Row => (isObject(value) && whyUnknown(value) === undefined ? value : {});
  return { ...known(old), ...known(sent) };
}
