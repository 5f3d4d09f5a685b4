/** Asks Azure directly where a finding would rest on Resource Graph alone, which may lag behind. */

import type { Estate } from '../estate/estate.ts';
import { redact } from '../estate/redact.ts';
import type { Table } from '../model/estate.ts';
import { textAt } from '../model/json.ts';
import { foldId, lastSegment, parseResourceId, subscriptionOf } from '../model/resource-id.ts';
import { ROLE_DEFINITION, SPELLED } from '../model/resource-types.ts';
import { readRoles } from './assignments.ts';
import type { Connection } from './connect.ts';
import { cover, read, withId } from './read.ts';
import { pathOf } from './reader.ts';
import { withoutGuest } from './without-guest.ts';
import { withoutHardware } from './without-hardware.ts';

/** What is doubted. Doubles are asked once. */
export type Doubts = {
  /** Whether the principal holds nothing more at the scope. */
  readonly questions?: readonly { readonly principalId: string; readonly scope: string }[];
  /** Ids of user-assigned identities. */
  readonly identities?: readonly string[];
  /** Ids of clusters. */
  readonly clusters?: readonly string[];
  /** Ids of VMs. */
  readonly machines?: readonly string[];
  /** Names of storage accounts and key vaults, of which it is doubted that they do not exist anywhere. */
  readonly accounts?: readonly string[];
  readonly vaults?: readonly string[];
};

/** Adds what was read, and how far, to the estate. Only an interrupted run throws. */
export async function confirm(connection: Connection, estate: Estate, doubts: Doubts): Promise<void> {
  const { questions = [], identities = [], clusters = [], machines = [], accounts = [], vaults = [] } = doubts;
  await Promise.all([
    confirmAccess(connection, estate, questions),
    confirmResources(connection, estate, 'arm/userassignedidentities', identities, '2026-05-31'),
    confirmResources(connection, estate, 'arm/clusters', clusters, '2025-09-01'),
    confirmResources(connection, estate, 'arm/virtualmachines', machines, '2024-07-01'),
    confirmNames(connection, estate, STORAGE, accounts),
    confirmNames(connection, estate, VAULTS, vaults),
  ]);
}

/** ARM lists what reaches the principal at or above the scope, through groups as well. Roles that are new come with it. */
async function confirmAccess(
  connection: Connection,
  estate: Estate,
  questions: NonNullable<Doubts['questions']>,
): Promise<void> {
  const byId = new Map(questions.map(question => [foldId(`${question.scope}/${question.principalId}`), question]));
  const ids = [...byId.keys()].sort();
  const answers = await Promise.all(
    ids.map(id => {
      const { principalId, scope } = byId.get(id)!;
      const filter = encodeURIComponent(`atScope() and assignedTo('${principalId.replaceAll("'", "''")}')`);
      const path = `${pathOf(scope)}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&$filter=${filter}`;
      return read(connection, () => connection.arm.list(path));
    }),
  );
  for (const [index, { value, gap }] of answers.entries()) {
    const id = ids[index]!;
    const { principalId, scope } = byId.get(id)!;
    if (value !== undefined) estate.add('arm/assignedto', { id, scope, principalId, value });
    cover(estate, 'arm/assignedto', id, gap);
  }
  const known = rolesOf(estate);
  const assignments = answers.flatMap(({ value = [] }) => value);
  const unread = assignments.filter(
    row => !known.has(lastSegment(textAt(row, 'properties', 'roleDefinitionId') ?? '')),
  );
  if (unread.length > 0) await readRoles(connection, estate, unread);
}

function rolesOf(estate: Estate): Set<string> {
  const rows = [...estate.rows('authorizationresources')];
  const roles = rows.filter(row => textAt(row, 'type')?.toLowerCase() === ROLE_DEFINITION);
  return new Set(roles.map(row => lastSegment(textAt(row, 'id')!)));
}

async function confirmResources(
  connection: Connection,
  estate: Estate,
  table: Extract<Table, 'arm/clusters' | 'arm/userassignedidentities' | 'arm/virtualmachines'>,
  ids: readonly string[],
  version: string,
): Promise<void> {
  const wanted = [...new Map(ids.map(id => [foldId(id), id])).values()]
    .filter(id => parseResourceId(id) !== undefined)
    .sort();
  const answers = await Promise.all(
    wanted.map(id => read(connection, () => connection.arm.get(`${pathOf(id)}?api-version=${version}`))),
  );
  for (const [index, { value, gap }] of answers.entries()) {
    if (value !== undefined) estate.add(table, withId(withoutGuest(withoutHardware(redact(value))), wanted[index]!));
    cover(estate, table, wanted[index]!, gap);
  }
}

type Names = { readonly type: string; readonly path: string };

const STORAGE: Names = {
  type: SPELLED.storageAccount,
  path: '/providers/Microsoft.Storage/checkNameAvailability?api-version=2023-05-01',
};
const VAULTS: Names = {
  type: SPELLED.vault,
  path: '/providers/Microsoft.KeyVault/checkNameAvailability?api-version=2023-07-01',
};

/** A name that is taken is in use somewhere in the world, also where this credential does not see. Any subscription may ask. */
async function confirmNames(
  connection: Connection,
  estate: Estate,
  { type, path }: Names,
  names: readonly string[],
): Promise<void> {
  const subscriptions = [...estate.rows('resourcecontainers')].map(row => subscriptionOf(textAt(row, 'id')!));
  const subscription = subscriptions.filter(id => id !== undefined).sort()[0];
  if (subscription === undefined) return;
  const wanted = [...new Set(names.map(name => name.toLowerCase()))].sort();
  const answers = await Promise.all(
    wanted.map(name =>
      read(connection, () => connection.arm.post(`${pathOf(`/subscriptions/${subscription}`)}${path}`, { name, type })),
    ),
  );
  for (const [index, { value, gap }] of answers.entries()) {
    const name = wanted[index]!;
    const id = `${type}/${name}`;
    if (value !== undefined) {
      const reason = textAt(value, 'reason');
      const nameAvailable = value.nameAvailable ?? null;
      estate.add('arm/nameavailability', {
        id,
        type,
        name,
        nameAvailable,
        ...(reason === undefined ? {} : { reason }),
      });
    }
    cover(estate, 'arm/nameavailability', id, gap);
  }
}
