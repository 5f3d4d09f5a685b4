/** What a run says of an earlier one. */

import type { Finding } from './finding.ts';

/** A failure of the earlier run that is none any more. */
export type Fixed = Pick<Finding, 'rule' | 'requirement' | 'subject' | 'level' | 'message' | 'location'> & {
  /** What its rule says now; `gone` where the subject is there no more. */
  readonly now: 'pass' | 'not-applicable' | 'gone';
};

/** The earlier run, and what became of its failures. */
export type Baseline = {
  /** When the facts of the earlier run were read. */
  readonly takenAt: string;
  /** In the order of the earlier run. */
  readonly fixed: readonly Fixed[];
};
