/** The identities that a server attaches to nodes: those of templates, each once, and that of the locker. */

import { type Fact, isUnknown, mapFact } from '../model/fact.ts';
import type { Location } from '../model/finding.ts';
import { foldId, parseResourceId } from '../model/resource-id.ts';
import { IDENTITY } from '../model/resource-types.ts';
import type { TemplateNode } from '../sources/cyclecloud/nodes.ts';
import type { Facts } from '../subjects/subjects.ts';
import type { LockerSettings } from './cyclecloud-locker.ts';
import { openChoice } from './cyclecloud-nodes.ts';
import { attachedIdentity, type Server } from './cyclecloud-server.ts';
import { noIdentity } from './identity.ts';
import type { Lookup } from './lookup.ts';
import type { DeclaredTemplate } from './settings.ts';

/** An identity with the first place that names it; one that is not known is told by its place. */
export type Assigned = {
  /** The end of the subject's id. */
  readonly fragment: string;
  readonly at: Location | undefined;
  readonly reference: Facts<'IdentityReference'>;
  readonly assigned: Facts<'Identity'>;
};

/** A node with its template. */
export type PlacedNode = { readonly node: TemplateNode; readonly template: DeclaredTemplate };

type Mention = {
  readonly value: Fact<string>;
  readonly at: Location | undefined;
  readonly from: string;
  readonly by: string;
};

export function assignedIdentities(
  server: Server,
  nodes: readonly PlacedNode[],
  settings: LockerSettings,
  lookup: Lookup,
): Assigned[] {
  const mentions = [...nodes.flatMap(mentionsOf), ...lockerMention(server, settings)];
  const groups = Map.groupBy(mentions, keyOf);
  return [...groups.keys()].sort().map(key => {
    const group = groups.get(key)!;
    const [{ value, at, from }] = group as [Mention];
    const usedBy = [...new Set(group.map(({ by }) => by))].sort();
    const isValid = mapFact(value, text => parseResourceId(text)?.type === IDENTITY);
    return {
      fragment: `assigned-identity${key}`,
      at,
      reference: { text: value, isValid, from, usedBy },
      assigned: isUnknown(value) ? noIdentity(value) : attachedIdentity(value, server.attached, lookup),
    };
  });
}

function mentionsOf({ node, template }: PlacedNode): Mention[] {
  const by = `${node.cluster}/${node.name}`;
  const open = openChoice(node.identities, template);
  if (open !== undefined) return [{ value: open, at: node.identities.set!.at, from: 'default value', by }];
  return node.identities.values.map(({ value, at, from }) => ({ value, at, from, by }));
}

function lockerMention({ declared }: Server, { identity, at }: LockerSettings): Mention[] {
  if (identity === '') return [];
  return [{ value: identity, at: declared?.account?.lockerIdentity.at ?? at, from: 'locker', by: 'locker' }];
}

function keyOf({ value, at }: Mention): string {
  if (!isUnknown(value)) return foldId(value);
  return at === undefined ? '/unknown' : `/unknown/${at.file}:${at.line}:${at.column}`;
}
