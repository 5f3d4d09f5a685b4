/** What an update does to the identities of a cluster: which it removes, attaches and selects. */

import type { Json } from '../model/estate.ts';
import { type Fact, factOf, isUnknown, mapFact } from '../model/fact.ts';
import { prop, textAt } from '../model/json.ts';
import type { PlannedWrite } from '../model/plan.ts';
import { parseResourceId, sameId } from '../model/resource-id.ts';
import type { Facts } from '../subjects/subjects.ts';
import { all, any, counted, not } from './certainty.ts';

/** A cluster at one moment, as far as its identities go. */
export type Moment = { readonly cluster: Facts<'Cluster'>; readonly settings: readonly Facts<'Setting'>[] };

/** A user-assigned identity by its id, or the system-assigned one. */
type Identity = { readonly id: string } | 'system-assigned';

/** Whether a write says anything of a part: one that sends all of the resource does, a patch where its body names it. */
export function says({ does, body }: PlannedWrite, ...path: readonly string[]): Fact<boolean> {
  if (does !== 'patch') return true;
  return factOf(() => {
    let here: Json | undefined = body;
    for (const key of path) {
      here = prop(here, key);
      // A merge patch takes away everything below a null.
      if (here === null) return true;
    }
    return here !== undefined;
  });
}

/** The identities that a write removes: the ones that it leaves out, and the ones that it means to remove. */
export function removals(write: PlannedWrite, before: Moment, after: Moment) {
  const gone = mapFact(identitiesOf(before.cluster), identities =>
    counted(identities, identity =>
      all(says(write, 'identity'), any(not(has(after.cluster, identity)), isSentNull(write, identity))),
    ),
  );
  const thatAre = (meant: boolean) =>
    mapFact(gone, identities => counted(identities, identity => mapFact(isMeant(write, identity), is => is === meant)));
  const leftOut = thatAre(false);
  const removed = thatAre(true);
  const inUse = mapFact(removed, identities => counted(identities, identity => isSelected(identity, after)));
  const described = (identities: Fact<readonly Identity[]>) =>
    mapFact(identities, each => each.map(identity => `${nameOf(identity)} (${useOf(identity, before, after)})`));
  return {
    leftOut: described(leftOut),
    leftOutIds: mapFact(leftOut, each => each.flatMap(identity => (identity === 'system-assigned' ? [] : identity.id))),
    leavesOutSystemAssigned: mapFact(leftOut, each => each.includes('system-assigned')),
    removed: mapFact(removed, each => each.map(nameOf)),
    removedInUse: described(inUse),
  };
}

/** The identities that a write newly selects although they are not attached by then, or only by this very write. */
export function selections(write: PlannedWrite, before: Moment, after: Moment) {
  const chosen = after.settings.map(setting => ({ setting, identity: selectedBy(setting) }));
  const newlyChosen = (counts: (identity: Identity) => Fact<boolean>) => {
    const found = counted(chosen, ({ setting, identity }) =>
      all(
        mapFact(identity, one => one !== undefined && counts(one)),
        says(write, 'properties', keyOf(setting)),
        isNew(setting, identity, before),
      ),
    );
    return mapFact(found, each =>
      each.map(({ setting, identity }) => `${nameOf(identity as Identity)} (for the ${setting.name as string})`),
    );
  };
  return {
    selectsUnattached: newlyChosen(identity => not(has(after.cluster, identity))),
    attachesAndSelects: newlyChosen(identity =>
      all(has(after.cluster, identity), not(has(before.cluster, identity)), says(write, 'identity')),
    ),
  };
}

function identitiesOf({ userAssignedIds, hasSystemAssigned }: Facts<'Cluster'>): Fact<readonly Identity[]> {
  const userAssigned = mapFact(userAssignedIds, ids => ids.map((id): Identity => ({ id })));
  return mapFact(hasSystemAssigned, has =>
    mapFact(userAssigned, identities => (has ? [...identities, 'system-assigned' as const] : identities)),
  );
}

