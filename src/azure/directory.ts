/** Reads Microsoft Graph: who belongs to which groups, which principals still exist, and Operator Nexus's own applications. */

import type { Estate } from '../estate/estate.ts';
import { AFOI_APPS } from '../model/cloud.ts';
import type { Row } from '../model/estate.ts';
import { listAt, prop, textAt, textsAt } from '../model/json.ts';
import { batch } from './batch.ts';
import type { Connection } from './connect.ts';
import type { Gap } from './problem.ts';
import { cover, read } from './read.ts';

/** Whether Microsoft Graph is asked about resources of another tenant too, in which case what it does not know may exist there. */
export type Directory = { readonly connection: Connection; readonly estate: Estate; readonly tenants: number };

const ELSEWHERE: Gap = {
  status: 'partial',
  because: 'the visible subscriptions belong to several tenants, and Microsoft Graph knows only one of them',
};

/** Object ids of the applications' service principals in this tenant; those that the config names are not asked for. */
export async function readApplications(
  directory: Directory,
  known: { readonly [appId: string]: string },
): Promise<string[]> {
  const { connection, estate, tenants } = directory;
  const apps = Object.values(AFOI_APPS).filter(appId => known[appId] === undefined);
  if (apps.length === 0) return Object.values(known);
  const filter = encodeURIComponent(`appId in (${apps.map(appId => `'${appId}'`).join(',')})`);
  const path = `/v1.0/servicePrincipals?$filter=${filter}&$select=id,appId,displayName,servicePrincipalType`;
  const { value = [], gap } = await read(connection, () => connection.graph.list(path));
  for (const row of value) estate.add('graph/serviceprincipals', row);
  cover(
    estate,
    'graph/serviceprincipals',
    '/',
    gap ?? (tenants > 1 && value.length < apps.length ? ELSEWHERE : undefined),
  );
  return [...Object.values(known), ...value.map(row => textAt(row, 'id')!)];
}

export type Memberships = { readonly groups: readonly string[]; readonly whole: boolean };

/** Transitive groups of each principal. One whom the directory does not know has none. */
export async function readMemberships(directory: Directory, principals: readonly string[]): Promise<Memberships> {
  const { connection, estate, tenants } = directory;
  const answers = await batch(
    connection,
    principals.map(id => ({
      url: `/directoryObjects/${encodeURIComponent(id)}/getMemberGroups`,
      body: { securityEnabledOnly: false },
    })),
  );
  const groups = new Set<string>();
  const gaps = new Map<string, Gap>();
  for (const [index, answer] of answers.entries()) {
    const id = principals[index]!;
    if (answer.is === 'gap') gaps.set(id, answer.gap);
    if (answer.is === 'absent' && tenants > 1) gaps.set(id, ELSEWHERE);
    if (answer.is !== 'found') continue;
    const value = textsAt(answer.body, 'value');
    estate.add('graph/memberships', { id, value });
    for (const group of value) groups.add(group.toLowerCase());
  }
  const [first] = gaps.values();
  const refused =
    first !== undefined &&
    gaps.size === principals.length &&
    [...gaps.values()].every(({ status }) => status === 'denied');
  if (refused) cover(estate, 'graph/memberships', '/', first);
  else for (const id of principals) cover(estate, 'graph/memberships', `/${id}`, gaps.get(id));
  return { groups: [...groups].sort(), whole: gaps.size === 0 };
}

/** `directoryObjects/getByIds` takes so many. */
const MOST_IDS = 1000;

/** Principals by object id. One that is asked for and has no row is gone. */
export async function readPrincipals(
  { connection, estate, tenants }: Directory,
  ids: readonly string[],
): Promise<void> {
  for (let start = 0; start < ids.length; start += MOST_IDS) {
    const piece = ids.slice(start, start + MOST_IDS);
    const { value, gap } = await read(connection, () =>
      connection.graph.post('/v1.0/directoryObjects/getByIds', { ids: piece }),
    );
    if (gap?.status === 'denied') return cover(estate, 'graph/directoryobjects', '/', gap);
    const found = new Set<string>();
    for (const row of listAt(value, 'value')) {
      const id = textAt(row, 'id');
      if (id === undefined) continue;
      found.add(id.toLowerCase());
      estate.add('graph/directoryobjects', withoutPersonalData(row as Row));
    }
    for (const id of piece) {
      const absent = tenants > 1 && !found.has(id) ? ELSEWHERE : undefined;
      cover(estate, 'graph/directoryobjects', `/${id}`, gap ?? absent);
    }
  }
}

/** The directory gives telephone numbers and more; who it is suffices. */
function withoutPersonalData(row: Row): Row {
  const kept = ['@odata.type', 'id', 'appId', 'displayName', 'servicePrincipalType'];
  return Object.fromEntries(
    kept.flatMap(key => {
      const value = prop(row, key);
      return value === undefined ? [] : [[key, value]];
    }),
  );
}
