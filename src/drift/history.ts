/** Finds who made a change, in Azure's own records of changes and in role assignments themselves. */

import type { Json, Row } from '../model/estate.ts';
import { at, prop, textAt } from '../model/json.ts';
import type { Author, Change, Topic } from '../model/lock.ts';
import { foldId } from '../model/resource-id.ts';

/** The properties that change where something of a topic does; of any other topic, the whole resource does. */
const PROPERTIES: Partial<Readonly<Record<Topic, RegExp>>> = {
  'attached identity': /^identity\b/i,
  use: /^properties\.(?:commandOutput|analyticsOutput|secretArchive)Settings\b/i,
  'server identity': /^identity\b/i,
  restriction: /^properties\.assignmentRestrictions\b/i,
  firewall: /^properties\.(?:networkAcls\.defaultAction|publicNetworkAccess)\b/i,
  bypass: /^properties\.networkAcls\.bypass\b/i,
  address: /^properties\.networkAcls\.ip(?:v6)?Rules\b/i,
  'virtual network': /^properties\.networkAcls\.virtualNetworkRules\b/i,
  'resource instance': /^properties\.networkAcls\.resourceAccessRules\b/i,
  'shared key': /^properties\.allowSharedKeyAccess\b/i,
  'vault access': /^properties\.enableRbacAuthorization\b/i,
};

/** Topics in which the resource itself comes, goes or is made again: the kinds of record that tell of it. */
const OF_WHOLE: Partial<Readonly<Record<Topic, RegExp>>> = {
  system: /^(?:create|delete)$/i,
  identity: /^(?:create|delete)$/i,
  resource: /^(?:create|delete)$/i,
  principal: /^create$/i,
};

/**
 * The changes with their authors. `records` are rows of `resourcechanges` ("Get resource changes": fourteen days),
 * `assignments` those of `authorizationresources`, which say who wrote them last.
 */
export function withAuthors(
  changes: readonly Change[],
  records: Iterable<Row>,
  assignment: (id: string) => Row | undefined,
): Change[] {
  const byTarget = Map.groupBy(records, row => foldId(textAt(row, 'properties', 'targetResourceId') ?? ''));
  for (const rows of byTarget.values()) rows.sort((a, b) => Date.parse(timeOf(b)) - Date.parse(timeOf(a)));
  return changes.map(change => {
    const author =
      change.assignment === undefined
        ? authorIn(byTarget.get(foldId(change.resource)) ?? [], change)
        : writerOf(assignment(change.assignment));
    return author === undefined ? change : { ...change, author };
  });
}

function authorIn(rows: readonly Row[], { topic }: Change): Author | undefined {
  const row = rows.find(each => tellsOf(each, topic));
  const attributes = at(row, 'properties', 'changeAttributes');
  const by = textAt(attributes, 'changedBy');
  if (by === undefined || UNTOLD.test(by)) return undefined;
  const client = textAt(attributes, 'clientType') ?? '';
  return { by, at: timeOf(row), client: UNTOLD.test(client) ? '' : client };
}

/** What Azure writes where it does not know (Azure Resource Graph, "Get resource changes", "What does Unknown mean?"). */
const UNTOLD = /^(?:unspecified|unknown)$/i;

function tellsOf(row: Row, topic: Topic): boolean {
  const whole = OF_WHOLE[topic];
  const type = textAt(row, 'properties', 'changeType') ?? '';
  if (whole !== undefined) return whole.test(type);
  const properties = PROPERTIES[topic];
  // A resource that is made has all its settings from its maker, and its record lists none of them.
  if (properties !== undefined && /^create$/i.test(type)) return true;
  const changed: Json = at(row, 'properties', 'changes') ?? null;
  if (properties === undefined || typeof changed !== 'object' || changed === null) return false;
  return Object.keys(changed).some(path => properties.test(path));
}

function timeOf(row: Json | undefined): string {
  return textAt(row, 'properties', 'changeAttributes', 'timestamp') ?? '';
}

function writerOf(row: Row | undefined): Author | undefined {
  const properties = prop(row, 'properties');
  const by = textAt(properties, 'updatedBy') ?? textAt(properties, 'createdBy');
  const when = textAt(properties, 'updatedOn') ?? textAt(properties, 'createdOn');
  return by === undefined || when === undefined ? undefined : { by, at: when, client: '' };
}
