/** A result that people have decided about, and that was compared with earlier runs. */

import type { Result } from '../../src/model/finding.ts';
import type { HistoryEntry } from '../../src/model/history.ts';
import type { Waived } from '../../src/model/waiver.ts';
import { HOSTILE, HOSTILE_NAMES, RICH } from './result.ts';

const run = (takenAt: string, errors: number): HistoryEntry => ({
  takenAt,
  version: '0.1.0',
  systems: 4,
  failed: { error: errors, warning: 1, note: 1 },
  unknown: { error: 1, warning: 0, note: 0 },
  passed: { error: 2, warning: 0, note: 0 },
  waived: { error: 1, warning: 0, note: 0 },
});

const WAIVED: Waived = {
  because: 'The vault is replaced in winter.',
  until: '2026-12-31',
  by: 'Platform team',
  location: { file: 'waivers.yaml', line: 3, column: 3 },
};

const [first, second, ...others] = RICH.findings;
const [, , warning] = RICH.findings;

/** The first failure is waived, the second is new. */
export const REVIEWED: Result = {
  ...RICH,
  findings: [
    { ...first!, waived: WAIVED, baseline: 'unchanged' },
    { ...second!, baseline: 'new' },
    ...others.map(each => (each.verdict === 'fail' ? { ...each, baseline: 'unchanged' as const } : each)),
  ],
  notices: [
    {
      says: 'This waiver of nexus-vault-bypass matches no failure: remove it, or correct its subject.',
      location: { file: 'waivers.yaml', line: 9, column: 3 },
    },
  ],
  baseline: {
    takenAt: '2026-10-01T08:00:00.000Z',
    fixed: (['pass', 'not-applicable', 'gone'] as const).map(now => {
      const { rule, requirement, subject, level, message, location } = warning!;
      return { rule, requirement, subject: { ...subject, id: `${subject.id}/${now}` }, level, message, location, now };
    }),
  },
  history: [run('2026-10-01T08:00:00.000Z', 3), run(RICH.takenAt, 2)],
};

/** Hostile names in what people write, too. */
export const HOSTILE_REVIEWED: Result = {
  ...HOSTILE,
  findings: HOSTILE.findings.map((finding, index) => {
    const text = HOSTILE_NAMES[index % HOSTILE_NAMES.length]!;
    const location = { file: text, line: 1, column: 1 };
    return finding.verdict === 'fail'
      ? { ...finding, waived: { because: text, until: '2026-12-31', by: text, location } }
      : finding;
  }),
  notices: HOSTILE_NAMES.map(text => ({ says: text, location: { file: text, line: 1, column: 1 } })),
  baseline: {
    takenAt: HOSTILE_NAMES[2]!,
    fixed: HOSTILE.findings
      .filter(({ verdict }) => verdict === 'fail')
      .map(({ rule, requirement, subject, level, message, location }) => ({
        ...{ rule, requirement, subject, level, message, location },
        now: 'pass',
      })),
  },
  history: HOSTILE_NAMES.map(text => run(text, 1)),
};
