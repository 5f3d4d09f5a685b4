/** Requirements of the documents against systems, and what each of them says. */

import { type Finding, LEVELS, type Requirement } from '../../model/finding.ts';
import { systemAnchor } from '../anchor.ts';
import { SHARED } from '../groups.ts';
import { count, name, sentence } from '../printable.ts';
import { type FindingState, findingState, STATE_SIGN, STATE_WORD, STATES } from '../state.ts';
import { anchorOf, isWeb } from './finding.ts';
import { html, type Markup, print } from './markup.ts';
import type { CountedGroup, Page } from './page.ts';

const MOST_ROWS = 300;

/** The section, in chunks of a row. */
export function* matrix(page: Page): Generator<string> {
  const { requirements } = page.result;
  if (requirements.length === 0) return;
  const judged = new Set(page.result.findings.map(({ requirement }) => requirement));
  const ids = requirements.flatMap(({ id }) => (judged.has(id) ? [id] : []));
  const rest = requirements.flatMap(({ id }) => (judged.has(id) ? [] : [name(id)]));
  yield '<section id="requirements" aria-labelledby="requirements-title"><h2 id="requirements-title">Requirements</h2>';
  if (ids.length > 0) {
    yield '<div class="scroll" tabindex="0" role="region" aria-label="Systems and requirements"><table class="matrix">';
    yield print(
      html`<thead><tr><th scope="col">System</th>${ids.map(id => html`<th scope="col"><a href=${`#requirement-${slug(id)}`}><span>${name(id)}</span></a></th>`)}</tr></thead>`,
    );
    yield '<tbody>';
    for (const group of page.groups.slice(0, MOST_ROWS)) yield print(row(group, ids));
    yield '</tbody></table></div>';
    if (page.groups.length > MOST_ROWS)
      yield print(
        html`<p class="cut">${count(page.groups.length - MOST_ROWS, 'more system')} are not shown: the JSON report has them all.</p>`,
      );
  }
  if (rest.length > 0) yield print(html`<p class="rest">Nothing of this estate was judged by ${rest.join(', ')}.</p>`);
  yield print(
    html`<details class="sources"><summary>What the requirements say</summary><dl>${requirements.map(entry)}</dl></details>`,
  );
  yield '</section>';
}

function row({ system, findings }: CountedGroup, ids: readonly string[]): Markup {
  const byRequirement = Map.groupBy(findings, ({ requirement }) => requirement);
  const anchor = system === undefined ? 'shared' : systemAnchor(system.id);
  const says = system === undefined ? SHARED : system.name === '' ? '(no name)' : name(system.name, 60);
  return html`<tr>
    <th scope="row"><a href=${`#${anchor}`}><bdi>${says}</bdi></a></th>
    ${ids.map(id => cell(byRequirement.get(id) ?? []))}
  </tr>`;
}

/** The worst verdict of a system's findings on one requirement, with a link to it. */
function cell(findings: readonly Finding[]): Markup {
  const worst = findings.reduce<Finding | undefined>(
    (best, each) => (best === undefined || rank(each) < rank(best) ? each : best),
    undefined,
  );
  if (worst === undefined) return html`<td class="unjudged"></td>`;
  const state = findingState(worst);
  const word = WORDS[state];
  const sign = html`<span aria-hidden="true">${SIGNS[state]}</span><span class="hidden">${word}</span>` as Markup;
  return html`<td class=${state} title=${word}>${state === 'works' || state === 'unjudged' ? sign : html`<a href=${`#${anchorOf(worst)}`}>${sign}</a>`}</td>`;
}

const SIGNS: { readonly [state in FindingState]: string } = { ...STATE_SIGN, waived: '–' };

const WORDS: { readonly [state in FindingState]: string } = {
  ...STATE_WORD,
  broken: 'error',
  works: 'passed',
  unjudged: 'not applicable',
  waived: 'waived',
};

const WORST_FIRST: readonly FindingState[] = STATES.flatMap(state => (state === 'works' ? ['waived', state] : [state]));

function rank(finding: Finding): number {
  return WORST_FIRST.indexOf(findingState(finding)) * LEVELS.length + LEVELS.indexOf(finding.level);
}

function entry({ id, says, level, source }: Requirement): Markup {
  const where = `${source.document}, ${source.section}`;
  return html`<div id=${`requirement-${slug(id)}`}>
    <dt>${name(id)}</dt>
    <dd>${sentence(says)} <span class="kind">${level}</span> ${isWeb(source.see) ? html`<a href=${source.see} rel="noreferrer">${sentence(where)}</a>` : sentence(where)}</dd>
  </div>`;
}

function slug(id: string): string {
  return id.replace(/[^a-z0-9-]/gi, '-');
}
