/**
 * How long a run of 200,000 results takes to draw in all formats at once, and the memory that it needs, beside
 * `JSON.stringify` of the same value. Run by `node bench/reports.ts`.
 */

import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_CONFIG } from '../src/cli/config.ts';
import type { Io } from '../src/cli/io.ts';
import { FORMATS, writeReports } from '../src/cli/reports.ts';
import { sarifOptions } from '../src/cli/sarif-options.ts';
import type { Finding, Result, System } from '../src/model/finding.ts';
import { large } from '../test/report/result.ts';

const RESULTS = 200_000;
const FAILURES = 5_000;
const RESULTS_PER_SYSTEM = 50;
const BOUNDS = { seconds: 10, megabytes: 700 };

/** Everything goes to files. */
const IO: Io = {
  stdout: () => undefined,
  stderr: () => undefined,
  stdoutIsTerminal: false,
  stderrIsTerminal: false,
  width: 100,
  color: false,
  stdin: async () => '',
  now: () => new Date(0),
  env: {},
  signal: new AbortController().signal,
};

/** A new finding, about a part of a system: no two share what they hold, as in a run. */
function of(system: System, index: number, model: Finding): Finding {
  const { evidence, fix, ...rest } = structuredClone(model);
  const subject = {
    ...model.subject,
    id: `${system.id}#part-${index}`,
    name: `${system.name} part ${index}`,
    system: system.id,
  };
  return { ...rest, evidence, subject, ...(model.verdict === 'fail' && fix !== undefined ? { fix } : {}) };
}

function build(): Result {
  const model = large(4);
  const failures = model.findings.slice(0, 4);
  const [evidence] = failures[0]!.evidence;
  const pass: Finding = { ...failures[0]!, verdict: 'pass', evidence: [evidence!] };
  const wiring = model.wiring[0]!;
  const every = RESULTS / FAILURES;
  const systems = Array.from({ length: RESULTS / RESULTS_PER_SYSTEM }, (_, index): System => {
    const name = `cl-${index}`;
    return { ...model.systems[0]!, id: model.systems[0]!.id.replace(/[^/]+$/, name), name };
  });
  const findings = Array.from({ length: RESULTS }, (_, index) => {
    const system = systems[Math.floor(index / RESULTS_PER_SYSTEM)]!;
    return of(system, index, index % every === 0 ? failures[(index / every) % failures.length]! : pass);
  });
  return {
    ...model,
    systems,
    findings,
    wiring: systems.map(({ id }) => ({ ...structuredClone(wiring), system: id })),
  };
}

/** The most memory that the process has held so far. */
function peak(): number {
  return process.resourceUsage().maxRSS / 1024;
}

const result = build();
const built = peak();
const folder = await mkdtemp(join(tmpdir(), 'midrift-bench-'));
try {
  const reports = FORMATS.map(format => ({ format, file: join(folder, format) }));
  const start = performance.now();
  await writeReports(result, reports, false, sarifOptions(NO_CONFIG, true, {}), IO);
  const seconds = (performance.now() - start) / 1e3;
  const megabytes = peak();
  const again = performance.now();
  const length = JSON.stringify(result).length;
  const plain = (performance.now() - again) / 1e3;

  console.log(
    `${RESULTS} results, ${FAILURES} of them failures, of ${result.systems.length} systems; in ${FORMATS.length} formats at once`,
  );
  for (const file of (await readdir(folder)).sort()) {
    console.log(`  ${file.padEnd(9)} ${((await stat(join(folder, file))).size / 1e6).toFixed(1)} MB`);
  }
  console.log(
    `written in ${seconds.toFixed(1)} s (at most ${BOUNDS.seconds}), ${(seconds / plain).toFixed(1)} × JSON.stringify of the result (${(length / 1e6).toFixed(0)} MB)`,
  );
  console.log(
    `peak ${megabytes.toFixed(0)} MB (at most ${BOUNDS.megabytes}), of which ${built.toFixed(0)} before the first report`,
  );
  if (seconds > BOUNDS.seconds || megabytes > BOUNDS.megabytes) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}
