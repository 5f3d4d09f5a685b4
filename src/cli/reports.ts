/** Which reports a run writes, and writing them. */

import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { replaceFile } from '../estate/replace-file.ts';
import type { Result } from '../model/finding.ts';
import { meant } from '../sources/meant.ts';
import { Failure } from './failure.ts';

export const FORMATS = ['text', 'json', 'sarif'] as const;
export type Format = (typeof FORMATS)[number];

/** A report that was asked for; `-` is stdout. */
export type Wanted = { readonly format: Format; readonly file: string };

export type Paper = { readonly width: number; readonly color: boolean; readonly verbose: boolean };

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

/** Two reports in one file would be neither. */
export function checkReports(reports: readonly Wanted[]): readonly Wanted[] {
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
export async function draw(result: Result, format: Format, paper: Paper): Promise<Iterable<string>> {
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
      return sarif(result);
    }
  }
}

/** Writes a report to its file, whole or not at all. A failure is said and does not stop the other reports. */
export async function writeReport(
  result: Result,
  { format, file }: Wanted,
  verbose: boolean,
): Promise<Failure | undefined> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await replaceFile(file, await draw(result, format, { width: FILE_WIDTH, color: false, verbose }));
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return new Failure(`--report ${format}=${file} could not be written: ${message}`);
  }
}
