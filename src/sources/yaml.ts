/** YAML and JSON texts, with the place of every key and value in them. */

import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
} from 'yaml';
import type { Json } from '../model/estate.ts';
import type { Location } from '../model/finding.ts';
import type { Problem } from './problem.ts';

/** Keys and list indexes from the root. */
export type Path = readonly (string | number)[];

/** A file's value, or its problems; both where the text could be read in part. */
export type YamlText = {
  readonly file: string;
  /** `null` for an empty text or one that cannot be read. */
  readonly value: Json;
  readonly problems: readonly Problem[];
  /** The place of the value at a path, or of the nearest thing above it that exists. */
  locate(path: Path): Location;
  /** The place of the last key of a path. */
  locateKey(path: Path): Location;
  /** The place of a character of the string at a path; the string's start where it is folded over lines. */
  locateWithin(path: Path, offset: number): Location;
};

/** Files that people keep stay far below these; what exceeds them is a mistake or an attack. */
const MAX_ALIASES = 100;
const MAX_DEPTH = 64;

/** Reads one YAML document (JSON is YAML). Never throws; everything wrong with the text is in `problems`. */
export function readYaml(text: string, file: string): YamlText {
  const lines = new LineCounter();
  const place = (offset: number): Location => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const start: Location = { file, line: 1, column: 1 };
  const failed = (says: string, at: Location = start): YamlText => ({
    file,
    value: null,
    problems: [{ ...at, says }],
    locate: () => start,
    locateKey: () => start,
    locateWithin: () => start,
  });

  const deep = deeperThan(text, MAX_DEPTH);
  if (deep !== undefined) return failed(`nested more than ${MAX_DEPTH} levels deep; flatten it`, { file, ...deep });
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    // Looked for below: the library compares every key with every other, which takes seconds for a large lock.
    uniqueKeys: false,
    // Warnings are problems below; by itself the library prints some of them.
    logLevel: 'error',
  });
  const problems: Problem[] = [
    ...[...document.errors, ...document.warnings].map(error => ({
      ...place(error.pos[0]),
      says: `not valid YAML: ${error.message}`,
    })),
    ...repeatedKeys(document).map(key => ({
      ...place(key.range?.[0] ?? 0),
      says: `the key "${String(key.value)}" stands twice in one mapping; keep one of them`,
    })),
  ];
  if (problems.length > 0) return { ...failed(''), problems };
  let value: Json;
  try {
    value = (document.toJS({ maxAliasCount: MAX_ALIASES }) ?? null) as Json;
    JSON.stringify(value);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return failed(`its aliases cannot be resolved (${why.split('\n')[0]}); write the values out instead`);
  }

  const find = (path: Path): { key: Node | undefined; value: Node | undefined } => {
    let node: unknown = document.contents;
    let key: Node | undefined;
    for (const step of path) {
      if (isAlias(node)) node = node.resolve(document);
      let next: unknown;
      if (isMap(node)) {
        const pair = node.items.find(
          (item): item is Pair => isPair(item) && isScalar(item.key) && item.key.value === step,
        );
        if (pair === undefined) break;
        key = isNode(pair.key) ? pair.key : undefined;
        next = pair.value ?? pair.key;
      } else if (isSeq(node) && typeof step === 'number') {
        next = node.items[step];
        key = isNode(next) ? next : key;
      }
      if (next === undefined) break;
      node = next;
    }
    return { key, value: isNode(node) ? node : undefined };
  };
  const at = (node: Node | undefined): Location => (node?.range ? place(node.range[0]) : start);
  return {
    file,
    value,
    problems,
    locate: path => at(find(path).value),
    locateKey: path => {
      const { key, value: node } = find(path);
      return at(key ?? node);
    },
    locateWithin: (path, offset) => {
      const node = find(path).value;
      if (!isScalar(node) || !node.range || typeof node.value !== 'string') return at(node);
      const quoted = text[node.range[0]] === '"' || text[node.range[0]] === "'" ? 1 : 0;
      const from = node.range[0] + quoted;
      const isVerbatim = text.startsWith(node.value, from);
      return place(isVerbatim ? from + Math.min(offset, node.value.length) : node.range[0]);
    },
  };
}

/** The keys that a mapping had before already (YAML 1.2.2, section 3.2.1.3). */
function repeatedKeys(document: Document.Parsed): Scalar[] {
  const repeated: Scalar[] = [];
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) repeated.push(key);
        seen.add(key.value);
      }
    },
  });
  return repeated;
}

/**
 * The place where flow brackets or indentation nest deeper than a limit.
 * NOTE: yaml 2.9 composes recursively, so a deep text would overflow the stack before its own checks see it.
 */
function deeperThan(text: string, limit: number): { line: number; column: number } | undefined {
  let depth = 0;
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const indent = /^[ ]*(?:[-?:] +)*/.exec(line)![0];
    if (indent.length > limit * 4 || (indent.match(/[-?:] /g)?.length ?? 0) > limit)
      return { line: index + 1, column: 1 };
    for (let column = 0; column < line.length; column += 1) {
      const character = line[column];
      if (character === '[' || character === '{') depth += 1;
      else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
      if (depth > limit) return { line: index + 1, column: column + 1 };
    }
  }
  return undefined;
}
