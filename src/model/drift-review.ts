/** What a run says of the approved wiring: what differs from it, and how the systems hang together on both sides. */

import type { Change } from './lock.ts';
import type { WiringColumn } from './system-wiring.ts';

/** A change in words. */
export type ReviewedChange = Omit<Change, 'assignment' | 'called'> & {
  /** The thing that differs. */
  readonly what: string;
  /** By whom, when and with what. */
  readonly made: string;
  /** The id of the subject of the findings on it. */
  readonly subject: string;
};

/**
 * `added`: there and not approved; `removed`: approved and not there; `altered`: there on both sides, with a change to it;
 * `unread`: approved, and not known to be there.
 */
export type DriftState = 'same' | 'added' | 'removed' | 'altered' | 'unread';

/** `changes` are positions in the changes of the review that this part shows. */
export type DriftMark = { readonly is: DriftState; readonly changes: readonly number[] };

export type DriftNode = DriftMark & {
  /** Unique in its drawing. */
  readonly id: string;
  readonly column: WiringColumn;
  readonly name: string;
  readonly what: string;
  /** The Azure id of the resource, or the scope of a grant; absent where there is none. */
  readonly at?: string;
};

/** Goes from left to right; `from` and `to` are ids of nodes. */
export type DriftLink = DriftMark & { readonly from: string; readonly to: string };

/** One system as it was approved and as it is, in one drawing. */
export type DriftWiring = {
  /** Its id, as it is or was last. */
  readonly system: string;
  readonly name: string;
  readonly nodes: readonly DriftNode[];
  readonly links: readonly DriftLink[];
};

export type DriftReview = {
  /** The file of the lock, or the snapshot that the run was compared with. */
  readonly lock: string;
  /** Sorted by path. */
  readonly changes: readonly ReviewedChange[];
  /** Approved facts that could not be compared: how many of which topic, and why. */
  readonly unread: readonly { readonly topic: string; readonly because: string; readonly facts: number }[];
  /** How many facts are as approved. */
  readonly unchanged: number;
  /** Of the systems that a change shows in, by id. */
  readonly wiring: readonly DriftWiring[];
};
