/** The first line of a snapshot: checks it, and merges the headers of shards that were put into one file. */

import { closest, distance } from 'fastest-levenshtein';
import {
  type Coverage,
  type Scope,
  SNAPSHOT_FORMAT,
  SNAPSHOT_VERSION,
  type SnapshotHeader,
  TABLES,
  type Table,
} from '../model/estate.ts';
import { quoted } from './problem.ts';

/** From the one that knows least to the one that knows most. */
const STATUSES = ['unasked', 'denied', 'partial', 'complete'] as const;

/** What a header says apart from its coverage. */
export type Heading = Pick<SnapshotHeader, 'takenAt' | 'cloud' | 'scope'>;

/** Checks a header; throws an `Error` whose message completes "the header …", without a place. */
export function parseHeader(value: { readonly [key: string]: unknown }): SnapshotHeader {
  const { format, version, takenAt, cloud, scope, coverage } = value;
  if (format !== SNAPSHOT_FORMAT) {
    throw new Error(`this is ${quoted(format)}, not a snapshot; expected "format":"${SNAPSHOT_FORMAT}"`);
  }
  if (version !== SNAPSHOT_VERSION) {
    throw new Error(
      `snapshot version ${quoted(version)} is not supported; this midrift reads version ${SNAPSHOT_VERSION}: take the snapshot again, or use the midrift that wrote it`,
    );
  }
  if (typeof takenAt !== 'string' || Number.isNaN(Date.parse(takenAt))) {
    throw new Error(
      `"takenAt" of the header is ${quoted(takenAt)}; expected a time such as "2026-01-31T12:00:00.000Z"`,
    );
  }
  if (typeof cloud !== 'string' || cloud === '') {
    throw new Error(`"cloud" of the header is ${quoted(cloud)}; expected a name such as "AzureCloud"`);
  }
  if (!Array.isArray(coverage)) throw new Error(`"coverage" of the header is ${quoted(coverage)}; expected a list`);
  return {
    format: SNAPSHOT_FORMAT,
    version: SNAPSHOT_VERSION,
    takenAt: new Date(takenAt).toISOString(),
    cloud,
    scope: parseScope(scope),
    coverage: coverage.map(parseCoverage),
  };
}

/** The name of a table, or an `Error` that says which one may be meant. */
export function parseTable(name: unknown): Table {
  const known = TABLES.find(table => table === name);
  if (known !== undefined) return known;
  const near = typeof name === 'string' && name.length < 60 ? closest(name.toLowerCase(), TABLES) : '';
  const meant = typeof name === 'string' && near !== '' && distance(name.toLowerCase(), near) <= near.length / 3;
  throw new Error(
    `unknown table ${quoted(name)}; ${meant ? `did you mean "${near}"?` : `expected one of ${TABLES.join(', ')}`}`,
  );
}

function parseScope(value: unknown): Scope {
  const { managementGroups, subscriptions } = (value ?? {}) as { [key: string]: unknown };
  return {
    ...(managementGroups !== undefined && { managementGroups: parseNames(managementGroups) }),
    ...(subscriptions !== undefined && { subscriptions: parseNames(subscriptions) }),
  };
}

function parseNames(value: unknown): string[] {
  if (Array.isArray(value) && value.every(item => typeof item === 'string')) return value;
  throw new Error(`"scope" of the header holds ${quoted(value)}; expected a list of names`);
}

function parseCoverage(value: unknown): Coverage {
  const { source, scope, status, because } = (value ?? {}) as { [key: string]: unknown };
  const known = STATUSES.find(candidate => candidate === status);
  if (known === undefined || typeof scope !== 'string' || !['string', 'undefined'].includes(typeof because)) {
    throw new Error(
      `"coverage" of the header holds ${quoted(value)}; expected a source, a scope and a status of ${STATUSES.join(', ')}`,
    );
  }
  return { source: parseTable(source), scope, status: known, ...(typeof because === 'string' && { because }) };
}

/**
 * What two shards say together. The earlier time stands: nothing in the file is older than that, and a reader must not
 * take a fact for fresher than it may be. A shard that asked for everything makes the whole ask for everything.
 */
export function mergeHeadings(a: Heading, b: Heading): Heading {
  if (a.cloud !== b.cloud) {
    throw new Error(
      `this part is of the cloud ${quoted(b.cloud)}, the file began with ${quoted(a.cloud)}; keep one snapshot per cloud`,
    );
  }
  return {
    cloud: a.cloud,
    takenAt: [a.takenAt, b.takenAt].sort()[0]!,
    scope: mergeScopes(a.scope, b.scope),
  };
}

function mergeScopes(a: Scope, b: Scope): Scope {
  if (isEverything(a) || isEverything(b)) return {};
  const managementGroups = union(a.managementGroups, b.managementGroups);
  const subscriptions = union(a.subscriptions, b.subscriptions);
  return {
    ...(managementGroups.length > 0 && { managementGroups }),
    ...(subscriptions.length > 0 && { subscriptions }),
  };
}

function isEverything({ managementGroups = [], subscriptions = [] }: Scope): boolean {
  return managementGroups.length + subscriptions.length === 0;
}

/** Sorted, each name once. */
export function union(a: readonly string[] = [], b: readonly string[] = []): string[] {
  return [...new Set([...a, ...b])].sort();
}

/** Whether a statement knows more than another about the same scope: what one shard read whole, the file holds whole. */
export function knowsMore(statement: Coverage, than: Coverage | undefined): boolean {
  return than === undefined || STATUSES.indexOf(statement.status) > STATUSES.indexOf(than.status);
}
