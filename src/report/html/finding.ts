/** One failure or unknown in the page: what, why it matters, how to mend it, and what was seen. */

import type { Finding, RuleSummary } from '../../model/finding.ts';
import { foldId, subscriptionOf } from '../../model/resource-id.ts';
import { findingAnchor } from '../anchor.ts';
import { sayEvidence } from '../evidence.ts';
import { GATE_WORD } from '../gate.ts';
import { place } from '../places.ts';
import { portalLink } from '../portal.ts';
import { name, printable, sentence, stopped } from '../printable.ts';
import { sayWaived } from '../review.ts';
import { findingState } from '../state.ts';
import { html, type Markup } from './markup.ts';
import type { Page } from './page.ts';

const WORDING = { ids: false, most: 10 };

/** `others` are unknowns by the same rule for the same reason; `system` is the number that filters know the system by. */
export function findingItem(page: Page, finding: Finding, others: readonly Finding[], system: number): Markup {
  const { verdict, level, because, message, impact, fix, requirement, subject, waived, baseline, gate } = finding;
  const state = findingState(finding);
  const rule = page.rules.get(finding.rule);
  const anchor = anchorOf(finding);
  const unknown = verdict === 'unknown';
  const title = sentence(rule?.title ?? finding.rule);
  const says = sentence(message);
  return html`<article
    class=${`finding ${state}`}
    id=${anchor}
    data-level=${level}
    data-verdict=${state === 'waived' ? state : verdict}
    data-system=${system}
    data-requirement=${printable(requirement)}
    data-subscription=${subscriptionNumbers(page, [finding, ...others])}
  >
    <h4>
      <span class=${`tag ${state}`}>${state === 'unknown' || state === 'waived' ? `${state} · ${level}` : level}</span> ${baseline === 'new' && html`<span class="tag">new</span> `}${gate !== undefined && html`<span class="tag">${GATE_WORD[gate]}</span> `}${title}${unknown && '?'}
      ${' '}<a class="self" href=${`#${anchor}`} aria-label=${`Link to: ${title}, ${name(subject.name)}`}>#</a>
    </h4>
    ${says !== title && html`<p>${says}</p>`}
    ${waived !== undefined && html`<p><b>Waived</b> ${sayWaived(waived)}</p>`}
    ${unknown && html`<p><b>Not known because</b> ${stopped(sentence(because ?? 'a fact that it needs could not be read'))}</p>`}
    ${impact !== undefined && html`<p class="impact"><b>${unknown ? 'If so' : level === 'error' ? 'Breaks' : 'Impact'}</b> ${sentence(impact)}</p>`}
    ${fix !== undefined && html`<p><b>Fix</b> ${sentence(fix.say)}</p>`}
    ${fix?.az !== undefined && command(fix.az, title)}
    ${others.length > 0 ? about([finding, ...others]) : seen(finding)}
    ${meta(page, finding, rule, others.length > 0)}
  </article>`;
}

/** The id of a finding's place in the page. */
export function anchorOf({ rule, subject }: Finding): string {
  return findingAnchor(rule, subject.id);
}

function command(az: string, title: string): Markup {
  return html`<div class="command">
    <pre tabindex="0"><code>${printable(az)}</code></pre>
    <button type="button" class="copy" aria-label=${`Copy the command for: ${title}`}>Copy</button>
  </div>`;
}

function about(findings: readonly Finding[]): Markup {
  return html`<details>
    <summary>About ${findings.length} in all</summary>
    <ul class="about">
      ${findings.map(
        (each, index) =>
          html`<li id=${index === 0 ? undefined : anchorOf(each)}><bdi>${name(each.subject.name)}</bdi> (${place(each.subject.id)})</li>`,
      )}
    </ul>
  </details>`;
}

function seen({ evidence }: Finding): Markup | false {
  if (evidence.length === 0) return false;
  const statements = evidence.map(each => sayEvidence(each, WORDING));
  return html`<details class="seen">
    <summary>What was seen</summary>
    <ul>
      ${statements.map(
        ({ says, details }) =>
          html`<li>${says}${details.length > 0 && html`<ul>${details.map(detail => html`<li>${detail}</li>`)}</ul>`}</li>`,
      )}
    </ul>
  </details>`;
}

function meta(page: Page, finding: Finding, rule: RuleSummary | undefined, isGroup: boolean): Markup {
  const { subject, location, requirement } = finding;
  const portal = portalLink(page.result.cloud, subject.id);
  return html`<p class="meta">
    ${!isGroup && html`<span><bdi>${name(subject.name)}</bdi> (${place(subject.id)})</span>`}
    ${!isGroup && portal !== undefined && html`<a href=${portal} rel="noreferrer">Azure portal</a>`}
    <span>${name(requirement)}</span><span>${name(finding.rule)}</span>
    ${rule !== undefined && isWeb(rule.see) && html`<a href=${rule.see} rel="noreferrer">Document</a>`}
    <span>${name(location.file, 300)}:${location.line}:${location.column}</span>
  </p>`;
}

/** Rules of users may name any address: only one of the web becomes a link. */
export function isWeb(address: string): boolean {
  return /^https?:\/\//i.test(address);
}

function subscriptionNumbers({ subscriptions }: Page, findings: readonly Finding[]): string {
  const numbers = findings.map(({ subject }) => subscriptions.indexOf(subscriptionOf(foldId(subject.id)) ?? ''));
  return [...new Set(numbers)].filter(number => number >= 0).join(' ');
}
