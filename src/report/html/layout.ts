/** Where the parts of a drawing stand: columns from left to right, each in an order that keeps links from crossing. */

import { wrapAnsi } from 'fast-wrap-ansi';
import { parseResourceId } from '../../model/resource-id.ts';
import { WIRING_COLUMNS, type WiringColumn, type WiringLink, type WiringNode } from '../../model/system-wiring.ts';
import { place } from '../places.ts';
import { cut, name } from '../printable.ts';

/** What a node of any drawing has, whatever it is marked with. */
type Node = Pick<WiringNode, 'id' | 'column' | 'name' | 'what' | 'at'>;
type Link = Pick<WiringLink, 'from' | 'to'>;

export type Box<N extends Node = WiringNode> = {
  readonly node: N;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The name, on as many lines as it takes, and what it is. */
  readonly lines: readonly string[];
  readonly below: string;
};

export type Curve<L extends Link = WiringLink> = {
  readonly link: L;
  readonly path: string;
  /** The middle, for the sign. */
  readonly x: number;
  readonly y: number;
};

export type Layout<N extends Node, L extends Link> = {
  readonly width: number;
  readonly height: number;
  readonly columns: readonly { readonly column: WiringColumn; readonly x: number }[];
  readonly boxes: readonly Box<N>[];
  readonly curves: readonly Curve<L>[];
};

const WIDTHS: { readonly [column in WiringColumn]: number } = {
  system: 156,
  setting: 184,
  identity: 176,
  grant: 226,
  resource: 206,
};
const GAP = { x: 60, y: 16 };
const TOP = 34;
const MARGIN = 10;
const LINE = 17;
const MOST_LINES = 2;
/** The width of a letter at 13 pixels, on the safe side. */
const LETTER = 8.4;

/** Links to nodes that are not there are left out. */
export function layOut<N extends Node, L extends Link>(wiring: {
  readonly nodes: readonly N[];
  readonly links: readonly L[];
}): Layout<N, L> {
  const { nodes, links } = wiring;
  const known = new Set(nodes.map(({ id }) => id));
  const drawn = links.filter(({ from, to }) => known.has(from) && known.has(to));
  const columns = WIRING_COLUMNS.filter(column => nodes.some(node => node.column === column));
  const left = new Map<WiringColumn, number>();
  let x = MARGIN;
  for (const column of columns) {
    left.set(column, x);
    x += WIDTHS[column] + GAP.x;
  }
  const texts = new Map(nodes.map(node => [node.id, textOf(node)]));
  const heights = new Map(nodes.map(({ id }) => [id, 34 + LINE * texts.get(id)!.lines.length]));
  const centres = centresOf(
    ordered(
      columns.map(column => nodes.filter(node => node.column === column)),
      drawn,
    ),
    drawn,
    heights,
  );
  const top = Math.min(...nodes.map(({ id }) => centres.get(id)! - heights.get(id)! / 2));
  const boxes = nodes.map(node => {
    const height = heights.get(node.id)!;
    const y = centres.get(node.id)! - height / 2 - top + TOP;
    return { node, x: left.get(node.column)!, y, width: WIDTHS[node.column], height, ...texts.get(node.id)! };
  });
  const byId = new Map(boxes.map(box => [box.node.id, box]));
  return {
    width: x - GAP.x + MARGIN,
    height: Math.max(TOP, ...boxes.map(({ y, height }) => y + height)) + MARGIN,
    columns: columns.map(column => ({ column, x: left.get(column)! })),
    boxes,
    curves: drawn.map(link => curve(link, byId.get(link.from)!, byId.get(link.to)!)),
  };
}

function curve<L extends Link>(link: L, from: Box<Node>, to: Box<Node>): Curve<L> {
  const start = { x: from.x + from.width, y: from.y + from.height / 2 };
  const end = { x: to.x, y: to.y + to.height / 2 };
  const bend = (end.x - start.x) / 2;
  const point = (each: number) => Math.round(each * 10) / 10;
  const path = `M${point(start.x)} ${point(start.y)}C${point(start.x + bend)} ${point(start.y)} ${point(end.x - bend)} ${point(end.y)} ${point(end.x)} ${point(end.y)}`;
  return { link, path, x: point((start.x + end.x) / 2), y: point((start.y + end.y) / 2) };
}

