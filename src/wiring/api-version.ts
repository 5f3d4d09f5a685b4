/** What the API versions of Microsoft.NetworkCloud/clusters can express, and in how many steps. */

import type { Json } from '../model/estate.ts';
import { type Fact, factOf, mapFact, Unknown } from '../model/fact.ts';
import { at } from '../model/json.ts';
import type { PlannedWrite } from '../model/plan.ts';
import { counted } from './certainty.ts';

/** A part of a cluster, and the first API version that has it. */
type Part = { readonly what: string; readonly path: readonly string[]; readonly since: string };

/**
 * From the examples of Azure/azure-rest-api-specs, specification/networkcloud: Clusters_Patch_CommandOutput of 2024-06-01-preview
 * and, with overrides, of 2025-07-01-preview; the how-to says the same of analytics output and secret archive ("Introduction").
 */
const PARTS: readonly Part[] = [
  { what: 'managed identities', path: ['identity'], since: '2024-06-01-preview' },
  { what: 'the command output', path: ['properties', 'commandOutputSettings'], since: '2024-06-01-preview' },
  {
    what: 'overrides of the command output',
    path: ['properties', 'commandOutputSettings', 'overrides'],
    since: '2025-07-01-preview',
  },
  { what: 'the analytics output', path: ['properties', 'analyticsOutputSettings'], since: '2024-10-01-preview' },
  { what: 'the secret archive', path: ['properties', 'secretArchiveSettings'], since: '2024-10-01-preview' },
];

/** The first version whose examples attach an identity and select it in one request: every one that can select at all. */
const BOTH_AT_ONCE = '2024-06-01-preview';

/** What a write sets that its API version does not have. */
export function inexpressible(write: PlannedWrite): Fact<readonly string[]> {
  const isSet = PARTS.map(part => ({ part, set: factOf(() => sets(at(write.body, ...part.path))) }));
  const older = counted(isSet, ({ part, set }) =>
    mapFact(set, yes => yes && mapFact(isSince(write.apiVersion, part.since), since => !since)),
  );
  return mapFact(older, found => found.map(({ part: { what, since } }) => `${what} (since ${since})`));
}

/** Whether a write may attach an identity and select it at once. */
export function takesBothAtOnce({ client, apiVersion }: PlannedWrite): Fact<boolean> {
  // "Updating a Cluster is a two step process" (the how-to, "Cluster update examples").
  if (client === 'azure-cli') return false;
  return mapFact(isSince(apiVersion, BOTH_AT_ONCE), since =>
    since
      ? true
      : new Unknown(`no document says whether API version ${apiVersion} attaches and selects in one request`),
  );
}

function sets(value: Json | undefined): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null;
}

/** Versions are dates. Each first one is a preview, and so comes before whatever else has its date. */
function isSince(version: string | undefined, first: string): Fact<boolean> {
  if (version === undefined || version === '') return new Unknown('the plan does not say in which API version');
  const date = /^\d{4}-\d{2}-\d{2}(?=$|-[a-z])/i.exec(version)?.[0];
  return date === undefined ? new Unknown(`"${version}" is no API version`) : date >= first.slice(0, date.length);
}
