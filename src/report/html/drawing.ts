/** Draws the wiring of a system as inline SVG, and says the same in words. */

import type { SystemWiring, WiringColumn, WiringMark } from '../../model/system-wiring.ts';
import { findingAnchor } from '../anchor.ts';
import { place } from '../places.ts';
import { count, name, sentence } from '../printable.ts';
import { STATE_SIGN, STATE_WORD, STATES, type State, stateOf } from '../state.ts';
import { type Box, type Curve, layOut } from './layout.ts';
import { html, type Markup } from './markup.ts';

export const COLUMN_TITLE: { readonly [column in WiringColumn]: string } = {
  system: 'System',
  setting: 'Setting',
  identity: 'Identity',
  grant: 'Role @ scope',
  resource: 'Resource',
};

/** A drawing wider than this is not made to fit a phone: it scrolls. */
export const NARROW = 820;

/** Titles of rules by their ids. */
export type Titles = ReadonlyMap<string, string>;

/** `id` is unique in the page, `of` is the system's name. */
export function drawing(wiring: SystemWiring, id: string, of: string, titles: Titles): Markup {
  const { width, height, columns, boxes, curves } = layOut(wiring);
  const loud = curves.filter(({ link }) => isLoud(stateOf(link)));
  return html`<figure class="wiring" aria-label=${`Wiring of ${of}`}>
    <div class="scroll" tabindex="0" role="region" aria-label=${`Drawing of the wiring of ${of}`}>
      <svg class=${width > NARROW ? 'wide' : 'whole'} viewBox=${`0 0 ${width} ${height}`} width=${width} height=${height} role="group" aria-labelledby=${`${id}-says`}>
        <title id=${`${id}-says`}>${summary(wiring, of)}</title>
        ${columns.map(({ column, x }) => html`<text class="column" x=${x} y="18">${COLUMN_TITLE[column]}</text>`)}
        ${curves.map(({ link, path }) => html`<path class=${`link ${stateOf(link)}`} d=${path} />`)}
        ${boxes.map(box => boxOf(box, titles))}
        ${loud.map(each => signOf(each, titles))}
      </svg>
    </div>
    <figcaption>
      <details class="words">
        <summary>The wiring of ${of} in words</summary>
        <ul>${inWords(wiring, titles)}</ul>
      </details>
    </figcaption>
  </figure>`;
}

/** What the lines and signs mean. */
export function legend(): Markup {
  return html`<ul class="legend" aria-label="Legend of the drawings">
    ${STATES.map(
      state => html`<li>
        <svg width="44" height="18" viewBox="0 0 44 18" aria-hidden="true">
          <path class=${`link ${state}`} d="M1 9H43" />
          ${isLoud(state) && sign(state, 22, 9)}
        </svg>
        ${STATE_WORD[state]}
      </li>`,
    )}
  </ul>`;
}

function boxOf({ node, x, y, width, height, lines, below }: Box, titles: Titles): Markup {
  const state = stateOf(node);
  const full = [name(node.name), name(node.what), ...(node.at === undefined ? [] : [name(node.at, 1000)])].join('\n');
  return html`<g class=${`box ${state}${isMinor(node) ? ' minor' : ''}`}>
    <title>${full}</title>
    <rect x=${x} y=${y} width=${width} height=${height} rx="8" />
    <svg x=${x + 12} y=${y} width=${width - 20} height=${height}>
      ${lines.map((line, index) => html`<text class="name" x="0" y=${22 + index * 17}>${line}</text>`)}
      <text class="what" x="0" y=${height - 12}>${below}</text>
    </svg>
    ${isLoud(state) && linked(node, titles, sign(state, x + width - 4, y + 4))}
  </g>`;
}

function signOf({ link, x, y }: Curve, titles: Titles): Markup {
  return linked(link, titles, sign(stateOf(link), x, y));
}

function sign(state: State, x: number, y: number): Markup {
  return html`<g class=${`sign ${state}`}>
    <circle cx=${x} cy=${y} r="9.5" />
    <text x=${x} y=${y + 4.5} text-anchor="middle">${STATE_SIGN[state]}</text>
  </g>`;
}

/** The sign leads to the worst finding that it stands for. */
function linked(mark: WiringMark, titles: Titles, content: Markup): Markup {
  const [worst] = mark.by;
  if (worst === undefined) return content;
  const label = `${STATE_WORD[stateOf(mark)]}: ${reasons(mark, titles)}`;
  return html`<a href=${`#${findingAnchor(worst.rule, worst.subject)}`} aria-label=${label}>
    <title>${label}</title>${content}
  </a>`;
}

/** An unknown that could at most be a warning: it does not make the wiring doubtful. */
function isMinor({ verdict, level }: WiringMark): boolean {
  return verdict === 'unknown' && level !== 'error';
}

function isLoud(state: State): boolean {
  return state !== 'works' && state !== 'unjudged';
}

function summary({ nodes, links }: SystemWiring, of: string): string {
  const parts = STATES.filter(isLoud).flatMap(state => {
    const number = [...nodes, ...links].filter(each => stateOf(each) === state).length;
    return number > 0 ? [`${count(number, 'part')} ${STATE_WORD[state]}`] : [];
  });
  return `Wiring of ${of}: ${parts.length > 0 ? parts.join(', ') : 'everything that was judged works'}`;
}

/** A line for each link, and one for each node that something is said of. */
function inWords({ nodes, links }: SystemWiring, titles: Titles): Markup[] {
  const names = new Map(
    nodes.map(node => [
      node.id,
      node.column === 'grant' && node.at !== undefined
        ? `${name(node.name)} @ ${place(node.at)}`
        : `${name(node.name)} (${name(node.what)})`,
    ]),
  );
  return [
    ...links.map(link => lineOf(link, `${names.get(link.from) ?? '?'} → ${names.get(link.to) ?? '?'}`, titles)),
    ...nodes.filter(node => isLoud(stateOf(node))).map(node => lineOf(node, names.get(node.id)!, titles)),
  ];
}

function lineOf(mark: WiringMark, says: string, titles: Titles): Markup {
  const state = stateOf(mark);
  const why = isLoud(state) && mark.by.length > 0 ? ` – ${reasons(mark, titles)}` : '';
  return html`<li class=${state}>${says}: <strong>${STATE_WORD[state]}</strong>${why}</li>`;
}

function reasons({ by }: WiringMark, titles: Titles): string {
  return [...new Set(by.map(({ rule }) => sentence(titles.get(rule) ?? rule)))].join('; ');
}
