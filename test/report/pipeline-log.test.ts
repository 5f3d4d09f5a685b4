/** Reports that are printed where a pipeline reads its log for commands. */

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Result } from '../../src/model/finding.ts';
import { annotations } from '../../src/report/annotations.ts';
import { csv } from '../../src/report/csv.ts';
import { html } from '../../src/report/html/html.ts';
import { json } from '../../src/report/json.ts';
import { junit } from '../../src/report/junit.ts';
import { markdown } from '../../src/report/markdown.ts';
import { sarif } from '../../src/report/sarif.ts';
import { text } from '../../src/report/text.ts';
import { RICH } from './result.ts';

const log = suite('reports in the log of a pipeline');

const NAME = '::error::forged ##[error]forged ##vso[task.setvariable variable=x]y ::stop-commands::x';
const [SYSTEM] = RICH.systems;

const HOSTILE: Result = {
  ...RICH,
  cloud: NAME,
  systems: [{ ...SYSTEM!, name: NAME }],
  rules: RICH.rules.map(rule => ({ ...rule, title: NAME, impact: NAME, fix: NAME })),
  findings: RICH.findings.map(finding => ({
    ...finding,
    subject: { ...finding.subject, name: NAME },
    message: NAME,
    because: NAME,
    impact: NAME,
    fix: { say: NAME, az: `az ${NAME}` },
    location: { file: NAME, line: 1, column: 1 },
  })),
  gaps: [{ source: NAME, scope: `/subscriptions/${NAME}`, because: NAME }],
  behind: [NAME],
  notices: [{ says: NAME, location: { file: NAME, line: 1, column: 1 } }],
};

const FORMATS: { readonly [format: string]: (result: Result) => Iterable<string> } = {
  text: result => [40, 60, 100].map(width => text(result, { width, color: false, verbose: width === 100 })),
  html,
  json,
  junit,
  markdown,
  csv,
  sarif,
  'sarif in full': result => sarif(result, { profile: 'full' }),
};

for (const [format, draw] of Object.entries(FORMATS)) {
  log(`no name gives a command to a log that ${format} is printed to`, () => {
    const drawn = [...draw(HOSTILE)].join('');

    assert.equal([drawn.includes('forged'), drawn.match(/##\[|##vso\[|^[ \t]*::/gm)], [true, null]);
  });
}

log('annotations are commands of their own only', () => {
  const drawn = [...annotations(HOSTILE)].join('');

  assert.equal(
    [drawn.includes('forged'), drawn.match(/##\[|##vso\[|^(?!::(?:error|warning|notice) file=).+/gm)],
    [true, null],
  );
});

log('JSON reads back as it was', () => {
  assert.equal(JSON.parse([...json(HOSTILE)].join('')).cloud, NAME);
});

log.run();