function has({ userAssignedIds, hasSystemAssigned }: Facts<'Cluster'>, identity: Identity): Fact<boolean> {
  if (identity === 'system-assigned') return hasSystemAssigned;
  return mapFact(userAssignedIds, ids => ids.some(id => sameId(id, identity.id)));
}

/**
 * Whether a write says that an identity goes: a patch sets it, or all identities, to null, or the type is None (the how-to,
 * "Update Cluster identities via APIs"). A type that leaves out one kind is what slips in when the other kind is added.
 */
function isMeant(write: PlannedWrite, identity: Identity): Fact<boolean> {
  const isNone = factOf(() => textAt(write.body, 'identity', 'type')?.toLowerCase() === 'none');
  return any(isSentNull(write, identity), isNone);
}

function isSentNull({ does, body }: PlannedWrite, identity: Identity): Fact<boolean> {
  if (does !== 'patch') return false;
  return factOf(() => {
    const sent = prop(body, 'identity');
    if (sent === null || identity === 'system-assigned') return sent === null;
    const map = prop(sent, 'userAssignedIdentities');
    if (typeof map !== 'object' || map === null) return map === null;
    const key = Object.keys(map).find(id => sameId(id, identity.id));
    return key !== undefined && prop(map, key) === null;
  });
}

/** What a setting selects; `undefined` where it selects nothing. */
function selectedBy({ selectsSystemAssigned, identityId }: Facts<'Setting'>): Fact<Identity | undefined> {
  return mapFact<boolean, Identity | undefined>(selectsSystemAssigned, system =>
    system ? 'system-assigned' : mapFact(identityId, id => (id === '' ? undefined : { id })),
  );
}

function selects(setting: Facts<'Setting'>, identity: Identity): Fact<boolean> {
  return mapFact(selectedBy(setting), selected => isSame(selected, identity));
}

function isSame(one: Identity | undefined, other: Identity | undefined): boolean {
  if (typeof one === 'object' && typeof other === 'object') return sameId(one.id, other.id);
  return one === other;
}

/** Whether any setting selects an identity. */
function isSelected(identity: Identity, { settings }: Moment): Fact<boolean> {
  return any(...settings.map(setting => selects(setting, identity)));
}

/** Whether a setting selects another identity than before. */
function isNew(setting: Facts<'Setting'>, identity: Fact<Identity | undefined>, before: Moment): Fact<boolean> {
  const earlier = before.settings.find(({ name }) => name === setting.name);
  if (earlier !== undefined) {
    return mapFact(identity, now => mapFact(selectedBy(earlier), then => !isSame(now, then)));
  }
  // Of a cluster that could not be read to the end it is not known which settings it has, nor of a list which overrides.
  const list = (setting.path as string).replace(/\[\d+\]$/, '');
  const { hasCommandOutput, hasAnalyticsOutput, hasSecretArchive } = before.cluster;
  const open = before.settings.flatMap(({ path, identityId }) => (path === list ? [identityId] : []));
  return [hasCommandOutput, hasAnalyticsOutput, hasSecretArchive, ...open].find(isUnknown) ?? true;
}

/** The property of the cluster that a setting stands in. */
function keyOf({ path }: Facts<'Setting'>): string {
  return (path as string).replace(/^properties\./, '').replace(/[.[].*$/, '');
}

/** Which settings have to do with an identity, as a clause. */
function useOf(identity: Identity, before: Moment, after: Moment): string {
  const by = ({ settings }: Moment) =>
    settings.filter(setting => selects(setting, identity) === true).map(({ name }) => `the ${name as string}`);
  const still = by(after);
  if (still.length > 0) return `which ${together(still)} still ${still.length > 1 ? 'select' : 'selects'}`;
  if (isUnknown(isSelected(identity, after))) return 'of which it is not known whether a setting still selects it';
  const earlier = by(before);
  return earlier.length > 0 ? `which ${together(earlier)} selected before` : 'which no setting selects';
}

/** `a, b and c` */
function together(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function nameOf(identity: Identity): string {
  if (identity === 'system-assigned') return 'the system-assigned identity';
  return parseResourceId(identity.id)?.name ?? identity.id;
}
