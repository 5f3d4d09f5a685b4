/** Tells on stderr what is being done: a live line for a person, plain lines for a job. */

import type { Progress as AzureEvent } from '../azure/progress.ts';

export type Progress = {
  /** Tells of what happens while Azure is read. */
  readonly azure: (event: AzureEvent) => void;
  /** Does a step of the run under a title. */
  readonly step: <T>(title: string, work: () => Promise<T>) => Promise<T>;
};

/** Says nothing. */
export const SILENT: Progress = { azure: () => undefined, step: (_, work) => work() };

/** Plain lines, one when a step begins and one for each thing read. */
export function lineProgress(print: (line: string) => void): Progress {
  return {
    azure: event => {
      const line = sentence(event);
      if (event.is !== 'reading') print(line);
    },
    step: (title, work) => {
      print(title);
      return work();
    },
  };
}

/** A spinner for each step, with what is being read beside it. */
export async function liveProgress(): Promise<Progress> {
  const { Listr } = await import('listr2');
  let show: (text: string) => void = () => undefined;
  return {
    azure: event => show(sentence(event)),
    step: async (title, work) => {
      let value: Awaited<ReturnType<typeof work>> | undefined;
      const task = new Listr(
        [
          {
            title,
            task: async (_, task) => {
              show = text => {
                task.output = text;
              };
              value = await work();
              show = () => undefined;
            },
            rendererOptions: { outputBar: 1 },
          },
        ],
        { fallbackRenderer: 'silent' },
      );
      await task.run();
      return value!;
    },
  };
}

function sentence(event: AzureEvent): string {
  switch (event.is) {
    case 'reading':
      return `reading ${event.what}`;
    case 'read':
      return `read ${event.what}: ${event.rows}`;
    case 'waiting':
      return `waiting ${(event.milliseconds / 1000).toFixed(1)} s: ${event.because}`;
  }
}
