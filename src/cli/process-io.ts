/** The process as commands see it. */

import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { printable } from '../report/printable.ts';
import type { Io } from './io.ts';

/** Narrower than this nothing can be read; wider lines tire the eye. */
const WIDTHS = { least: 60, most: 140, without: 100 };

export function processIo(): Io {
  const { stdout, stderr, env } = process;
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  process.once('SIGTERM', () => controller.abort());
  // A reader that has seen enough, such as `head`, is no fault.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
  return {
    stdout: chunk => stdout.write(chunk),
    // Whatever Azure or a file said may be in it.
    stderr: text => stderr.write(`${text.split('\n').map(printable).join('\n')}\n`),
    stdoutIsTerminal: stdout.isTTY === true,
    stderrIsTerminal: stderr.isTTY === true && env.CI === undefined,
    width: Math.max(WIDTHS.least, Math.min(WIDTHS.most, stdout.columns ?? WIDTHS.without)),
    color: stdout.isTTY === true && stdout.hasColors(),
    ...(process.stdin.isTTY && stderr.isTTY ? { confirm: question => confirm(question, controller.signal) } : {}),
    stdin: () => text(process.stdin),
    now: () => new Date(),
    env,
    signal: controller.signal,
  };
}

/** Only a plain yes is one. */
async function confirm(question: string, signal: AbortSignal): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await terminal.question(`${question} [y/N] `, { signal })).trim());
  } finally {
    terminal.close();
  }
}
