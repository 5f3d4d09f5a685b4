/** Collects the parts of a drawing of one system, and what findings say of each. */

import { type Finding, LEVELS } from '../../model/finding.ts';
import { foldId } from '../../model/resource-id.ts';
import type { SystemWiring, WiringLink, WiringMark, WiringNode } from '../../model/system-wiring.ts';

/** Names a node or a link of a sketch. */
export type Part = string;

type Plain<T extends WiringMark> = Omit<T, keyof WiringMark>;

/** Parts keep the order in which they were added. */
export class Sketch {
  readonly #system: string;
  readonly #nodes = new Map<Part, Plain<WiringNode>>();
  readonly #links = new Map<Part, Plain<WiringLink>>();
  /** What does not pass, and the parts that something passes on: most findings pass, and say no more than that. */
  readonly #findings = new Map<Part, Set<Finding>>();
  readonly #passing = new Set<Part>();

  constructor(system: string) {
    this.#system = system;
  }

  /** Adds a node, once. */
  node(node: Plain<WiringNode>): Part {
    if (!this.#nodes.has(node.id)) this.#nodes.set(node.id, node);
    return node.id;
  }

  /** Adds a link between two nodes, once. */
  link(from: Part, to: Part): Part {
    const part = `${from}\n${to}`;
    if (!this.#links.has(part)) this.#links.set(part, { from, to });
    return part;
  }

  /** The links that end at a node. */
  into(node: Part): Part[] {
    return [...this.#links].filter(([, { to }]) => to === node).map(([part]) => part);
  }

  /** The node that stands for an Azure id. */
  nodeAt(id: string): Part | undefined {
    const folded = foldId(id);
    for (const { id: part, at, column } of this.#nodes.values()) {
      if (column !== 'grant' && at !== undefined && foldId(at) === folded) return part;
    }
    return undefined;
  }

  /** Every node. */
  parts(): Part[] {
    return [...this.#nodes.keys()];
  }

  has(node: Part): boolean {
    return this.#nodes.has(node);
  }

  /** Says that a finding bears on these parts. */
  mark(parts: readonly Part[], finding: Finding): void {
    if (finding.verdict === 'not-applicable') return;
    for (const part of parts) {
      if (finding.verdict === 'pass') {
        this.#passing.add(part);
        continue;
      }
      const findings = this.#findings.get(part) ?? new Set();
      this.#findings.set(part, findings.add(finding));
    }
  }

  done(): SystemWiring {
    const marked = <T>([part, value]: [Part, T]) => ({ ...value, ...this.#markOf(part) });
    return {
      system: this.#system,
      nodes: [...this.#nodes].map(marked),
      links: [...this.#links].map(marked),
    };
  }

  #markOf(part: Part): WiringMark {
    const faults = this.#findings.get(part);
    return faults === undefined ? (this.#passing.has(part) ? PASSING : NOT_JUDGED) : worstOf([...faults]);
  }
}

const PASSING: WiringMark = { verdict: 'pass', by: [] };
const NOT_JUDGED: WiringMark = { verdict: 'not-applicable', by: [] };

function worstOf(faults: readonly Finding[]): WiringMark {
  const by = faults.toSorted((a, b) => badness(a) - badness(b) || (key(a) < key(b) ? -1 : 1));
  const { verdict, level } = by[0]!;
  return { verdict, level, by: by.map(({ rule, subject }) => ({ rule, subject: subject.id })) };
}

/** What may be an error outweighs what certainly is a warning. */
function badness({ level, verdict }: Finding): number {
  return LEVELS.indexOf(level) * 2 + (verdict === 'fail' ? 0 : 1);
}

function key({ rule, subject }: Finding): string {
  return `${rule}\n${foldId(subject.id)}`;
}
