/** Failures that people have accepted for a while. */

import type { Location } from './finding.ts';

/** An accepted failure, as a team writes it down. */
export type Waiver = {
  /** The id of a rule, or one that it had before. */
  readonly rule: string;
  /** The id of a subject, or a pattern in which `*` stands for any characters. */
  readonly subject: string;
  readonly because: string;
  /** The last day on which it holds, `YYYY-MM-DD`, in UTC. */
  readonly until: string;
  readonly by?: string;
  readonly location: Location;
};

/** The decision about one failure. */
export type Waived = Omit<Waiver, 'rule' | 'subject'>;
