/** Draws what is broken or not known in the wiring as a Mermaid flowchart. */

import { type SystemWiring, WIRING_COLUMNS, type WiringLink, type WiringNode } from '../model/system-wiring.ts';
import { place } from './places.ts';
import { name } from './printable.ts';
import { STATE_WORD, type State, stateOf } from './state.ts';

/** Mermaid draws no more than 500 links and 50,000 characters unless configured; a reader takes in far fewer. */
const MOST_LINKS = 60;

const ARROWS: { readonly [state in State]: string } = {
  broken: '-. "× broken" .->',
  unknown: '-. "? not known" .->',
  warning: '-- "! warning" -->',
  note: '-- "i note" -->',
  works: '-->',
  unjudged: '---',
};

/** The chart, and how many systems with something to show were left out of it. */
export type Chart = { readonly text: string; readonly left: number };

/** Of each system, the ways that lead to something broken or not known; nothing where everything works. */
export function mermaid(systems: readonly SystemWiring[]): Chart | undefined {
  const found = systems.map(wiring => ({ wiring, links: doubtful(wiring) })).filter(({ links }) => links.size > 0);
  if (found.length === 0) return undefined;
  const lines = ['flowchart LR'];
  let left = 0;
  let room = MOST_LINKS;
  found.forEach(({ wiring, links }, index) => {
    if (links.size > room) {
      left += 1;
      return;
    }
    room -= links.size;
    lines.push(...subgraph(wiring, links, index));
  });
  lines.push(
    '  classDef broken stroke:#b42318,stroke-width:3px',
    '  classDef unknown stroke:#6a3aa6,stroke-width:2px,stroke-dasharray:4 3',
  );
  return { text: lines.join('\n'), left };
}

function subgraph({ nodes }: SystemWiring, links: ReadonlySet<WiringLink>, index: number): string[] {
  const used = new Set([...links].flatMap(({ from, to }) => [from, to]));
  const drawn = nodes.filter(({ id }) => used.has(id));
  const ids = new Map(drawn.map(({ id }, position) => [id, `s${index}n${position}`]));
  const root = nodes.find(({ column }) => column === WIRING_COLUMNS[0]);
  return [
    `  subgraph s${index} ["${label(nameOf(root?.name ?? ''))}"]`,
    // Without it, Mermaid turns what is in a part the other way.
    '    direction LR',
    ...drawn.map(node => `    ${ids.get(node.id)}["${says(node)}"]${classOf(node)}`),
    ...[...links].map(link => `    ${ids.get(link.from)} ${ARROWS[stateOf(link)]} ${ids.get(link.to)}`),
    '  end',
  ];
}

/** The links that are broken or not known, those at such a node, and the way from the system to them. */
function doubtful({ nodes, links }: SystemWiring): Set<WiringLink> {
  const known = new Set(nodes.map(({ id }) => id));
  const whole = links.filter(({ from, to }) => known.has(from) && known.has(to));
  const bad = new Set(nodes.filter(isDoubtful).map(({ id }) => id));
  const found = new Set(whole.filter(link => isDoubtful(link) || bad.has(link.to)));
  const into = Map.groupBy(whole, ({ to }) => to);
  // A set grows while it is walked: each link brings in those before it.
  for (const { from } of found) for (const link of into.get(from) ?? []) found.add(link);
  return found;
}

/** What at most could be a warning is not drawn. */
function isDoubtful(mark: WiringNode | WiringLink): boolean {
  return mark.level === 'error' && (mark.verdict === 'fail' || mark.verdict === 'unknown');
}

function says(node: WiringNode): string {
  const state = stateOf(node);
  const mark = isDoubtful(node) ? ` (${STATE_WORD[state]})` : '';
  const below = node.column === 'grant' && node.at !== undefined ? `@ ${place(node.at)}` : name(node.what);
  return `${label(`${nameOf(node.name)}${mark}`)}<br/>${label(below)}`;
}

/** A label without text would be an error of syntax. */
function nameOf(text: string): string {
  return text.trim() === '' ? '(no name)' : name(text);
}

function classOf(node: WiringNode): string {
  return isDoubtful(node) ? `:::${stateOf(node)}` : '';
}

/** Where Mermaid reads on after its codes: an end of line (`\n`), a formula (`$$`), an icon (`fa:fa-…`), a code of its own (`ﬂ°`). */
const READ_LATE = /(?<=\\)(?=n)|(?<=\$)(?=\$)|(?<=:)(?=fa)|(?<=ﬂ)/gi;

/** Everything but letters, digits and plain marks as Mermaid's own codes: a name can end no label and start no markup. */
function label(text: string): string {
  return text
    .replace(READ_LATE, '\u200b')
    .replace(/[^\p{L}\p{N} .,/@()-]/gu, character => `#${character.codePointAt(0)};`);
}
