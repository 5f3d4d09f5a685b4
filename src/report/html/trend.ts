/** The failures of the last runs as a small plot, and the same in numbers. */

import { LEVELS, type Level } from '../../model/finding.ts';
import type { HistoryEntry } from '../../model/history.ts';
import { count, saidTime } from '../printable.ts';
import { stateOf } from '../state.ts';
import { total } from '../tally.ts';
import { html, type Markup } from './markup.ts';
import type { Page } from './page.ts';

const WIDTH = 720;
const HEIGHT = 190;
/** The edges of the plot itself. */
const [LEFT, RIGHT, TOP, BOTTOM] = [40, WIDTH - 110, 12, HEIGHT - 32];
const LINE_HEIGHT = 15;
const MOST_STEPS = 4;

/** The mark of a run, around a point: round, square or a triangle. */
const MARKS: { readonly [level in Level]: string } = {
  error: 'm-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z',
  warning: 'm-3.5-3.5h7v7h-7z',
  note: 'm0-4.5l4.5 8h-9z',
};

/** The section, where there are two runs to compare. Runs stand at equal distances, whatever the time between them. */
export function trend({ result: { history } }: Page): Markup | false {
  const [first] = history;
  const last = history.at(-1);
  if (first === undefined || last === undefined || history.length < 2) return false;
  const most = Math.max(1, ...history.flatMap(({ failed }) => LEVELS.map(level => failed[level])));
  const step = stepFor(most);
  const steps = Math.ceil(most / step);
  const heightOf = (failures: number) => round(BOTTOM - ((BOTTOM - TOP) * failures) / (step * steps));
  const labels = apart(LEVELS.map(level => heightOf(last.failed[level])));
  return html`<section id="trend" aria-labelledby="trend-title">
    <h2 id="trend-title">Failures of the last ${history.length} runs</h2>
    <figure class="trend" aria-labelledby="trend-title">
      <div class="scroll" tabindex="0" role="region" aria-label="Plot of failures, run by run">
        <svg viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} width=${WIDTH} height=${HEIGHT} role="img" aria-labelledby="trend-says">
          <title id="trend-says">${summary(first, last, history.length)}</title>
          ${Array.from({ length: steps + 1 }, (_, index) => gridLine(index * step, heightOf(index * step)))}
          <text class="axis" x=${LEFT} y=${HEIGHT - 8}>${saidTime(first.takenAt)}</text>
          <text class="axis" x=${RIGHT} y=${HEIGHT - 8} text-anchor="end">${saidTime(last.takenAt)}</text>
          ${LEVELS.map((level, index) => lineOf(level, history, heightOf, labels[index]!)).reverse()}
        </svg>
      </div>
      <figcaption>
        <details><summary>The same in numbers</summary><div class="scroll" tabindex="0" role="region" aria-label="Failures in numbers">${table(history)}</div></details>
      </figcaption>
    </figure>
  </section>` as Markup;
}

function summary({ failed: before }: HistoryEntry, { failed: now }: HistoryEntry, runs: number): string {
  const levels = LEVELS.map(level => `${level}s ${before[level]} at first and ${now[level]} in the last one`);
  return `Failures of the last ${runs} runs: ${levels.join(', ')}`;
}

function gridLine(failures: number, y: number): Markup {
  return html`<path class="grid" d=${`M${LEFT} ${y}H${RIGHT}`} /><text class="axis" x=${LEFT - 8} y=${y + 4} text-anchor="end">${failures}</text>` as Markup;
}

function lineOf(
  level: Level,
  history: readonly HistoryEntry[],
  heightOf: (failures: number) => number,
  label: number,
): Markup {
  const state = stateOf({ verdict: 'fail', level });
  const points = history.map(({ failed }, index) => {
    const x = round(LEFT + ((RIGHT - LEFT) * index) / (history.length - 1));
    return `${x} ${heightOf(failed[level])}`;
  });
  return html`<path class=${`run ${state}`} d=${`M${points.join('L')}`} />
    <path class=${`mark ${state}`} d=${points.map(point => `M${point}${MARKS[level]}`).join('')} />
    <path class=${`mark ${state}`} d=${`M${RIGHT + 16} ${label}${MARKS[level]}`} />
    <text class=${`last ${state}`} x=${RIGHT + 26} y=${label + 4}>${count(history.at(-1)!.failed[level], level)}</text>` as Markup;
}

function table(history: readonly HistoryEntry[]): Markup {
  const columns = ['Run', ...LEVELS.map(level => `${level}s`), 'unknown', 'waived'];
  return html`<table>
    <thead><tr>${columns.map(each => html`<th scope="col">${each}</th>`)}</tr></thead>
    <tbody>${history.map(
      ({ takenAt, failed, unknown, waived }) =>
        html`<tr><th scope="row">${saidTime(takenAt)}</th>${[...LEVELS.map(level => failed[level]), total(unknown), total(waived)].map(each => html`<td>${each}</td>`)}</tr>`,
    )}</tbody>
  </table>` as Markup;
}

/** The distance of grid lines: 1, 2 or 5, or ten times as much, and so on. */
function stepFor(most: number): number {
  const least = Math.max(1, most / MOST_STEPS);
  const ten = 10 ** Math.floor(Math.log10(least));
  return [ten, 2 * ten, 5 * ten].find(step => step >= least) ?? 10 * ten;
}

/** Moves labels away from each other, inside the plot. */
function apart(heights: readonly number[]): number[] {
  const placed = [...heights];
  const order = [...heights.keys()].sort((a, b) => heights[a]! - heights[b]!);
  let least = TOP;
  for (const index of order) {
    placed[index] = Math.max(placed[index]!, least);
    least = placed[index]! + LINE_HEIGHT;
  }
  let most = BOTTOM;
  for (const index of order.reverse()) {
    placed[index] = Math.min(placed[index]!, most);
    most = placed[index]! - LINE_HEIGHT;
  }
  return placed.map(round);
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
