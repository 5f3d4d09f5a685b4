/** How a run ends, and what ends it early. */

import { type Problem, printProblem, sortProblems } from '../sources/problem.ts';

/** Exit codes, the most important first: 2 before 1 before 3. */
export const EXIT = {
  /** Nothing at or above `--fail-on`. */
  clean: 0,
  /** Findings at or above `--fail-on`. */
  findings: 1,
  /** The command, the config, a file or a rule is wrong. */
  usage: 2,
  /** Something could not be read, an error-level rule is unknown, or there was nothing to judge. */
  incomplete: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What a user can mend: printed as it is, without a stack. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly exitCode: ExitCode;

  constructor(says: string, exitCode: ExitCode = EXIT.usage) {
    super(says);
    this.exitCode = exitCode;
  }
}

/** All problems of the user's files at once, in the order of the files' lines. */
export function failureOf(problems: readonly Problem[]): Failure {
  return new Failure(sortProblems(problems).map(printProblem).join('\n'));
}
