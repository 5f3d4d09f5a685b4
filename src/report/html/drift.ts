/** The approved wiring beside the wiring as it is: drawn, and change by change with who made it and when. */

import type { DriftReview, DriftWiring, ReviewedChange } from '../../model/drift-review.ts';
import type { Finding } from '../../model/finding.ts';
import { foldId } from '../../model/resource-id.ts';
import { placeText } from '../places.ts';
import { count, name, printable, sentence, stopped } from '../printable.ts';
import { findingState } from '../state.ts';
import { changeAnchor, driftAnchor, driftDrawing, driftLegend, type Numbers } from './drift-drawing.ts';
import { anchorOf } from './finding.ts';
import { list } from './list.ts';
import { html, type Markup, print } from './markup.ts';
import type { Page } from './page.ts';

const MOST_CHANGES = 500;
const MOST_DRAWINGS = 60;

/** The section, in small chunks; nothing where nothing was compared. */
export function* driftSection({ result, titles }: Page): Generator<string> {
  const { drift, findings } = result;
  if (drift === undefined) return;
  const { changes, wiring, unread } = drift;
  const failures = failuresOf(findings);
  yield '<section id="drift" aria-labelledby="drift-title"><h2 id="drift-title">What differs from the approved wiring</h2>';
  yield print(sum(drift));
  const groups = grouped(drift);
  const shown = groups.flatMap(({ own }) => own).slice(0, MOST_CHANGES);
  const numbers = new Map(shown.map((index, position) => [index, position + 1]));
  if (wiring.length > 0) yield print(driftLegend());
  let drawings = MOST_DRAWINGS;
  for (const { system, own } of groups) {
    yield print(
      html`<div class="drifted">
        ${title(system, groups.length)}
        ${system !== undefined && drawings > 0 && driftDrawing(system, numbers)}
        ${system !== undefined && drawings === 0 && html`<p class="cut">Only the first ${MOST_DRAWINGS} systems are drawn; the JSON report has the drawings of all.</p>`}
        ${items(
          own.filter(index => numbers.has(index)),
          { changes, numbers, failures, titles },
        )}
      </div>`,
    );
    if (system !== undefined) drawings = Math.max(0, drawings - 1);
  }
  if (changes.length > shown.length)
    yield print(
      html`<p class="cut">${count(changes.length - shown.length, 'more change')}: the JSON report has them all.</p>`,
    );
  const left = list(
    'Approved, and could not be compared',
    unread.map(
      ({ topic, because, facts }) => html`${count(facts, 'fact')} (${name(topic)}): ${stopped(sentence(because))}`,
    ),
  );
  if (left) yield print(left);
  if (changes.length > 0) yield print(asDiff(drift, shown));
  yield '</section>';
}

/** Changes by the drawing that they show in, by their positions; what has no place in any comes last. */
function grouped({
  changes,
  wiring,
}: DriftReview): { readonly system?: DriftWiring; readonly own: readonly number[] }[] {
  const rest = new Set(changes.keys());
  const groups = wiring.map(system => {
    const drawn = new Set([...system.nodes, ...system.links].flatMap(part => part.changes));
    const isOwn = (index: number) => foldId(changes[index]!.system ?? '') === foldId(system.system);
    const own = [...rest].filter(index => drawn.has(index) || isOwn(index));
    for (const index of own) rest.delete(index);
    return { system, own };
  });
  return rest.size === 0 ? groups : [...groups, { own: [...rest] }];
}

function sum({ lock, changes, unread, unchanged }: DriftReview): Markup {
  const left = unread.reduce((all, { facts }) => all + facts, 0);
  const says =
    changes.length === 0 ? 'Nothing that could be compared has changed.' : `${count(changes.length, 'change')}.`;
  return html`<p><b>${says}</b> ${count(unchanged, 'fact')} ${unchanged === 1 ? 'is' : 'are'} as approved in <code>${name(lock, 300)}</code>${left > 0 && html`; <b>${count(left, 'fact')}</b> could not be compared`}.</p>` as Markup;
}

