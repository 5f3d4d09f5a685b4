/** The plan that was judged: what it does to the wiring, what comes first, what it mends, and what it consists of. */

import type { Location } from '../../model/finding.ts';
import { byGate, GATE_STATES, GATE_TITLE, sayMended, sayOffline, sayOperation, sayPlan, sayRemoved } from '../gate.ts';
import { ordered } from '../groups.ts';
import { placeText } from '../places.ts';
import { count, name, sentence, stopped } from '../printable.ts';
import { findingState } from '../state.ts';
import { anchorOf } from './finding.ts';
import { list, MOST } from './list.ts';
import { html, type Markup } from './markup.ts';
import type { Page } from './page.ts';

/** The section; nothing in the page of a scan. */
export function planSection({ result, titles }: Page): Markup | false {
  const { plan } = result;
  if (plan === undefined) return false;
  const offline = sayOffline(plan);
  return html`<section id="plan" aria-labelledby="plan-title">
    <h2 id="plan-title">What this plan does to the wiring</h2>
    <p>${sentence(sayPlan(plan))}. ${sayRemoved(plan)}</p>
    ${offline !== undefined && html`<p class="cut">${offline}</p>`}
    ${GATE_STATES.map(state =>
      list(
        GATE_TITLE[state],
        ordered(byGate(result.findings, state)).map(
          finding =>
            html`<span class=${`tag ${findingState(finding)}`}>${finding.verdict === 'unknown' && 'unknown · '}${finding.level}</span> <a href=${`#${anchorOf(finding)}`}>${sentence(titles.get(finding.rule) ?? finding.rule)}${finding.verdict === 'unknown' && '?'}</a>: <bdi>${name(finding.subject.name)}</bdi> ${at(finding.location)}`,
        ),
      ),
    )}
    ${list(
      'Not judged at all',
      plan.open.map(({ says, location }) => html`${stopped(sentence(says))} ${at(location)}`),
    )}
    ${plan.first.map(
      ({ cluster, steps }) => html`<h3>To do first, before <bdi>${name(cluster)}</bdi> is deployed</h3>
        <ol class="decided steps">${steps.map(step => html`<li>${sentence(step)}</li>`)}</ol>`,
    )}
    ${list(
      'Mended by this plan',
      sayMended(plan, result.rules).map(each => html`${each}`),
    )}
    <details class="quiet">
      <summary>${count(plan.operations.length, 'operation')}</summary>
      <ul class="about">
        ${plan.operations.slice(0, MOST).map(each => html`<li>${sayOperation(each)} ${at(each.location)}</li>`)}
        ${plan.operations.length > MOST && html`<li>and ${count(plan.operations.length - MOST, 'more')}: the JSON report has them all</li>`}
      </ul>
    </details>
  </section>`;
}

function at(location: Location): Markup {
  return html`<code>${placeText(location)}</code>` as Markup;
}
