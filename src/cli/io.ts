/** What a command sees of the process that it runs in. */

export type Io = {
  readonly stdout: (chunk: string) => void;
  /** A line for a person or a job's log. */
  readonly stderr: (line: string) => void;
  /** Whether a person sits before stdout and stderr, and how wide the terminal is. */
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  readonly width: number;
  /** Whether colours are wanted on stdout. */
  readonly color: boolean;
  /** Asks a person yes or no; absent where nobody is there. */
  readonly confirm?: (question: string) => Promise<boolean>;
  /** All of standard input, as text. */
  readonly stdin: () => Promise<string>;
  readonly now: () => Date;
  readonly env: { readonly [name: string]: string | undefined };
  readonly signal: AbortSignal;
};
