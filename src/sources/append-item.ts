/** Adds an item to a list in a YAML text that people keep: every other line stays as it was. */

import { Document, isMap, isScalar, isSeq, type ParsedNode, parseDocument } from 'yaml';

/** Keys and their values, in the order in which they are to stand. */
export type Item = { readonly [key: string]: string };

/**
 * The text with the item at the end of the list under a key of the root or, without a key, of the list that the root is.
 * The list is begun where there is none yet. The text must be a single document without errors.
 */
export function appendItem(text: string, key: string | undefined, item: Item): string {
  const ending = text.includes('\r\n') ? '\r\n' : '\n';
  const inserted = insert(text, key, item)?.replaceAll(/\r?\n/g, ending);
  const wanted = laidOut(text, key, item);
  const isSame = inserted !== undefined && meaning(inserted) === meaning(wanted);
  return isSame ? inserted : wanted.replaceAll(/\r?\n/g, ending);
}

/** The text with new lines in it, or `undefined` where its list does not stand in lines. */
function insert(text: string, key: string | undefined, item: Item): string | undefined {
  const root = parseDocument(text).contents;
  if (root === null) return ended(text) + (key === undefined ? lines(item, 0) : `${key}:\n${lines(item, 2)}`);
  if (key === undefined) return append(text, root, item);
  if (!isMap(root) || root.flow) return undefined;
  const pair = root.items.find(each => isScalar(each.key) && each.key.value === key);
  if (pair === undefined) return `${ended(text)}\n${key}:\n${lines(item, 2)}`;
  const list = pair.value;
  const isEmpty = list === null || (isScalar(list) && list.value === null) || (isSeq(list) && list.items.length === 0);
  return isEmpty ? begin(text, pair.key.range[1], list, item) : append(text, list, item);
}

/** Below the line of the key, in place of `[]` or `~` there. */
function begin(text: string, afterKey: number, empty: ParsedNode | null, item: Item): string | undefined {
  const colon = text.indexOf(':', afterKey) + 1;
  const [from, to] = empty?.range ?? [colon, colon];
  if (text.slice(colon, to).includes('\n') && from < to) return undefined;
  const end = lineEnd(text, colon);
  const line = from < to ? `${text.slice(0, from).trimEnd()}${text.slice(to, end)}` : text.slice(0, end);
  return `${ended(line)}${lines(item, 2)}${text.slice(end)}`;
}

/** After the last line of the last item, and the comments that are indented as if they were part of it. */
function append(text: string, list: ParsedNode | null, item: Item): string | undefined {
  if (!isSeq(list) || list.flow) return undefined;
  const last = list.items.at(-1);
  if (last === undefined) return undefined;
  const indent = list.range[0] - (text.lastIndexOf('\n', list.range[0] - 1) + 1);
  let end = text[last.range[1] - 1] === '\n' ? last.range[1] : lineEnd(text, last.range[1]);
  for (;;) {
    const comment = /^[ \t]*(?=#)/.exec(text.slice(end, lineEnd(text, end)));
    if (comment === null || comment[0].length <= indent) break;
    end = lineEnd(text, end);
  }
  return `${ended(text.slice(0, end))}${lines(item, indent)}${text.slice(end)}`;
}

/** The text laid out anew, with all of its comments: for lists in one line, and whatever else has no lines of its own. */
function laidOut(text: string, key: string | undefined, item: Item): string {
  const document = parseDocument(text) as Document;
  const path = key === undefined ? [] : [key];
  const list = key === undefined ? document.contents : document.get(key);
  if (isSeq(list)) {
    if (list.items.length === 0) list.flow = false;
    list.add(document.createNode(item));
  } else {
    document.setIn(path, document.createNode([item]));
  }
  return document.toString({ lineWidth: 0 });
}

/** The item as the lines of a list whose dashes stand at a column. */
function lines(item: Item, indent: number): string {
  const list = new Document([item]).toString({ lineWidth: 0 });
  return list.replaceAll(/^(?=.)/gm, ' '.repeat(indent));
}

/** Where the next line begins. */
function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}

function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

function meaning(text: string): string | undefined {
  const document = parseDocument(text);
  return document.errors.length > 0 ? undefined : JSON.stringify(document.toJS());
}
