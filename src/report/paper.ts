/** Lays text out on lines of a given width. */

import { styleText } from 'node:util';
import { wrapAnsi } from 'fast-wrap-ansi';
import type { Level } from '../model/finding.ts';

export type Style = Parameters<typeof styleText>[0];

/** Colours only repeat what a word says. */
export const LEVEL_STYLE: { readonly [level in Level | 'unknown' | 'ok']: Style } = {
  error: ['bold', 'red'],
  warning: ['bold', 'yellow'],
  note: ['bold', 'blue'],
  unknown: ['bold', 'magenta'],
  ok: ['bold', 'green'],
};

/** How wide the lines are, in columns of a terminal, and whether they are coloured. */
export type Sheet = { readonly width: number; readonly color: boolean };

/** Narrower than this, a word per line is all that fits. */
const NARROWEST = 40;

/** Text in a style, where colours are asked for. */
export function styled(sheet: Sheet, style: Style, text: string): string {
  return sheet.color ? styleText(style, text, { validateStream: false }) : text;
}

/** Where a paragraph stands, and how it looks. */
export type Setting = {
  readonly indent: number;
  readonly label?: string;
  /** The label is filled up to this many columns. */
  readonly column?: number;
  /** Of the label; of the text where there is no label. */
  readonly style?: Style;
  /** Not wrapped. */
  readonly whole?: boolean;
};

/** The lines of a paragraph: its label, and its text beside it. */
export function paragraph(sheet: Sheet, text: string, setting: Setting): string[] {
  const { indent, label = '', column = 0, style, whole = false } = setting;
  const left = ' '.repeat(indent);
  const room = Math.max(sheet.width, NARROWEST) - indent - column;
  const lines = whole ? [text] : unlike(text, room, column > 0 ? 1 : 0);
  const inStyle = (part: string): string => (style === undefined || part === '' ? part : styled(sheet, style, part));
  return lines.map((line, index) => {
    if (column === 0) return `${left}${inStyle(line)}`.trimEnd();
    const begin = index === 0 ? inStyle(label) + ' '.repeat(column - label.length) : ' '.repeat(column);
    return `${left}${begin}${line}`.trimEnd();
  });
}

/** What GitHub's runner takes for a command: two colons that begin a line, and two more (actions/runner, ActionCommand.cs). */
const COMMAND = /^ *::(?=.*::)/;
const CODES = '\\u003a\\u003a';

/** The lines of a text, of which those from the `first` on stand alone and must not be like commands. */
function unlike(text: string, room: number, first: number): string[] {
  const lines = wrapped(text, room);
  if (!lines.some((line, index) => index >= first && COMMAND.test(line))) return lines;
  const narrow = wrapped(text, room - CODES.length + '::'.length);
  return narrow.map((line, index) => (index < first ? line : line.replace(COMMAND, CODES)));
}

const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** Plain words of ASCII, which most texts are, need no widths of characters; that saves a third of a scan's time to the first line. */
function wrapped(text: string, room: number): string[] {
  if (!PLAIN.test(text) || text.split(' ').some(word => word.length > room)) {
    return wrapAnsi(text, room, { hard: true }).split('\n');
  }
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (joined.length > room) lines.push(line);
    line = joined.length > room ? word : joined;
  }
  return [...lines, line];
}
