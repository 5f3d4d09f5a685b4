/** Whether a result can be relied on. */

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Finding, Level, Result } from '../../src/model/finding.ts';
import { isComplete } from '../../src/report/tally.ts';
import { HEALTHY, RICH } from './result.ts';

const completeness = suite('completeness');

const unknown = (level: Level): Result => {
  const finding: Finding = { ...HEALTHY.findings[0]!, verdict: 'unknown', level };
  return { ...HEALTHY, findings: [...HEALTHY.findings, finding] };
};

const cases: readonly (readonly [string, Result, boolean])[] = [
  ['a result without gaps and unknowns is complete', HEALTHY, true],
  ['a gap makes a result incomplete', { ...HEALTHY, gaps: RICH.gaps }, false],
  ['an unknown error makes a result incomplete', unknown('error'), false],
  ['an unknown warning leaves a result complete', unknown('warning'), true],
  ['an unknown note leaves a result complete', unknown('note'), true],
  ['a run that found nothing to judge is not complete', { ...HEALTHY, findings: [] }, false],
];

for (const [what, result, complete] of cases) {
  completeness(what, () => assert.is(isComplete(result), complete));
}

completeness.run();
