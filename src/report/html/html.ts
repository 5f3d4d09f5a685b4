/**
 * Draws a result as one HTML page that needs nothing else: it opens from disk, reads without scripts, and its content
 * security policy lets only its own style and script in.
 */

import { createHash } from 'node:crypto';
import type { Result } from '../../model/finding.ts';
import { name } from '../printable.ts';
import { decisions } from './decisions.ts';
import { doubts } from './doubts.ts';
import { legend } from './drawing.ts';
import { driftSection } from './drift.ts';
import { facts } from './facts.ts';
import { filters } from './filters.ts';
import { glance, masthead } from './glance.ts';
import { html as markup, print } from './markup.ts';
import { matrix } from './matrix.ts';
import { arrange, type Page } from './page.ts';
import { planSection } from './plan.ts';
import { script } from './script.ts';
import { STYLE } from './style.ts';
import { systemSections } from './systems.ts';
import { trend } from './trend.ts';

/** The chunks of the page. */
export function* html(result: Result): Generator<string> {
  const page = arrange(result);
  const code = script();
  yield head(result, code);
  yield print(masthead(page));
  yield print(contents(page));
  yield '<main>';
  for (const part of [planSection(page), glance(page)]) if (part) yield print(part);
  yield* driftSection(page);
  for (const part of [doubts(page), decisions(page), trend(page)]) if (part) yield print(part);
  yield* systems(page);
  yield* matrix(page);
  yield print(facts(result));
  yield `</main><script>${code}</script></body></html>\n`;
}

function head({ takenAt }: Result, code: string): string {
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(STYLE)}'`,
    `script-src '${hashOf(code)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">',
    print(markup`<title>midrift, ${name(takenAt.slice(0, 10))}</title>`),
    `<style>${STYLE}</style></head><body>`,
  ].join('');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function contents(page: Page) {
  const { groups, result } = page;
  const links = [
    ...(result.plan === undefined ? [] : [['plan', 'The plan']]),
    ...(result.systems.length > 0 ? [['glance', 'At a glance']] : []),
    ...(result.drift === undefined ? [] : [['drift', 'Drift']]),
    ...(result.gaps.length > 0 || result.findings.some(({ verdict }) => verdict === 'unknown')
      ? [['unknown', 'Not known']]
      : []),
    ...(decisions(page) ? [['decisions', 'Decided']] : []),
    ...(trend(page) ? [['trend', 'Trend']] : []),
    ...(groups.length > 0 ? [['systems', 'Systems and findings']] : []),
    ...(result.requirements.length > 0 ? [['requirements', 'Requirements']] : []),
    ['run', 'This run'],
  ];
  return markup`<nav aria-label="Contents"><ul>${links.map(([id, says]) => markup`<li><a href=${`#${id}`}>${says}</a></li>`)}</ul></nav>`;
}

function* systems(page: Page): Generator<string> {
  yield '<section id="systems" aria-labelledby="systems-title"><h2 id="systems-title">Systems and findings</h2>';
  yield print(filters(page));
  if (page.result.wiring.length > 0) yield print(legend());
  yield* systemSections(page);
  yield '</section>';
}
