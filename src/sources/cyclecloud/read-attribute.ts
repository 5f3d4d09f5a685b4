/** Reads an attribute: `Name = value # comment`, the value over several lines where it stands in three single quotes. */

import type { Problem } from '../problem.ts';
import { type Line, trimmed } from './lines.ts';
import { quotedEnd } from './quotes.ts';
import type { Attribute } from './template.ts';

/** Opens and closes a value of several lines. No page documents it; Microsoft's templates and its CloudInit examples use it. */
export const MULTILINE = "'''";

/** An attribute, and how many lines it took. */
type ReadAttribute = { readonly attribute: Attribute; readonly lines: number; readonly problems: Problem[] };

/**
 * The attribute that starts at a line, or `undefined` where the line is none. `lastClose` is the index of the last line
 * that holds three single quotes: a value that opens there or later is not closed, and ends with its own line.
 */
export function readAttribute(
  lines: readonly Line[],
  index: number,
  lastClose: number,
  file: string,
): ReadAttribute | undefined {
  const line = lines[index]!;
  const equals = line.text.indexOf('=');
  if (equals < 0) return undefined;
  const operator = line.text[equals - 1] === ':' ? ':=' : '=';
  const name = trimmed(line.text.slice(0, equals - operator.length + 1));
  if (name.core === '' || !NAME.test(name.core)) return undefined;

  const problems: Problem[] = [];
  const behind = line.text.slice(equals + 1);
  const beforeValue = trimmed(behind).core === '' ? '' : trimmed(behind).before;
  const valueStart = equals + 1 + beforeValue.length;
  let rest = line.text.slice(valueStart);
  let taken = 1;
  let minimum = 0;
  if (rest.startsWith(MULTILINE)) {
    let close = rest.indexOf(MULTILINE, MULTILINE.length);
    if (close < 0 && index < lastClose) {
      const parts = [rest];
      while (!lines[index + taken]!.text.includes(MULTILINE)) {
        parts.push(lines[index + taken]!.text);
        taken += 1;
      }
      const before = parts.join('');
      close = before.length + lines[index + taken]!.text.indexOf(MULTILINE);
      rest = before + lines[index + taken]!.text;
      taken += 1;
    }
    if (close >= 0) minimum = close + MULTILINE.length;
    else problems.push({ file, line: line.number, column: valueStart + 1, says: UNCLOSED });
  }
  const commentAt = commentStart(rest, minimum);
  const value = trimmed(rest.slice(0, commentAt));
  const comment = trimmed(rest.slice(commentAt));
  const blanks = value.before + value.after;
  const attribute: Attribute = {
    is: 'attribute',
    name: name.core,
    operator,
    value: value.core,
    comment: comment.core,
    position: { line: line.number, column: name.before.length + 1 },
    valuePosition: { line: line.number, column: valueStart + 1 },
    layout: {
      before: name.before,
      beforeOperator: name.after,
      beforeValue,
      afterValue: comment.core === '' ? '' : blanks,
      after: comment.core === '' ? blanks : comment.after,
    },
  };
  return { attribute, lines: taken, problems };
}

/** What names are not made of: such lines are text that strayed out of a value. */
const NAME = /^[^<>"'{}()$,;[\]]+$/;

const UNCLOSED = `the value opens with ${MULTILINE} and nothing closes it; write ${MULTILINE} behind the last line of the value`;

/**
 * Where the comment behind a value starts, or the text's length. Comments behind values are in "Cluster template file
 * parsing" (Parameter types): a `#` after a blank, outside of double quotes. At the start of a value `#` is a comment
 * only before a blank, since colours start with it.
 */
function commentStart(text: string, from: number): number {
  let quotes = true;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"' && quotes) {
      const end = quotedEnd(text, at);
      if (end < 0) quotes = false;
      else at = end - 1;
    } else if (char === '#') {
      if (at === 0 ? /^#(\s|$)/.test(text) : /\s/.test(text[at - 1]!)) return at;
    }
  }
  return text.length;
}
