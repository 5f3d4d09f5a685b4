/** What a run says: verdicts on subjects, with the evidence that led to them. */

import type { Baseline } from './baseline.ts';
import type { DriftReview } from './drift-review.ts';
import type { GateState, PlanReview } from './gate.ts';
import type { Answer } from './grant.ts';
import type { HistoryEntry } from './history.ts';
import type { SystemWiring } from './system-wiring.ts';
import type { Waived } from './waiver.ts';

/** `error`: something breaks or is open; `warning`: documented advice is not followed, or it will break later; `note`: worth knowing. */
export type Level = 'error' | 'warning' | 'note';

/** Most severe first. */
export const LEVELS: readonly Level[] = ['error', 'warning', 'note'];

export type Verdict = 'pass' | 'fail' | 'unknown' | 'not-applicable';

/** A place in a file of the repository. Lines and columns count from 1. */
export type Location = {
  /** Relative to the working directory, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
};

/** One thing that was looked at on the way to a verdict. */
export type Evidence =
  | {
      readonly is: 'setting';
      /** As rules spell it: `vault.usesRbac`. */
      readonly field: string;
      readonly value: EvidenceValue;
      /** The id of the resource that the field belongs to. */
      readonly resource: string;
      /** Where Azure keeps it, or which document it comes from. */
      readonly source: string;
    }
  | { readonly is: 'access'; readonly role: string; readonly who: string; readonly answer: Answer };

export type EvidenceValue = boolean | number | string | readonly string[] | { readonly unknown: string };

/** What a rule says of itself in every report. */
export type RuleSummary = {
  readonly id: string;
  /** The conventional form of identifiers in SARIF: capitals and digits. Absent where a user's rule has none. */
  readonly code?: string;
  readonly formerly: readonly string[];
  readonly requirement: string;
  readonly title: string;
  /** The kind of subject it judges. */
  readonly subject: string;
  readonly level: Level;
  /** 0.1 to 10.0, as GitHub code scanning reads it. */
  readonly securitySeverity?: number;
  readonly impact: string;
  readonly fix: string;
  readonly see: string;
};

/** A requirement of the documents. */
export type Requirement = {
  readonly id: string;
  readonly says: string;
  readonly level: Level;
  readonly source: { readonly document: string; readonly section: string; readonly see: string };
};

/** A subject as reports name it. */
export type SubjectSummary = {
  readonly kind: string;
  /** Starts with the Azure id of the resource that it belongs to, with a fragment where it is a part of one. */
  readonly id: string;
  readonly name: string;
  /** The system that it belongs to: a cluster's id. Absent for what several systems share. */
  readonly system?: string;
};

/** How to mend this very case. */
export type Fix = {
  readonly say: string;
  /** An Azure CLI command with the real names in it. */
  readonly az?: string;
};

/** A verdict on one subject by one rule. */
export type Finding = {
  readonly rule: string;
  readonly requirement: string;
  readonly subject: SubjectSummary;
  readonly verdict: Verdict;
  readonly level: Level;
  /** Why it is unknown or not applicable. */
  readonly because?: string;
  /** What is wrong, where it failed; the rule's title otherwise. */
  readonly message: string;
  readonly impact?: string;
  readonly evidence: readonly Evidence[];
  readonly fix?: Fix;
  readonly location: Location;
  /** An accepted failure: it stays one, but does not count. */
  readonly waived?: Waived;
  /** Whether the failure was in the baseline; absent without a baseline, and where nothing failed. */
  readonly baseline?: 'new' | 'unchanged';
  /** What the plan has to do with a failure or unknown; absent where no plan was judged. */
  readonly gate?: GateState;
};

/** A system whose wiring was judged. */
export type System = {
  readonly id: string;
  readonly kind: 'nexus' | 'cyclecloud';
  readonly name: string;
  readonly subscriptionId: string;
};

/** Something that was not read whole. */
export type Gap = { readonly source: string; readonly scope: string; readonly because: string };

/** What reading Azure cost; absent when a snapshot was read. */
export type Requests = {
  /** Resource Graph queries, and the pages that came back for them. */
  readonly resourceGraphQueries: number;
  readonly resourceGraphPages: number;
  readonly arm: number;
  readonly graph: number;
  /** Times that a request was put off by a quota or a 429. */
  readonly throttled: number;
  /** Which kind of credential asked, as `--credential` names it; absent for the embedded Azure. */
  readonly credential?: string;
  /** How long reading and confirming took; absent for the embedded Azure, whose reports are the same wherever they are made. */
  readonly seconds?: number;
};

/** Something about the run's own input that someone should look after, such as a waiver that has expired. */
export type Notice = { readonly says: string; readonly location: Location };

/** The one value that every report draws. */
export type Result = {
  readonly tool: { readonly name: 'midrift'; readonly version: string };
  /** When the facts were read, ISO 8601 UTC. */
  readonly takenAt: string;
  readonly cloud: string;
  readonly scope: { readonly managementGroups: readonly string[]; readonly subscriptions: readonly string[] };
  readonly systems: readonly System[];
  readonly rules: readonly RuleSummary[];
  readonly requirements: readonly Requirement[];
  /** Sorted by system, level, rule and subject; passes and not-applicable ones included. */
  readonly findings: readonly Finding[];
  /** How the systems hang together, in the order of `systems`. */
  readonly wiring: readonly SystemWiring[];
  readonly gaps: readonly Gap[];
  /** Things that a direct read found and Resource Graph did not have yet, in words. */
  readonly behind: readonly string[];
  /** Sorted by place. */
  readonly notices: readonly Notice[];
  /** Absent where the run was compared with none. */
  readonly baseline?: Baseline;
  /** The plan that was judged before it is carried out, with all findings as they would be after it; absent in a scan. */
  readonly plan?: PlanReview;
  /** What differs from the approved wiring; absent where none was compared with. */
  readonly drift?: DriftReview;
  /** The last runs, this one included, oldest first; empty where no history is kept. */
  readonly history: readonly HistoryEntry[];
  /** The number of subscriptions whose resources were read. */
  readonly subscriptions: number;
  readonly requests?: Requests;
};
