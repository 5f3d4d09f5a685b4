/** What is wrong with a file that a person keeps. */

import type { Location } from '../model/finding.ts';

/** A fault at a place: what is wrong, what was expected and what to do, in one sentence. */
export type Problem = Location & { readonly says: string };

/** A place within a text. Lines and columns count from 1. */
export type Position = { readonly line: number; readonly column: number };

/** Problems in the order of files, lines and columns, each said once. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  const byPlace = [...problems].sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.says, b.says),
  );
  return byPlace.filter((problem, index) => index === 0 || printProblem(problem) !== printProblem(byPlace[index - 1]!));
}

/** `file:line:column: what is wrong`. */
export function printProblem(problem: Problem): string {
  return `${problem.file}:${problem.line}:${problem.column}: ${problem.says}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
