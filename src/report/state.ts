/** What a part of the wiring, or a finding, looks like in every drawing and list: a word and a sign, never colour alone. */

import type { Finding, Level, Verdict } from '../model/finding.ts';

export type State = 'broken' | 'unknown' | 'warning' | 'note' | 'works' | 'unjudged';

/** The worst first. */
export const STATES: readonly State[] = ['broken', 'unknown', 'warning', 'note', 'works', 'unjudged'];

export const STATE_WORD: { readonly [state in State]: string } = {
  broken: 'broken',
  unknown: 'not known',
  warning: 'warning',
  note: 'note',
  works: 'works',
  unjudged: 'not judged',
};

/** Characters that every font has. */
export const STATE_SIGN: { readonly [state in State]: string } = {
  broken: '×',
  unknown: '?',
  warning: '!',
  note: 'i',
  works: '✓',
  unjudged: '·',
};

/** The state that a verdict of a level stands for. */
export function stateOf({ verdict, level }: { readonly verdict: Verdict; readonly level?: Level }): State {
  if (verdict === 'pass') return 'works';
  if (verdict === 'not-applicable') return 'unjudged';
  if (verdict === 'unknown') return 'unknown';
  return level === 'warning' || level === 'note' ? level : 'broken';
}

/** The state of a finding: a waived failure is none of those that count. */
export type FindingState = State | 'waived';

export function findingState(finding: Finding): FindingState {
  return finding.waived === undefined ? stateOf(finding) : 'waived';
}
