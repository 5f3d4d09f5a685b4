/** Which reports a run writes, and writing them. */

import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { replaceFile } from '../estate/replace-file.ts';
import type { Result } from '../model/finding.ts';
import type { SarifOptions } from '../report/sarif.ts';
import { meant } from '../sources/meant.ts';
import { Failure } from './failure.ts';
import type { Io } from './io.ts';

export const FORMATS = ['text', 'json', 'sarif', 'html', 'markdown', 'junit', 'csv', 'github'] as const;
export type Format = (typeof FORMATS)[number];

/** A report that was asked for; `-` is stdout. */
export type Wanted = { readonly format: Format; readonly file: string };

type Paper = { readonly width: number; readonly color: boolean; readonly verbose: boolean };

/** The width of a report that goes to a file. */
const FILE_WIDTH = 100;

/** Reads `FORMAT` or `FORMAT=FILE`. */
export function parseReport(text: string): Wanted {
  const [name = '', ...rest] = text.split('=');
  const format = FORMATS.find(known => known === name);
  if (format === undefined) throw new Failure(`--report ${text}: unknown format "${name}"; ${meant(name, FORMATS)}`);
  const file = rest.join('=');
  if (text.includes('=') && file === '')
    throw new Failure(`--report ${text}: no file after "="; leave "=" out for stdout`);
  return { format, file: file === '' ? '-' : file };
}

/** The reports of a run: text on stdout, where none is asked for. Two reports in one file would be neither. */
export function checkReports(wanted: readonly Wanted[]): readonly Wanted[] {
  const reports = wanted.length > 0 ? wanted : [{ format: 'text', file: '-' } as const];
  const seen = new Map<string, Wanted>();
  for (const report of reports) {
    const other = seen.get(report.file);
    if (other !== undefined) {
      const where = report.file === '-' ? 'stdout' : report.file;
      throw new Failure(
        `--report: ${other.format} and ${report.format} would both go to ${where}; give each a file of its own`,
      );
    }
    seen.set(report.file, report);
  }
  return reports;
}

/** The chunks of a report. */
async function draw(result: Result, format: Format, paper: Paper, options: SarifOptions): Promise<Iterable<string>> {
  switch (format) {
    case 'text': {
      const { text } = await import('../report/text.ts');
      return [text(result, paper)];
    }
    case 'json': {
      const { json } = await import('../report/json.ts');
      return json(result);
    }
    case 'sarif': {
      const { sarif } = await import('../report/sarif.ts');
      return sarif(result, options);
    }
    case 'html': {
      const { html } = await import('../report/html/html.ts');
      return html(result);
    }
    case 'markdown': {
      const { markdown } = await import('../report/markdown.ts');
      return markdown(result);
    }
    case 'junit': {
      const { junit } = await import('../report/junit.ts');
      return junit(result);
    }
    case 'csv': {
      const { csv } = await import('../report/csv.ts');
      return csv(result);
    }
    case 'github': {
      const { annotations } = await import('../report/annotations.ts');
      return annotations(result);
    }
  }
}

/** Draws all reports: files first, as a terminal shows what comes last. Throws a `Failure` once all that could be are written. */
export async function writeReports(
  result: Result,
  reports: readonly Wanted[],
  verbose: boolean,
  options: SarifOptions,
  io: Io,
): Promise<void> {
  const written = await Promise.all(
    reports.filter(({ file }) => file !== '-').map(report => writeReport(result, report, verbose, options)),
  );
  for (const { format } of reports.filter(({ file }) => file === '-')) {
    const { width, color } = io;
    for (const chunk of await draw(result, format, { width, color, verbose }, options)) io.stdout(chunk);
  }
  const failures = written.filter(failure => failure !== undefined);
  if (failures.length > 0) throw new Failure(failures.map(({ message }) => message).join('\n'));
}

/** Writes a report to its file, whole or not at all. A failure is said and does not stop the other reports. */
async function writeReport(
  result: Result,
  { format, file }: Wanted,
  verbose: boolean,
  options: SarifOptions,
): Promise<Failure | undefined> {
  try {
    await mkdir(dirname(file), { recursive: true });
    const drawn = await draw(result, format, { width: FILE_WIDTH, color: false, verbose }, options);
    // A report can be drawn again.
    await replaceFile(file, drawn, { flush: false });
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return new Failure(`--report ${format}=${file} could not be written: ${UNWRITABLE[code] ?? message}`);
  }
}

const UNWRITABLE: { readonly [code: string]: string } = {
  EISDIR: 'there is a folder of this name; name a file',
  EEXIST: 'its folder is a file; name a folder',
  ENOTDIR: 'its folder is a file; name a folder',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'nothing can be written there',
  ENOSPC: 'the disk is full',
};
