/** What could not be told, as plainly as what failed: undecided checks, parts of Azure that were not read, and late answers. */

import type { Finding } from '../../model/finding.ts';
import { sayGaps } from '../gaps.ts';
import { count, name, sentence, stopped } from '../printable.ts';
import { anchorOf } from './finding.ts';
import { html, type Markup } from './markup.ts';
import type { Page } from './page.ts';

const MOST_REASONS = 100;
const MOST_QUESTIONS = 100;
const MOST_LINKS = 12;
const MOST_GAPS = 200;

export function doubts(page: Page): Markup | false {
  const { gaps, behind, findings } = page.result;
  const unknowns = findings.filter(({ verdict }) => verdict === 'unknown');
  const said = sayGaps(gaps);
  if (unknowns.length + gaps.length + behind.length === 0) return false;
  return html`<section id="unknown" aria-labelledby="unknown-title">
    <h2 id="unknown-title">What could not be told</h2>
    ${unknowns.length > 0 && undecided(page, unknowns)}
    ${
      gaps.length > 0 &&
      html`<h3 id="gaps-title">Not read whole</h3>
    <ul class="doubts">
      ${said
        .slice(0, MOST_GAPS)
        .map(({ what, where, because }) => html`<li><b>${what}</b> at ${where}: ${stopped(because)}</li>`)}
      ${more(said.length - MOST_GAPS, 'more reason')}
    </ul>`
    }
    ${
      behind.length > 0 &&
      html`<h3>Resource Graph was behind</h3>
    <p>A direct read found this, and Resource Graph did not have it yet.</p>
    <ul class="doubts">${behind.slice(0, MOST_GAPS).map(each => html`<li>${sentence(each)}</li>`)}${more(behind.length - MOST_GAPS, 'more thing')}</ul>`
    }
  </section>`;
}

/** Each reason once, with the questions that it leaves open. */
function undecided({ titles }: Page, unknowns: readonly Finding[]): Markup {
  const reasons = [...Map.groupBy(unknowns, ({ because }) => because).entries()];
  return html`<h3>Undecided checks</h3>
    <ul class="doubts">
      ${reasons.slice(0, MOST_REASONS).map(([because, open]) => {
        const questions = [...Map.groupBy(open, ({ rule }) => rule).values()];
        return html`<li>
          Not known, because ${stopped(sentence(because ?? 'a fact that it needs could not be read'))}
          <ul>${questions.slice(0, MOST_QUESTIONS).map(alike => question(titles, alike as [Finding, ...Finding[]]))}${more(questions.length - MOST_QUESTIONS, 'more check')}</ul>
        </li>`;
      })}
      ${more(reasons.length - MOST_REASONS, 'more reason')}
    </ul>` as Markup;
}

/** What is not known of some subjects. */
function question(titles: Page['titles'], alike: readonly [Finding, ...Finding[]]): Markup {
  const [{ rule, level }] = alike;
  const names = alike
    .slice(0, MOST_LINKS)
    .map(
      (each, index) =>
        html`${index > 0 && ', '}<a href=${`#${anchorOf(each)}`}><bdi>${each.subject.name === '' ? '(no name)' : name(each.subject.name)}</bdi></a>`,
    );
  return html`<li>
    <span class="tag unknown">unknown · ${level}</span> <b>${sentence(titles.get(rule) ?? rule)}?</b> <span class="about">${names}${alike.length > MOST_LINKS && ` and ${alike.length - MOST_LINKS} more`}</span>
  </li>` as Markup;
}

function more(number: number, what: string): Markup | false {
  return number > 0 && html`<li>and ${count(number, what)}: the JSON report has them all</li>`;
}