function textOf(node: Node): Pick<Box, 'lines' | 'below'> {
  const letters = Math.floor((WIDTHS[node.column] - 24) / LETTER);
  const lines = wrapAnsi(name(node.name === '' ? '(no name)' : node.name), letters).split('\n');
  const rest = lines.slice(MOST_LINES - 1).join(' ');
  const kept = [...lines.slice(0, MOST_LINES - 1), rest].filter(Boolean).map(line => cut(line, letters));
  const below = node.column === 'grant' && node.at !== undefined ? `@ ${shortPlace(node.at)}` : name(node.what);
  return { lines: kept, below: cut(below, letters + 4) };
}

/** A place without its resource group: the whole id is in the box's title. */
function shortPlace(scope: string): string {
  const said = place(scope);
  const resource = parseResourceId(scope);
  return resource === undefined ? said : said.slice(0, said.lastIndexOf(' in '));
}

/** The nodes of each column, in the order of what they are linked from; what comes from the same is in the order of what it leads to. */
function ordered(columns: readonly (readonly Node[])[], links: readonly Link[]): Node[][] {
  const before = Map.groupBy(links, ({ to }) => to);
  const after = Map.groupBy(links, ({ from }) => from);
  const added = new Map(columns.flat().map(({ id }, index) => [id, index]));
  const rank = new Map<string, number>();
  return columns.map((column, depth) => {
    const keys = new Map(
      column.map(({ id }) => [
        id,
        [
          // What hangs directly on the system stands below what a setting leads to.
          mean(
            (before.get(id) ?? []).flatMap(({ from }) =>
              depth > 1 && from === columns[0]![0]?.id ? [] : rank.get(from)!,
            ),
          ) ?? Number.MAX_VALUE,
          mean((after.get(id) ?? []).map(({ to }) => added.get(to)!)) ?? 0,
        ] as const,
      ]),
    );
    const sorted = column.toSorted((a, b) => {
      const [one, two] = [keys.get(a.id)!, keys.get(b.id)!];
      // Settings stay as they were added.
      return depth < 2 ? 0 : one[0] - two[0] || one[1] - two[1];
    });
    sorted.forEach(({ id }, index) => {
      rank.set(id, index);
    });
    return sorted;
  });
}

/** The middles of all nodes: each near those that it is linked to, none over another. */
function centresOf(
  columns: readonly (readonly Node[])[],
  links: readonly Link[],
  heights: ReadonlyMap<string, number>,
): Map<string, number> {
  const centres = new Map<string, number>();
  for (const column of columns) stack(column, () => undefined, centres, heights);
  const before = Map.groupBy(links, ({ to }) => to);
  const after = Map.groupBy(links, ({ from }) => from);
  const atPredecessors = ({ id }: Node) => mean((before.get(id) ?? []).map(({ from }) => centres.get(from)!));
  const atSuccessors = ({ id }: Node) => mean((after.get(id) ?? []).map(({ to }) => centres.get(to)!));
  for (let sweep = 0; sweep < 3; sweep += 1) {
    for (const column of columns) stack(column, atPredecessors, centres, heights);
    for (const column of [...columns].reverse()) stack(column, atSuccessors, centres, heights);
  }
  return centres;
}

/** Moves the nodes of a column to where they want to be, as far as their order and size let them. */
function stack(
  column: readonly Node[],
  wish: (node: Node) => number | undefined,
  centres: Map<string, number>,
  heights: ReadonlyMap<string, number>,
): void {
  const wanted = column.map(node => wish(node) ?? centres.get(node.id) ?? 0);
  const offsets: number[] = [];
  let bottom = 0;
  for (const { id } of column) {
    const height = heights.get(id)!;
    offsets.push(bottom + height / 2);
    bottom += height + GAP.y;
  }
  // Least squares in a given order: blocks of touching nodes stand at the mean of what their members want.
  const blocks: { sum: number; size: number }[] = [];
  wanted.forEach((each, index) => {
    blocks.push({ sum: each - offsets[index]!, size: 1 });
    while (blocks.length > 1 && blocks.at(-2)!.sum / blocks.at(-2)!.size >= blocks.at(-1)!.sum / blocks.at(-1)!.size) {
      const last = blocks.pop()!;
      const previous = blocks.at(-1)!;
      blocks[blocks.length - 1] = { sum: previous.sum + last.sum, size: previous.size + last.size };
    }
  });
  const starts = blocks.flatMap(({ sum, size }) => Array.from({ length: size }, () => sum / size));
  column.forEach((node, index) => {
    centres.set(node.id, starts[index]! + offsets[index]!);
  });
}

function mean(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}
