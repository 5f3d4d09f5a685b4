/** Says what ended a run, in words for a person; only a fault of midrift itself shows a stack. */

import { CommanderError } from 'commander';
import { EXIT, Failure } from './failure.ts';
import type { Io } from './io.ts';

/** Names of the errors that speak for themselves; the modules that define them are loaded only where they are thrown. */
const USAGE = new Set(['SnapshotProblem', 'Unreadable', 'RuleBroken']);

/** Prints the error and gives the exit code that it ends the run with. */
export function sayError(error: unknown, io: Pick<Io, 'stderr' | 'signal'>): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.usage;
  if (io.signal.aborted) {
    io.stderr('midrift: interrupted; nothing was written');
    return 130;
  }
  if (error instanceof Failure) {
    io.stderr(error.message);
    return error.exitCode;
  }
  if (error instanceof Error && error.name === 'AzureProblem') {
    io.stderr(`midrift: ${error.message}`);
    return EXIT.incomplete;
  }
  if (error instanceof Error && USAGE.has(error.name)) {
    io.stderr(`midrift: ${error.message}`);
    return EXIT.usage;
  }
  io.stderr(
    `midrift: an error of midrift itself; please report it with this text\n${error instanceof Error ? error.stack : String(error)}`,
  );
  return EXIT.usage;
}
