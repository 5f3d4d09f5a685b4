/** What a gate says of a plan: which failures it makes, leaves or mends. */

import type { Fixed } from './baseline.ts';
import type { Location } from './finding.ts';
import type { Deed, PlanKind } from './plan.ts';

/**
 * - `broken`: fails after the plan and did not before, or was not known to.
 * - `already-broken`: failed before as well.
 * - `unknown`: cannot be decided after the plan, and could be before, or was not there.
 * - `already-unknown`: could not be decided before either.
 */
export type GateState = 'broken' | 'already-broken' | 'unknown' | 'already-unknown';

/** One thing that the plan does. */
export type PlannedOperation = {
  readonly does: Deed;
  readonly id: string;
  /** How the plan calls it. */
  readonly address: string;
  readonly location: Location;
};

/** What is to be done before a cluster is deployed, in the order of the document. */
export type Unready = { readonly cluster: string; readonly steps: readonly string[] };

export type PlanReview = {
  readonly files: readonly { readonly file: string; readonly kind: PlanKind | 'cyclecloud' }[];
  /** Whether nothing but the plan was looked at. */
  readonly offline: boolean;
  /** In the order of the plan. */
  readonly operations: readonly PlannedOperation[];
  /** Names of the systems that are there no more after the plan. */
  readonly removed: readonly string[];
  /** Failures of before that are none after the plan. */
  readonly mended: readonly Fixed[];
  /** Parts of the plan that may touch the wiring in a way that could not be judged at all. */
  readonly open: readonly { readonly says: string; readonly location: Location }[];
  readonly first: readonly Unready[];
};
