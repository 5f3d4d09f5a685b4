/** Draws what differs from the approved wiring as a diff, each with its line in the lock and who made it. */

import type { Level } from '../model/finding.ts';
import type { Change, Comparison } from '../model/lock.ts';
import { LEVEL_STYLE, type Sheet, styled } from './paper.ts';
import { placeText } from './places.ts';
import { count, name, printable } from './printable.ts';

/** A change, how grave it is, and who is known to have made it, in words. */
export type DiffEntry = {
  readonly change: Change;
  /** Absent where no rule speaks of it. */
  readonly judged?: { readonly level: Level; readonly rule: string };
  readonly made: string;
};

/** The lines of the diff, ending in a line end. `verb` says what is done about it: `differ from the lock`. */
export function diff(sheet: Sheet, entries: readonly DiffEntry[], comparison: Comparison): string {
  const lines = entries.flatMap(entry => [...entryLines(sheet, entry), '']);
  const unread = comparison.uncompared.map(({ topic, because, paths }) => {
    const label = styled(sheet, LEVEL_STYLE.unknown, 'unknown');
    return `${label}  ${count(paths.length, 'approved fact')} (${topic}) could not be compared: ${printable(because)}`;
  });
  const same = [...comparison.unchanged.values()].reduce((sum, number) => sum + number, 0);
  const sum = `${entries.length === 0 ? 'No change' : count(entries.length, 'change')}; ${count(same, 'check')} as approved.`;
  return `${[...lines, ...unread, ...(unread.length > 0 ? [''] : []), sum].join('\n')}\n`;
}

function entryLines(sheet: Sheet, { change, judged, made }: DiffEntry): string[] {
  const { path, before, after, is, location } = change;
  const level = judged === undefined ? '' : `${styled(sheet, LEVEL_STYLE[judged.level], judged.level)}  `;
  const rule = judged === undefined ? '' : ` (${judged.rule})`;
  const last = name(path.at(-1)!, 300);
  const line = (mark: '-' | '+', value: string) =>
    styled(
      sheet,
      mark === '-' ? 'red' : 'green',
      `  ${mark} ${path.length > 2 ? `${last}: ` : ''}${name(value, 1000)}`,
    );
  return [
    `${level}${is}${rule} at ${placeText(location)}`,
    styled(
      sheet,
      'dim',
      `    ${path
        .slice(0, -1)
        .map(key => name(key, 300))
        .join(' > ')}`,
    ),
    ...(before === '' ? [] : [line('-', before)]),
    ...(after === '' ? [] : [line('+', after)]),
    `    ${printable(made)}`,
  ];
}
