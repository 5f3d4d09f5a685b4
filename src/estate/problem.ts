/** What is wrong with a snapshot file, said so that its owner can mend it. */

/** A snapshot that cannot be read or written. The message names the file, and the line where there is one. */
export class SnapshotProblem extends Error {
  override readonly name = 'SnapshotProblem';
  readonly file: string;
  /** Counts from 1; absent where the file as a whole is meant. */
  readonly line: number | undefined;

  constructor(file: string, line: number | undefined, says: string, options?: ErrorOptions) {
    super(line === undefined ? `${file}: ${says}` : `${file}:${line}: ${says}`, options);
    this.file = file;
    this.line = line;
  }
}

/** A value from the file as a message may show it: quoted, printable, short. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  const printable = text.replace(/[^\P{C}\n]/gu, '?');
  return printable.length > 60 ? `${printable.slice(0, 57)}…` : printable;
}
