/** Nodes of cluster templates: the identities that they ask for, and what runs of them. */

import { type Fact, isUnknown, mapFact, Unknown } from '../model/fact.ts';
import type { Location } from '../model/finding.ts';
import { foldId, parseResourceId } from '../model/resource-id.ts';
import { IDENTITY } from '../model/resource-types.ts';
import type { Reading, TemplateNode } from '../sources/cyclecloud/nodes.ts';
import type { SecretKind } from '../sources/cyclecloud/secret-names.ts';
import type { Facts } from '../subjects/subjects.ts';
import { counted, not } from './certainty.ts';
import type { RunningNode } from './cyclecloud-running.ts';
import { isAttached } from './identity.ts';
import type { DeclaredTemplate } from './settings.ts';

/** Secrets by which a node would reach Azure resources; a password may be that of anything. */
const AZURE_SECRETS: readonly SecretKind[] = [
  'storage account key',
  'shared access signature',
  'connection string',
  'client secret',
];

/** What runs of a node, and what is expected on it. */
export type Running = {
  readonly nodes: Fact<readonly RunningNode[]>;
  /** Why more may run of it. */
  readonly open: Unknown | undefined;
  /** The folded id of the locker's identity; empty where it has none. */
  readonly lockerIdentity: Fact<string>;
};

/** The secrets of a template by which its nodes would reach Azure resources. */
export function azureSecretsOf({ secrets }: DeclaredTemplate): readonly string[] {
  return secrets
    .filter(({ kind }) => AZURE_SECRETS.includes(kind))
    .map(({ name, kind }) => `${name} (${kind})`)
    .sort();
}

export function nodesFacts(
  node: TemplateNode,
  cluster: string,
  template: DeclaredTemplate,
  azureSecrets: readonly string[],
  running: Running,
): Facts<'Nodes'> {
  const identityIds = identityIdsOf(node.identities, template);
  const hasIdentity = mapFact(identityIds, ids => ids.length > 0);
  return {
    name: node.name,
    cluster,
    identityIds,
    hasIdentity,
    azureSecrets,
    reachesAzure: azureSecrets.length > 0 ? true : hasIdentity,
    isRunning: mapFact(running.nodes, found => found.length > 0 || (running.open ?? false)),
    ...drift(identityIds, running),
  };
}

/** What runs of a cluster that no declared template describes. */
export function untemplatedFacts(nodes: readonly RunningNode[]): Facts<'Nodes'> {
  const [{ cluster, node }] = nodes as readonly [RunningNode];
  const unknown = new Unknown(`no declared template describes the cluster ${cluster}`);
  return {
    name: node === '' ? '(unnamed)' : node,
    cluster,
    identityIds: unknown,
    hasIdentity: unknown,
    azureSecrets: unknown,
    reachesAzure: unknown,
    isRunning: true,
    lacking: unknown,
    surplus: unknown,
  };
}

/** The values of `Azure.Identities` that are known, or why it is not known what they are. */
function identityIdsOf(reading: Reading, template: DeclaredTemplate): Fact<readonly string[]> {
  const open = openChoice(reading, template);
  if (open !== undefined) return open;
  const ids: string[] = [];
  for (const { value } of reading.values) {
    if (isUnknown(value)) return value;
    ids.push(value);
  }
  return [...new Set(ids)].sort();
}

/** A parameter that is empty by default may be given anything when the cluster is made; a parameter file says what it is given. */
export function openChoice({ values, set }: Reading, { parameterFile }: DeclaredTemplate): Unknown | undefined {
  if (values.length > 0 || set?.from !== 'default value' || parameterFile !== undefined) return undefined;
  return new Unknown(
    'the identities come from a parameter that is empty by default, and no parameter file is declared that says what it is given',
  );
}

/** Where the identities of a node are written. */
export function identitiesPlace({ identities, at }: TemplateNode): Location {
  return identities.values[0]?.at ?? identities.set?.at ?? at;
}

function drift(asked: Fact<readonly string[]>, { nodes, open, lockerIdentity }: Running) {
  const compare = (read: (wanted: ReadonlyMap<string, string>, node: RunningNode) => readonly Named[]) =>
    mapFact(asked, ids =>
      mapFact(nodes, found => {
        // What is no id is said of the template; nothing that runs can have it.
        const wanted = new Map(ids.filter(isIdentityId).map(id => [foldId(id), id]));
        const said = found.flatMap(node =>
          read(wanted, node).map(({ id, is }) => ({ is, text: `${shortName(id)} on ${node.name}` })),
        );
        const certain = counted(said, ({ is }) => is);
        return mapFact(certain, list =>
          list.length > 0 ? (ofSeveralSites(found) ?? list.map(({ text }) => text).sort()) : (open ?? []),
        );
      }),
    );
  return {
    lacking: compare((wanted, { identities }) =>
      [...wanted.values()].map(id => ({ id, is: not(isAttached(id, identities)) })),
    ),
    surplus: mapFact(lockerIdentity, locker =>
      compare((wanted, { identities }) => {
        const { userAssigned, unsure, unread } = identities;
        const others = [...userAssigned].filter(([key]) => !wanted.has(key) && key !== locker);
        const more = unread === undefined ? [] : [{ id: '', is: unread }];
        return [...others.map(([, { id }]) => ({ id, is: unsure ?? true })), ...more];
      }),
    ),
  };
}

/** Installations of CycleCloud may call their clusters the same, and nothing in Azure tells which server a site is. */
function ofSeveralSites(nodes: readonly RunningNode[]): Unknown | undefined {
  const sites = new Set(nodes.map(({ site }) => site).filter(site => site !== ''));
  if (sites.size < 2) return undefined;
  const { cluster, node } = nodes[0]!;
  return new Unknown(
    `${cluster}/${node} runs for several installations of CycleCloud (sites ${[...sites].sort().join(', ')}), and which of them is this server is not known`,
  );
}

/** An identity that is lacking or too much, if that is certain. */
type Named = { readonly id: string; readonly is: Fact<boolean> };

function isIdentityId(text: string): boolean {
  return parseResourceId(text)?.type === IDENTITY;
}

function shortName(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
