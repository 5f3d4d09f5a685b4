/** Reads what uvu prints, file by file. */

/** What came of one file of tests. */
export type FileRun = {
  /** Relative to the folder of the tests. */
  readonly file: string;
  readonly passed: number;
  readonly failed: number;
  readonly output: string;
};

/** What came of one process. */
export type Lane = {
  readonly files: readonly string[];
  readonly runs: readonly FileRun[];
  readonly exitCode: number;
  readonly errors: string;
};

/** The end of a suite: how many passed, of how many. */
const SUITE = /(?:^ \S.* | {2})\((\d+) \/ (\d+)\)$/;

/** The end of a process's tests. */
const TOTAL = /^ {2}Total: /;

/** The files as they end; the last one only where the process came to its sums. */
export async function* blocksOf(chunks: AsyncIterable<string>, files: ReadonlySet<string>): AsyncGenerator<FileRun> {
  let file: string | undefined;
  let lines: string[] = [];
  for await (const line of linesOf(chunks)) {
    const ends = files.has(line) || TOTAL.test(line);
    if (ends && file !== undefined) yield runOf(file, lines);
    if (ends) {
      file = files.has(line) ? line : undefined;
      lines = [];
    } else {
      lines.push(line);
    }
  }
}

/** Whether a file proved something, and nothing spoke against it. */
export function isSound({ passed, failed }: FileRun): boolean {
  return passed > 0 && failed === 0;
}

function runOf(file: string, lines: readonly string[]): FileRun {
  const suites = lines.map(line => SUITE.exec(line)).filter(match => match !== null);
  const passed = suites.reduce((sum, match) => sum + Number(match[1]), 0);
  const total = suites.reduce((sum, match) => sum + Number(match[2]), 0);
  return { file, passed, failed: total - passed, output: lines.join('\n').trim() };
}

async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest !== '') yield rest;
}
