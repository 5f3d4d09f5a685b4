/** The beginning of the page: what is broken, what that breaks, and whether the answer can be relied on. */

import type { Finding, Result } from '../../model/finding.ts';
import { systemAnchor } from '../anchor.ts';
import { sayGate } from '../gate.ts';
import { KINDS } from '../groups.ts';
import { count, name, saidTime, sentence, stopped } from '../printable.ts';
import { isComplete, type Tally, tally, total } from '../tally.ts';
import { tags } from './badge.ts';
import { anchorOf } from './finding.ts';
import { html, type Markup } from './markup.ts';
import { type CountedGroup, isQuiet, type Page } from './page.ts';

const MOST_SYSTEMS = 200;
const MOST_BREAKS = 8;

export function masthead({ result, groups }: Page): Markup {
  const { plan, findings } = result;
  const numbers = tally(findings);
  return html`<header class="masthead">
    <p class="brand"><b>midrift</b> <span>wiring of managed identities</span></p>
    <h1>${plan === undefined ? headline(result, groups, numbers) : sayGate(result, plan).replace(/\.$/, '')}</h1>
    <p class="when">${name(result.cloud)}, as read on <time datetime=${name(result.takenAt)}>${saidTime(result.takenAt)}</time></p>
    ${incomplete(result, numbers)}
    <ul class="tiles" aria-label="Numbers">
      ${tile('broken', numbers.fail.error, 'error')}${tile('warning', numbers.fail.warning, 'warning')}
      ${tile('note', numbers.fail.note, 'note')}
      <li class="tile unknown"><b>${total(numbers.unknown)}</b> unknown</li>
      <li class="tile gaps"><b>${result.gaps.length}</b> not read whole</li>
      ${total(numbers.waived) > 0 && html`<li class="tile"><b>${total(numbers.waived)}</b> waived</li>`}
      <li class="tile works"><b>${numbers.pass}</b> passed</li>
    </ul>
  </header>`;
}

/** The systems, the worst first, with what breaks in each of them and why. */
export function glance({ groups, titles }: Page): Markup | false {
  const systems = groups.filter(({ system }) => system !== undefined);
  if (systems.length === 0) return false;
  return html`<section id="glance" aria-labelledby="glance-title">
    <h2 id="glance-title">What is broken, and what it breaks</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="Systems and what breaks in them">
    <table class="glance">
      <thead><tr><th scope="col">System</th><th scope="col">Findings</th><th scope="col">What breaks, and why</th></tr></thead>
      <tbody>
        ${systems.slice(0, MOST_SYSTEMS).map(group => row(group, titles))}
      </tbody>
    </table>
    </div>
    ${systems.length > MOST_SYSTEMS && html`<p class="cut">The other ${systems.length - MOST_SYSTEMS} systems, none of them worse, are further down.</p>`}
  </section>`;
}

function row(group: CountedGroup, titles: ReadonlyMap<string, string>): Markup {
  const { system, findings, numbers } = group;
  return html`<tr>
    <th scope="row"><a href=${`#${systemAnchor(system!.id)}`}><bdi>${system!.name === '' ? '(no name)' : name(system!.name)}</bdi></a> <span class="kind">${KINDS[system!.kind]}</span></th>
    <td>${tags(numbers)}</td>
    <td>${isQuiet(group) ? html`<span class="nothing">${numbers.pass > 0 ? 'Nothing' : 'Not known: nothing was judged'}</span>` : breaks(findings, titles)}</td>
  </tr>`;
}

/** What errors break, each said once, with links to its causes. */
function breaks(findings: readonly Finding[], titles: ReadonlyMap<string, string>): Markup {
  const errors = findings.filter(
    ({ verdict, level, waived }) => verdict === 'fail' && level === 'error' && waived === undefined,
  );
  const impacts = [...Map.groupBy(errors, ({ impact, message }) => sentence(impact ?? message))];
  if (impacts.length === 0) return html`<span class="nothing">Nothing that is known</span>`;
  const rest = impacts.length - MOST_BREAKS;
  return html`<ul class="breaks">
    ${impacts.slice(0, MOST_BREAKS).map(
      ([impact, causes]) => html`<li>
        <b>${stopped(impact)}</b>
        <ul>${causes.slice(0, MOST_BREAKS).map(cause => html`<li><a href=${`#${anchorOf(cause)}`}>${sentence(titles.get(cause.rule) ?? cause.rule)}</a></li>`)}
          ${causes.length > MOST_BREAKS && html`<li>${count(causes.length - MOST_BREAKS, 'more cause')}</li>`}</ul>
      </li>`,
    )}
    ${rest > 0 && html`<li>and ${count(rest, 'more thing')}</li>`}
  </ul>`;
}

function headline({ systems, findings }: Result, groups: readonly CountedGroup[], numbers: Tally): string {
  if (systems.length === 0 && findings.length === 0)
    return 'Nothing was judged: no cluster and no CycleCloud was found';
  if (findings.length === 0) return 'Nothing was judged: no rule looked at what was read';
  const broken = groups.filter(({ system, numbers: { fail } }) => system !== undefined && fail.error > 0).length;
  const of = systems.length === 0 ? 'what was compared' : count(systems.length, 'system');
  if (broken > 0) return `${broken} of ${of} ${broken === 1 ? 'has' : 'have'} broken wiring`;
  if (numbers.fail.error > 0) return `${count(numbers.fail.error, 'error')} in what systems share`;
  return total(numbers.unknown) > 0
    ? `No error was found, but not everything is known of ${of}`
    : `No error was found in ${of}`;
}

function incomplete(result: Result, { unknown }: Tally): Markup | false {
  const doubts = [
    ...(total(unknown) > 0
      ? [html`<a href="#unknown">${count(total(unknown), 'check')} could not be decided</a>`]
      : []),
    ...(result.gaps.length > 0
      ? [html`<a href="#gaps-title">${count(result.gaps.length, 'part')} of Azure could not be read whole</a>`]
      : []),
    ...(result.plan !== undefined && result.plan.open.length > 0
      ? [html`<a href="#plan">${count(result.plan.open.length, 'part')} of the plan could not be judged at all</a>`]
      : []),
  ];
  if (doubts.length === 0) return false;
  const says = isComplete(result) ? 'Not everything is known' : 'This result is incomplete';
  return html`<p class="incomplete"><b>${says}:</b> ${doubts.map((each, index) => html`${index > 0 && (index === doubts.length - 1 ? ', and ' : ', ')}${each}`)}.</p>`;
}

function tile(state: string, number: number, word: string): Markup {
  return html`<li class=${number === 0 ? 'tile' : `tile ${state}`}><b>${number}</b> ${number === 1 ? word : `${word}s`}</li>`;
}
