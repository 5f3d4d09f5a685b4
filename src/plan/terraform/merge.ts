/** Several resources of a plan that write to one of Azure's: an account and its network rules, a cluster and an update of it. */

import type { Json, Row } from '../../model/estate.ts';
import { whyUnknown } from '../../model/json.ts';
import type { BodyPath, Operation } from '../../model/plan.ts';
import { foldId, scopeAndParents } from '../../model/resource-id.ts';
import { child } from './walk.ts';

/**
 * One write for each id. Deletes and doubts stay as they are; a patch of what is deleted is none. What resources leave behind that are
 * removed comes first: Terraform destroys what depends on a resource before it changes the resource.
 */
export function mergeWrites(removing: readonly Operation[], writing: readonly Operation[]): Operation[] {
  const writes = new Map<string, Operation>();
  const others: Operation[] = [];
  // What makes a resource comes before what changes it, as Terraform's dependencies have it.
  const rank = ({ does }: Operation) => (does === 'put' ? 0 : 1);
  const sorted = [...removing, ...[...writing].sort((a, b) => rank(a) - rank(b))];
  const deleted = new Set(sorted.filter(({ does }) => does === 'delete').map(({ id }) => foldId(id)));
  for (const operation of sorted) {
    const { does, id } = operation;
    if (does === 'delete' || does === 'doubt') others.push(operation);
    else {
      const key = foldId(id);
      const first = writes.get(key);
      const isGone = first === undefined && does === 'patch' && scopeAndParents(id).some(one => deleted.has(one));
      if (!isGone) writes.set(key, first === undefined ? operation : merged(first, operation));
    }
  }
  return [...others, ...writes.values()];
}

function merged(first: Operation, second: Operation): Operation {
  const sets = (body: Row, path: BodyPath) => path.reduce<Json | undefined>((here, step) => child(here, step), body);
  return {
    ...first,
    body: over(first.body, second.body) as Row,
    replaces: [...new Set([...(first.replaces ?? []), ...(second.replaces ?? [])])],
    locate: path => {
      const isOfSecond = path !== undefined && sets(second.body, path) !== undefined;
      return (isOfSecond ? second : first).locate(path);
    },
  };
}

/** What is not known stays so where only a part of it is set; a firewall is always set as a whole. */
function over(below: Json, above: Json): Json {
  if (!isObject(below) || !isObject(above) || whyUnknown(above) !== undefined) return above;
  if (whyUnknown(below) !== undefined) return Object.keys(above).length === 0 || !hasOnlyRules(above) ? below : above;
  const both = new Map(Object.entries(below));
  for (const [key, value] of Object.entries(above)) {
    const present = both.get(key);
    both.set(key, present === undefined ? value : over(present, value));
  }
  return Object.fromEntries(both);
}

function hasOnlyRules(value: Row): boolean {
  return ['defaultAction', 'ipRules'].every(key => Object.hasOwn(value, key));
}

function isObject(value: Json): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