function title(system: DriftWiring | undefined, groups: number): Markup | false {
  if (system === undefined) return groups > 1 && (html`<h3>Elsewhere</h3>` as Markup);
  return html`<h3 id=${driftAnchor(system)}><bdi>${system.name === '' ? '(no name)' : name(system.name)}</bdi></h3>` as Markup;
}

type Told = {
  readonly changes: readonly ReviewedChange[];
  readonly numbers: Numbers;
  readonly failures: ReadonlyMap<string, Finding>;
  readonly titles: Page['titles'];
};

function items(own: readonly number[], told: Told): Markup | false {
  if (own.length === 0) return false;
  return html`<ol class="changes">${own.map(index => item(told.changes[index]!, told.numbers.get(index)!, told))}</ol>` as Markup;
}

function item(change: ReviewedChange, number: number, { failures, titles }: Told): Markup {
  const { is, what, before, after, made, location, path } = change;
  const failure = failures.get(change.subject);
  return html`<li id=${changeAnchor(number)} value=${number}>
    <p><span class="kind">${number}.</span> <b><span class="mark" aria-hidden="true">${MARK[is] ?? '≠'}</span> ${is}</b> <bdi>${name(what, 300)}</bdi>
      ${failure !== undefined && html` <span class=${`tag ${findingState(failure)}`}>${failure.waived === undefined ? failure.level : 'waived'}</span> <a href=${`#${anchorOf(failure)}`}>${sentence(titles.get(failure.rule) ?? failure.rule)}</a>`}</p>
    <dl class="sides">
      <div class="was"><dt>Approved</dt><dd>${value(before, 'nothing')}</dd></div>
      <div class="is"><dt>Now</dt><dd>${value(after, 'not there')}</dd></div>
    </dl>
    <p class="about">${sentence(made.charAt(0).toUpperCase() + made.slice(1))} · <code>${placeText(location)}</code> · ${path.map(key => name(key, 300)).join(' › ')}</p>
  </li>` as Markup;
}

const MARK: { readonly [is: string]: string } = { added: '+', removed: '−' };

function value(text: string, none: string): Markup {
  return text === ''
    ? (html`<span class="nothing">${none}</span>` as Markup)
    : (html`<code>${name(text, 1000)}</code>` as Markup);
}

/** As the lock would differ. */
function asDiff({ lock, changes }: DriftReview, shown: readonly number[]): Markup {
  const lines = shown
    .toSorted((a, b) => a - b)
    .flatMap(index => {
      const { path, before, after, location } = changes[index]!;
      const key = path.length > 2 ? `${name(path.at(-1)!, 300)}: ` : '';
      const line = (mark: string, of: string, text: string) =>
        html`<span class=${of}>${mark} ${key}${name(text, 1000)}${'\n'}</span>` as Markup;
      return [
        html`<span class="at">@@ ${placeText(location)} ${path
          .slice(0, -1)
          .map(part => name(part, 300))
          .join(' > ')}${'\n'}</span>` as Markup,
        ...(before === '' ? [] : [line('-', 'was', before)]),
        ...(after === '' ? [] : [line('+', 'is', after)]),
      ];
    });
  return html`<details class="quiet"><summary>The same as a diff of ${printable(name(lock, 300))}</summary><pre class="diff" tabindex="0">${lines}</pre></details>` as Markup;
}

/** The gravest failure on each change, one that counts before one that is waived. */
function failuresOf(findings: readonly Finding[]): Map<string, Finding> {
  const found = new Map<string, Finding>();
  for (const finding of findings) {
    const { verdict, subject, waived } = finding;
    if (verdict !== 'fail' || subject.kind !== 'drift.change') continue;
    const other = found.get(subject.id);
    if (other === undefined || (other.waived !== undefined && waived === undefined)) found.set(subject.id, finding);
  }
  return found;
}
