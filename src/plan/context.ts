/** What readers of plans are told besides the file, and what they answer. */

import type { Cloud } from '../model/cloud.ts';
import type { Deployment, Plan } from '../model/plan.ts';
import type { TextFile } from '../sources/files.ts';
import type { Problem } from '../sources/problem.ts';

export type PlanContext = {
  readonly deployment: Deployment;
  readonly cloud: Cloud;
  /** Parameter files of an ARM template; the values of later ones win. */
  readonly parameters: readonly TextFile[];
  /** The id of the resource that a REST body is sent to. */
  readonly resource?: string;
  /** The version of the API that a REST body is sent to. */
  readonly apiVersion?: string;
  /** Reads a file that the plan names, by its path as the plan has it. Throws `Unreadable`. */
  readonly readBeside: (path: string) => Promise<TextFile>;
};

/** The plan, or everything that is wrong with it. */
export type PlanRead = Plan | { readonly problems: readonly Problem[] };
