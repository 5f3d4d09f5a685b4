/** What is sent to one resource, or what it is said to be. */

import type { Row } from '../../model/estate.ts';
import type { Plan } from '../../model/plan.ts';
import type { Problem } from '../../sources/problem.ts';
import type { Path } from '../../sources/yaml.ts';

export type Request = {
  readonly does: 'put' | 'set' | 'patch' | 'delete';
  readonly id: string;
  readonly body: Row;
  readonly apiVersion?: string;
  /** Where the body stands in the file. */
  readonly path: Path;
};

/** Requests of one step are made together. */
export type Requests = {
  readonly steps: readonly { readonly name: string; readonly requests: readonly Request[] }[];
  readonly notices: Plan['notices'];
};

export type RequestsRead = Requests | { readonly problems: readonly Problem[] };
