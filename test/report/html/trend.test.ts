import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Result } from '../../../src/model/finding.ts';
import type { HistoryEntry } from '../../../src/model/history.ts';
import { html } from '../../../src/report/html/html.ts';
import { RICH } from '../result.ts';

const trend = suite('the trend in the page');

const none = { error: 0, warning: 0, note: 0 };

/** Runs of one day after the other, by their errors, warnings and notes. */
function runs(...failures: readonly (readonly [number, number, number])[]): Result {
  const history = failures.map(
    ([error, warning, note], index): HistoryEntry => ({
      takenAt: `2026-10-${String(index + 1).padStart(2, '0')}T08:00:00.000Z`,
      version: '0.1.0',
      systems: 4,
      failed: { error, warning, note },
      unknown: none,
      passed: none,
      waived: none,
    }),
  );
  return { ...RICH, history };
}

/** The section as the page has it. */
function section(result: Result): string {
  return /<section id="trend".*?<\/section>/s.exec([...html(result)].join(''))?.[0] ?? '';
}

function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, found]) => found!);
}

trend('fewer than two runs are none', () => {
  const pages = [runs(), runs([3, 2, 1])].map(result => [...html(result)].join(''));

  assert.equal(
    pages.map(page => page.includes('id="trend"') || page.includes('href="#trend"')),
    [false, false],
  );
});

trend('who cannot see the plot is told where it begins and ends, and every number', () => {
  const says = section(runs([12, 0, 4], [7, 3, 4], [0, 1, 4]));

  assert.equal(
    [all(says, /<title[^>]*>(.*?)<\/title>/g), all(says, /<td>(.*?)<\/td>/g).join(' ')],
    [
      [
        'Failures of the last 3 runs: errors 12 at first and 0 in the last one, warnings 0 at first and 1 in the last one, notes 4 at first and 4 in the last one',
      ],
      '12 0 4 0 0 7 3 4 0 0 0 1 4 0 0',
    ],
  );
});

trend('each level has a line of its own, with marks of its own', () => {
  const paths = all(section(runs([10, 0, 5], [0, 10, 5])), /<path class="(?:run|mark) \w+" d="(.*?)"/g);

  assert.equal(
    [paths.filter(path => path.includes('L')), new Set(paths.map(path => /m.*?z/.exec(path)?.[0])).size - 1],
    [['M40 85L610 85', 'M40 158L610 12', 'M40 12L610 158'], 3],
  );
});

const scales: readonly (readonly [number, string])[] = [
  [0, '0 1'],
  [3, '0 1 2 3'],
  [8, '0 2 4 6 8'],
  [17, '0 5 10 15 20'],
  [30_000, '0 10000 20000 30000'],
];

for (const [most, lines] of scales) {
  trend(`the scale of ${most} failures has few whole numbers`, () => {
    const says = section(runs([0, 0, 0], [0, most, 0]));

    assert.is(all(says, /text-anchor="end">(\d+)<\/text>/g).join(' '), lines);
  });
}

for (const failures of [
  [0, 0, 0],
  [9, 9, 9],
  [9, 0, 1],
] as const) {
  trend(`the numbers at the end of the lines do not cover each other: ${failures.join(', ')}`, () => {
    const labels = all(section(runs([9, 9, 9], failures)), /<text class="last \w+" x="\d+" y="(.*?)"/g)
      .map(Number)
      .sort((a, b) => a - b);
    const between = labels.slice(1).map((label, index) => label - labels[index]! >= 15);

    assert.equal([labels.length, ...between, labels[0]! > 0, labels[2]! < 170], [3, true, true, true, true]);
  });
}

trend.run();
