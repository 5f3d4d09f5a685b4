/** What people decided, and what they should look after: waivers with their last day, what is fixed, and notices. */

import type { Finding } from '../../model/finding.ts';
import type { Waived } from '../../model/waiver.ts';
import { placeText } from '../places.ts';
import { name, sentence, stopped } from '../printable.ts';
import { sayBaseline, sayFixed } from '../review.ts';
import { anchorOf } from './finding.ts';
import { list } from './list.ts';
import { html, type Markup } from './markup.ts';
import type { Page } from './page.ts';

/** The section, where there is anything to say. */
export function decisions({ result, titles }: Page): Markup | false {
  const { findings, baseline, rules, notices } = result;
  const waived = findings.flatMap(finding =>
    finding.waived === undefined ? [] : [[finding, finding.waived] as const],
  );
  if (waived.length + notices.length === 0 && baseline === undefined) return false;
  const fixed = baseline === undefined ? [] : sayFixed(baseline, rules);
  return html`<section id="decisions" aria-labelledby="decisions-title">
    <h2 id="decisions-title">What was decided</h2>
    ${baseline !== undefined && html`<p>${sayBaseline(baseline, findings)}.</p>`}
    ${list(
      'To look after',
      notices.map(({ says, location }) => html`<code>${placeText(location)}</code> ${sentence(says)}`),
    )}
    ${list(
      'Waived',
      waived.map(([finding, how]) => waivedItem(finding, how, titles)),
    )}
    ${list(
      'Fixed since the baseline',
      fixed.map(each => html`${each}`),
    )}
  </section>`;
}

function waivedItem(finding: Finding, { because, until, by, location }: Waived, titles: Page['titles']): Markup {
  const { rule, subject, level } = finding;
  return html`<span class="tag">waived · ${level}</span> <a href=${`#${anchorOf(finding)}`}>${sentence(titles.get(rule) ?? rule)}</a>: <bdi>${name(subject.name)}</bdi>. ${stopped(sentence(because))} <b>Until ${until}</b>${by !== undefined && html`, by <bdi>${name(by)}</bdi>`} <code>${placeText(location)}</code>`;
}
