/** Writes a config to begin with: keys that are set, keys that are only shown in comments, and words about both. */

import { Document, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';

/**
 * A key and its value. One that is shown stands in a comment, a line each, as it would stand without the `# ` before it.
 * `says` stands above it: lines without line ends or other control characters.
 */
export type Entry = {
  readonly is: 'set' | 'shown';
  readonly key: string;
  readonly value: Value;
  readonly says: readonly string[];
};

/** A value, a list, or a mapping of which at least one entry is set. Strings may hold anything. */
export type Value = string | boolean | { readonly list: readonly Item[] } | readonly Entry[];

/** An item of a list, with what is said beside it: one line, as in `says`. */
export type Item = { readonly value: Value; readonly beside?: string };

/** A key with a value. */
export function set(key: string, value: Value, says: readonly string[] = []): Entry {
  return { is: 'set', key, value, says };
}

/** A key in a comment, for people to bring to life. */
export function shown(key: string, value: Value, says: readonly string[] = []): Entry {
  return { is: 'shown', key, value, says };
}

/** Ids are not folded over lines, and no string brings lines of its own: every line of the text is a key's, an item's or a comment's. */
const LAYOUT = { lineWidth: 0, blockQuote: false } as const;

/** The text, with an empty line between the entries. */
export function writeDraft(heading: readonly string[], entries: readonly Entry[]): string {
  const document = new Document(mapOf(entries, ['']));
  document.commentBefore = comment(heading);
  return document.toString(LAYOUT);
}

/** `apart` are the lines that keep an entry from the one before it. */
function mapOf(entries: readonly Entry[], apart: readonly string[] = []): YAMLMap {
  const map = new YAMLMap();
  let above: string[] = [];
  for (const [index, { is, key, value, says }] of entries.entries()) {
    above.push(...(index === 0 ? [] : apart), ...says);
    if (is === 'shown') {
      above.push(...linesOf(key, value));
      continue;
    }
    const name = new Scalar(key);
    // An empty line at the start of a comment is lost.
    name.spaceBefore = above[0] === '';
    const lines = above.slice(name.spaceBefore ? 1 : 0);
    if (lines.length > 0) name.commentBefore = comment(lines);
    map.items.push(new Pair(name, nodeOf(value)));
    above = [];
  }
  if (above.length > 0) map.comment = comment(above);
  return map;
}

function linesOf(key: string, value: Value): string[] {
  return new Document(mapOf([set(key, value)])).toString(LAYOUT).trimEnd().split('\n');
}

function nodeOf(value: Value): Scalar | YAMLMap | YAMLSeq {
  if (typeof value !== 'object') return new Scalar(value);
  if (!('list' in value)) return mapOf(value);
  const list = new YAMLSeq();
  list.items = value.list.map(({ value: item, beside }) => {
    const node = nodeOf(item);
    if (beside !== undefined) node.comment = ` ${beside}`;
    return node;
  });
  return list;
}

/** An empty line stays one, without a mark. */
function comment(lines: readonly string[]): string {
  return lines.map(line => (line === '' ? '' : ` ${line}`)).join('\n');
}
