/** How one system hangs together, as far as it was judged: what the reports draw. */

import type { Level, Verdict } from './finding.ts';

/** The columns of a drawing, left to right: who acts, through which setting, as which identity, by which grant, on what. */
export const WIRING_COLUMNS = ['system', 'setting', 'identity', 'grant', 'resource'] as const;

export type WiringColumn = (typeof WIRING_COLUMNS)[number];

/** What the findings on one part of the wiring come to. */
export type WiringMark = {
  /** The worst of them; `not-applicable` where no rule judged this part. */
  readonly verdict: Verdict;
  /** The level of the worst; absent where nothing failed and nothing is unknown. */
  readonly level?: Level;
  /** The failures and unknowns that say so, the worst first. */
  readonly by: readonly { readonly rule: string; readonly subject: string }[];
};

export type WiringNode = WiringMark & {
  /** Unique in its system. */
  readonly id: string;
  readonly column: WiringColumn;
  readonly name: string;
  /** What it is, in words: `key vault`. */
  readonly what: string;
  /** The Azure id of the resource, or the scope of a grant; absent where there is none. */
  readonly at?: string;
};

/** Goes from left to right; `from` and `to` are ids of nodes. */
export type WiringLink = WiringMark & { readonly from: string; readonly to: string };

/** The wiring of the system with this id. */
export type SystemWiring = {
  readonly system: string;
  readonly nodes: readonly WiringNode[];
  readonly links: readonly WiringLink[];
};
