/** What is kept of a run, to be compared with later ones. */

import type { Level } from './finding.ts';

/** Numbers of findings by the level of their rule. */
export type ByLevel = { readonly [level in Level]: number };

/** The sums of one run. Waived failures are not among the failed. */
export type HistoryEntry = {
  /** When the facts were read, ISO 8601 UTC. */
  readonly takenAt: string;
  /** The version of midrift. */
  readonly version: string;
  /** How many systems were judged. */
  readonly systems: number;
  readonly failed: ByLevel;
  readonly unknown: ByLevel;
  readonly passed: ByLevel;
  readonly waived: ByLevel;
};
