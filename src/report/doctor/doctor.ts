/** Draws a checkup for the terminal: what can be read, what cannot and what to do about it, and how a scan would end. */

import { LEVEL_STYLE, paragraph, type Sheet, type Style, styled } from '../paper.ts';
import { name, printable, sentence } from '../printable.ts';

export type CheckState = 'works' | 'partly' | 'refused' | 'failed' | 'wrong' | 'not needed' | 'not asked';

/** One thing that a scan needs, and whether it works. */
export type Check = { readonly is: CheckState; readonly what: string; readonly says: string };

/** Something that does not work, and what to do about it. */
export type Lack = {
  readonly is: Exclude<CheckState, 'works' | 'not needed' | 'not asked'>;
  readonly what: string;
  readonly because: readonly string[];
  /** What nobody knows without it. */
  readonly open?: readonly string[];
  readonly next: string;
  /** Azure CLI commands. */
  readonly az: readonly string[];
};

export type Checkup = {
  readonly version: string;
  readonly cloud: string;
  /** Scopes are in the order of checks. */
  readonly checks: readonly Check[];
  readonly lacks: readonly Lack[];
  /** How a scan would end, and what to bear in mind. */
  readonly ending: readonly string[];
};

const STYLES: { readonly [state in CheckState]: Style } = {
  works: LEVEL_STYLE.ok,
  partly: LEVEL_STYLE.warning,
  refused: LEVEL_STYLE.error,
  failed: LEVEL_STYLE.error,
  wrong: LEVEL_STYLE.error,
  'not needed': 'dim',
  'not asked': 'dim',
};

const STATE_COLUMN = 'not needed'.length + 2;
const LABEL_COLUMN = 'Undecided'.length + 2;

/** The page, ending in a line end. */
export function doctorText({ version, cloud, checks, lacks, ending }: Checkup, sheet: Sheet): string {
  const lines = [
    ...paragraph(sheet, `midrift ${version}: what a scan of ${name(cloud)} can read`, { indent: 0, style: 'bold' }),
    '',
    ...checks.flatMap(({ is, what, says }) =>
      paragraph(sheet, says === '' ? what : `${what}: ${sentence(says)}`, {
        indent: 2,
        label: is,
        column: STATE_COLUMN,
        style: STYLES[is],
      }),
    ),
    '',
    ...(lacks.length > 0 ? [styled(sheet, 'bold', 'What is missing'), ''] : []),
    ...lacks.flatMap(lack => [...lackLines(sheet, lack), '']),
    ...ending.flatMap(text => paragraph(sheet, text, { indent: 0 })),
  ];
  return `${lines.join('\n')}\n`;
}

function lackLines(sheet: Sheet, { is, what, because, open = [], next, az }: Lack): string[] {
  const line = (label: string, text: string, whole = false): string[] =>
    paragraph(sheet, text, { indent: 4, label, column: LABEL_COLUMN, style: 'dim', whole });
  const listed = (label: string, texts: readonly string[]): string[] =>
    texts.flatMap((text, index) => line(index === 0 ? label : '', sentence(text)));
  return [
    ...paragraph(sheet, sentence(what), { indent: 2, label: is, column: is.length + 2, style: STYLES[is] }),
    ...listed('Because', because),
    ...listed('Undecided', open),
    ...line('Do', sentence(next)),
    // What is made to be copied is not wrapped.
    ...az.flatMap(command => line('', printable(command), true)),
  ];
}
