/** What plans make worth asking Azure for. */

import type { Json, Row } from '../model/estate.ts';
import { whyUnknown } from '../model/json.ts';
import { type Operation, principalOwner, type Step } from '../model/plan.ts';
import { parseResourceId } from '../model/resource-id.ts';
import { CLUSTER } from '../model/resource-types.ts';

export type PlannedWanted = {
  /** Clusters, as far as they are known. */
  readonly planned: readonly Row[];
  /** Of the other resources that plans name. */
  readonly ids: readonly string[];
  /** What plans write whole. */
  readonly made: readonly { readonly id: string; readonly type: string }[];
};

export function plannedWanted(steps: readonly Step[]): PlannedWanted {
  const operations = steps.flatMap(step => step.operations);
  const isCluster = ({ type }: Operation) => type === CLUSTER;
  return {
    planned: operations.filter(isCluster).map(({ id, type, body }) => ({ ...(knownOf(body) as Row), id, type })),
    ids: [...new Set(operations.filter(each => !isCluster(each)).flatMap(idsOf))].sort(),
    made: operations.filter(({ does }) => does === 'put' || does === 'set'),
  };
}

/** Its own, what it is a part of, and whose principal it names. */
function idsOf({ id, body, matching }: Operation): string[] {
  const scope = id.replace(/\/providers\/microsoft\.authorization\/.*$/i, '');
  const { properties } = knownOf(body) as { readonly properties?: { readonly principalId?: string } };
  const owner = principalOwner(String(matching?.principalId ?? properties?.principalId ?? ''));
  return [scope, ...(owner === undefined ? [] : [owner])].flatMap(each => {
    const parsed = parseResourceId(each);
    if (parsed === undefined) return [];
    const [provider, type] = parsed.type.split('/');
    const head = each.split('/').slice(0, 6).join('/');
    return [`${head}/${provider}/${type}/${parsed.names[0]}`];
  });
}

/** A value without what is not known yet. */
function knownOf(value: Json): Json {
  if (whyUnknown(value) !== undefined) return null;
  if (Array.isArray(value)) return value.map(knownOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, knownOf(item)]));
}
