/** Draws a system as it was approved and as it is, as one inline SVG in which either side can be looked at alone. */

import type { DriftMark, DriftState, DriftWiring } from '../../model/drift-review.ts';
import { systemAnchor } from '../anchor.ts';
import { place } from '../places.ts';
import { count, name } from '../printable.ts';
import { COLUMN_TITLE, NARROW } from './drawing.ts';
import { type Box, type Curve, layOut } from './layout.ts';
import { html, type Markup } from './markup.ts';

type State = Exclude<DriftState, 'same'>;

/** The order of the legend. */
const STATES: readonly State[] = ['removed', 'added', 'altered', 'unread'];

const WORD: { readonly [state in State]: string } = {
  removed: 'no more',
  added: 'new',
  altered: 'altered',
  unread: 'not known',
};

const SAYS: { readonly [state in State]: string } = {
  removed: 'approved as part of the wiring, and no part of it now',
  added: 'part of the wiring now, and not approved',
  altered: 'changed since it was approved',
  unread: 'approved, and not known to be there',
};

const SIGN: { readonly [state in State]: string } = { removed: '−', added: '+', altered: '≠', unread: '?' };

/** Views of a drawing; what only one side has is hidden in the other. */
const VIEWS: readonly (readonly [value: string, says: string])[] = [
  ['both', 'Both'],
  ['approved', 'As approved'],
  ['now', 'As it is'],
];

/** The numbers that the page gives to changes, by their positions in the review; one that it leaves out has none. */
export type Numbers = ReadonlyMap<number, number>;

/** The id of a change's place in the page. */
export function changeAnchor(number: number): string {
  return `change-${number}`;
}

/** The id of the heading of a system's drawing. */
export function driftAnchor({ system }: DriftWiring): string {
  return `drift-${systemAnchor(system)}`;
}

export function driftDrawing(wiring: DriftWiring, numbers: Numbers): Markup {
  const { width, height, columns, boxes, curves } = layOut(wiring);
  const id = driftAnchor(wiring);
  const of = name(wiring.name);
  return html`<figure class="wiring" aria-label=${`Wiring of ${of}, approved and as it is`}>
    <fieldset class="views"><legend>Show</legend>${VIEWS.map(
      ([value, says]) =>
        html`<label><input type="radio" name=${`view-${id}`} value=${value} checked=${value === 'both'} autocomplete="off" /> ${says}</label>`,
    )}</fieldset>
    <div class="scroll" tabindex="0" role="region" aria-label=${`Drawing of what changed in the wiring of ${of}`}>
      <svg class=${width > NARROW ? 'wide' : 'whole'} viewBox=${`0 0 ${width} ${height}`} width=${width} height=${height} role="group" aria-labelledby=${`${id}-says`}>
        <title id=${`${id}-says`}>${summary(wiring)}</title>
        ${columns.map(({ column, x }) => html`<text class="column" x=${x} y="18">${COLUMN_TITLE[column]}</text>`)}
        ${curves.map(({ link, path }) => html`<path class=${`link ${link.is}`} d=${path} />`)}
        ${boxes.map(box => boxOf(box, numbers))}
        ${curves.map(curve => signOf(curve, numbers))}
      </svg>
    </div>
    <figcaption>
      <details class="words">
        <summary>What changed in the wiring of ${of}, in words</summary>
        <ul>${inWords(wiring, numbers)}</ul>
      </details>
    </figcaption>
  </figure>` as Markup;
}

/** What the lines and signs of these drawings mean. */
export function driftLegend(): Markup {
  return html`<ul class="legend" aria-label="Legend of the drawings of changes">
    ${STATES.map(
      state => html`<li>
        <svg width="44" height="20" viewBox="0 0 44 20" aria-hidden="true">
          <path class=${`link ${state}`} d="M1 10H43" />${sign(state, 22, 10)}
        </svg>
        <span><b>${WORD[state]}</b>: ${SAYS[state]}</span>
      </li>`,
    )}
  </ul>` as Markup;
}

