/** Reads the header of a section: `[[nodearray htc]]`. */

import type { Problem } from '../problem.ts';
import { type Line, trimmed } from './lines.ts';
import type { Section } from './template.ts';

/** The section that a line opens, without its items, and what is wrong with the header. The line starts with a bracket. */
export function readHeader(line: Line, file: string): { section: Section; problems: Problem[] } {
  const { before, core } = trimmed(line.text);
  const rank = bracketsAt(core, 0, '[');
  const closeAt = core.indexOf(']', rank);
  const close = closeAt < 0 ? '' : ']'.repeat(bracketsAt(core, closeAt, ']'));
  const title = core.slice(rank, closeAt < 0 ? undefined : closeAt);
  const outer = trimmed(title);
  const keyword = /^\S*/.exec(outer.core)![0];
  const name = trimmed(outer.core.slice(keyword.length));
  const headerLength = before.length + rank + title.length + close.length;
  const position = { line: line.number, column: before.length + 1 };
  const section: Section = {
    is: 'section',
    rank,
    kind: keyword.toLowerCase(),
    keyword,
    name: name.core,
    position,
    items: [],
    layout: {
      before,
      beforeKeyword: outer.before,
      beforeName: name.before,
      beforeClose: outer.after,
      close,
      after: line.text.slice(headerLength),
    },
  };
  const problems: Problem[] = [];
  const say = (column: number, says: string) => problems.push({ file, line: line.number, column, says });
  if (keyword === '') say(position.column, `this header names no kind of section; write for example "[[node NAME]]"`);
  if (close.length !== rank) {
    const found = close === '' ? 'nothing closes it' : `${close.length} close it`;
    say(position.column, `this header opens with ${rank} "[" and ${found}; write ${rank} "]" behind it`);
  }
  const rest = section.layout.after.trimStart();
  if (rest !== '' && !rest.startsWith('#')) {
    const column = line.text.length - rest.length + 1;
    say(column, 'there is text behind the section header; expected the end of the line or a comment with "#"');
  }
  return { section, problems };
}

function bracketsAt(text: string, start: number, bracket: string): number {
  let end = start;
  while (text[end] === bracket) end += 1;
  return end - start;
}
