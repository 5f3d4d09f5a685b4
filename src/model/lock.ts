/** The approved wiring, what it is compared with, and what comes of the comparison. */

import type { Fact } from './fact.ts';
import type { Location } from './finding.ts';

export const LOCK_FILE = 'midrift.lock.yaml';
/** Version 2 has what `drift/versions.ts` says beyond version 1. */
export const LOCK_VERSION = 2;
export const LOCK_VERSIONS: readonly number[] = [1, LOCK_VERSION];

/** The parts of a lock, in the order of the file: systems, what they use, and who may do what with it and who may not. */
export const LOCK_SECTIONS = [
  'nexus',
  'cyclecloud',
  'identities',
  'storage',
  'vaults',
  'workspaces',
  'grants',
  'roles',
  'denials',
] as const;

export type LockSection = (typeof LOCK_SECTIONS)[number];

/** A section, the id of a resource or scope, and keys below it: `['vaults', <id>, 'addresses', '203.0.113.7']`. */
export type LockPath = readonly [LockSection, string, ...string[]];

/** One fact of the wiring as it is. Ids in its path and value are whole and folded. */
export type WiredFact = {
  readonly path: LockPath;
  /** Unknown: nothing is known at the path and below it. */
  readonly value: Fact<string>;
  /** The id of the resource that was read for it. */
  readonly resource: string;
  /** The role assignment, role definition or deny assignment that it is: its row says who wrote it last. */
  readonly assignment?: string;
  /** What a person would call it, for a comment in the file. */
  readonly called?: string;
};

/** The wiring as it is, in facts sorted by path, and what is known of those that are not among them. */
export type WiredFacts = {
  readonly facts: readonly WiredFact[];
  /** Names of subscriptions by their ids, folded. */
  readonly subscriptions: ReadonlyMap<string, string>;
  /** Why something that is not there may be there all the same; `undefined` where it is certainly gone. */
  readonly unread: (path: LockPath) => string | undefined;
};

/** Failures that stood when the wiring was approved, and why they were accepted. */
export type Acceptance = { readonly because: string; readonly failures: readonly string[] };

/** One approved fact. Its path and value are in the short form of the file. */
export type LockedFact = { readonly path: LockPath; readonly value: string };

/** The approved wiring. */
export type Lock = {
  /** One of `LOCK_VERSIONS`: what only a later one speaks of is not approved yet, and no drift. */
  readonly version: number;
  readonly cloud: string;
  /** Ids of subscriptions by the names that the file has for them. */
  readonly subscriptions: ReadonlyMap<string, string>;
  readonly facts: readonly LockedFact[];
  /** The line of a fact, or of the nearest thing above it that the file has. */
  readonly locate: (path: readonly string[]) => Location;
};

/** What may differ, by what it means for those who rely on it. */
export const TOPICS = [
  'system',
  'attached identity',
  'use',
  'server identity',
  'sign-in',
  'locker',
  'node identity',
  'identity',
  'principal',
  'restriction',
  'federated credential',
  'resource',
  'firewall',
  'bypass',
  'address',
  'virtual network',
  'resource instance',
  'shared key',
  'vault access',
  'grant',
  'grant to others',
  'role condition',
  'denial',
] as const;

export type Topic = (typeof TOPICS)[number];

/**
 * How something differs. `moved`: it lies elsewhere; `widened` and `narrowed`: a role is assigned at another scope;
 * `opened` and `closed`: a setting lets more or less in.
 */
export type Difference = 'added' | 'removed' | 'altered' | 'moved' | 'widened' | 'narrowed' | 'opened' | 'closed';

/** Who made a change, when and with what, as far as Azure tells. */
export type Author = { readonly by: string; readonly at: string; readonly client: string };

/** A difference between the lock and the estate. Paths and values are in the short form of the file. */
export type Change = {
  readonly topic: Topic;
  readonly is: Difference;
  /** Of the fact as it is approved; of an added one, as it would be written. */
  readonly path: LockPath;
  /** The approved value; empty where there is none. */
  readonly before: string;
  /** The value as it is; empty where there is none. */
  readonly after: string;
  /** The id of the resource that it concerns. */
  readonly resource: string;
  /** The id of the system that it belongs to; absent for what several may share. */
  readonly system?: string;
  readonly assignment?: string;
  /** What a person would call the principal of a grant. */
  readonly called?: string;
  readonly location: Location;
  readonly author?: Author;
};

/** Approved facts of one topic that could not be compared, for one reason. */
export type Uncompared = {
  readonly topic: Topic;
  readonly because: string;
  readonly paths: readonly LockPath[];
  readonly location: Location;
};

/** What a comparison came to. */
export type Comparison = {
  /** Sorted by path. */
  readonly changes: readonly Change[];
  readonly uncompared: readonly Uncompared[];
  /** The number of facts that are as approved, by topic. */
  readonly unchanged: ReadonlyMap<Topic, number>;
};