function boxOf({ node, x, y, width, height, lines, below }: Box<DriftWiring['nodes'][number]>, numbers: Numbers) {
  const { is } = node;
  const full = [name(node.name), name(node.what), ...(node.at === undefined ? [] : [name(node.at, 1000)])].join('\n');
  return html`<g class=${`box ${is}`}>
    <title>${full}</title>
    <rect x=${x} y=${y} width=${width} height=${height} rx="8" />
    <svg x=${x + 12} y=${y} width=${width - 20} height=${height}>
      ${lines.map((line, index) => html`<text class="name" x="0" y=${22 + index * 17}>${line}</text>`)}
      <text class="what" x="0" y=${height - 12}>${below}</text>
    </svg>
    ${is !== 'same' && linkedTo(node, numbers, html`${flag(is, x + width - 6, y - 1)}` as Markup)}
  </g>` as Markup;
}

function signOf({ link, x, y }: Curve<DriftWiring['links'][number]>, numbers: Numbers): Markup | false {
  const { is } = link;
  // What is altered is a thing, and has its sign there.
  if (is === 'same' || is === 'altered') return false;
  return linkedTo(link, numbers, html`${sign(is, x, y)}` as Markup);
}

function sign(is: State, x: number, y: number): Markup {
  return html`<g class=${`sign ${is}`}>
    <circle cx=${x} cy=${y} r="9.5" />
    <text x=${x} y=${y + 4.5} text-anchor="middle">${SIGN[is]}</text>
  </g>` as Markup;
}

/** A sign with its word, that ends at a place. */
function flag(is: State, x: number, y: number): Markup {
  const width = 26 + WORD[is].length * 7;
  return html`<g class=${`sign ${is}`}>
    <rect x=${x + 10 - width} y=${y - 9.5} width=${width} height="19" rx="9.5" />
    <text x=${x + 20 - width} y=${y + 4.5} text-anchor="middle">${SIGN[is]}</text>
    <text class="word" x=${x + 28 - width} y=${y + 4}>${WORD[is]}</text>
  </g>` as Markup;
}

/** The sign leads to the first change that it stands for. */
function linkedTo({ is, changes }: DriftMark, numbers: Numbers, content: Markup): Markup {
  const first = changes.map(change => numbers.get(change)).find(number => number !== undefined);
  const says = is === 'same' ? '' : `${WORD[is]}: ${SAYS[is]}`;
  if (first === undefined) return html`<g class=${is}><title>${says}</title>${content}</g>` as Markup;
  return html`<a class=${is} href=${`#${changeAnchor(first)}`} aria-label=${`${says}; change ${first}`}><title>${says}</title>${content}</a>` as Markup;
}

function summary({ name: system, nodes, links }: DriftWiring): string {
  const parts = STATES.flatMap(state => {
    const number = [...nodes, ...links].filter(({ is }) => is === state).length;
    return number > 0 ? [`${count(number, 'part')} ${WORD[state]}`] : [];
  });
  return `Wiring of ${name(system)} since it was approved: ${parts.join(', ')}`;
}

/** A line for each part that is not the same on both sides. */
function inWords({ nodes, links }: DriftWiring, numbers: Numbers): Markup[] {
  const names = new Map(
    nodes.map(({ id, column, name: called, what, at }) => [
      id,
      column === 'grant' && at !== undefined ? `${name(called)} @ ${place(at)}` : `${name(called)} (${name(what)})`,
    ]),
  );
  const line = ({ is, changes }: DriftMark, says: string) =>
    is === 'same'
      ? []
      : [html`<li class=${is}>${says}: <strong>${WORD[is]}</strong>${sayChanges(changes, numbers)}</li>` as Markup];
  return [
    ...nodes.flatMap(node => line(node, names.get(node.id)!)),
    ...links.flatMap(link => line(link, `${names.get(link.from) ?? '?'} → ${names.get(link.to) ?? '?'}`)),
  ];
}

function sayChanges(changes: readonly number[], numbers: Numbers): string {
  const said = changes.flatMap(change => numbers.get(change) ?? []);
  return said.length === 0 ? '' : `, change ${said.join(', ')}`;
}
