/**
 * Parses the cluster template language (CycleCloud, "Cluster template reference" and "Cluster template file parsing"):
 * whatever the text, it ends in a tree that holds every character, with everything wrong about it said at once.
 */

import type { Problem } from '../problem.ts';
import { checkSections } from './check-sections.ts';
import { type Line, splitLines, trimmed } from './lines.ts';
import { MULTILINE, readAttribute } from './read-attribute.ts';
import { readHeader } from './read-header.ts';
import type { Item, Section, Template } from './template.ts';

/** The tree of a template's text, and what is wrong with it, in the order of lines. */
export function parseTemplate(text: string, file: string): { template: Template; problems: Problem[] } {
  const byteOrderMark = text.startsWith('\ufeff') ? '\ufeff' : '';
  const { items, problems } = readItems(splitLines(text.slice(byteOrderMark.length)), file);
  const template: Template = { file, byteOrderMark, items };
  const all = [...problems, ...checkSections(template)];
  return { template, problems: all.sort((a, b) => a.line - b.line || a.column - b.column) };
}

function readItems(lines: readonly Line[], file: string): { items: Item[]; problems: Problem[] } {
  const lastClose = lines.findLastIndex(line => line.text.includes(MULTILINE));
  const problems: Problem[] = [];
  const top: Item[] = [];
  const open: { rank: number; items: Item[] }[] = [{ rank: 0, items: top }];
  for (let index = 0; index < lines.length; ) {
    const line = lines[index]!;
    const { before, core, after } = trimmed(line.text);
    const position = { line: line.number, column: before.length + 1 };
    const into = open.at(-1)!.items;
    if (core.startsWith('[')) {
      const header = readHeader(line, file);
      problems.push(...header.problems);
      const items: Item[] = [];
      const section: Section = { ...header.section, items };
      while (open.at(-1)!.rank >= section.rank) open.pop();
      open.at(-1)!.items.push(section);
      open.push({ rank: section.rank, items });
      index += 1;
    } else if (core === '') {
      into.push({ is: 'blank', text: line.text });
      index += 1;
    } else if (core.startsWith('#')) {
      into.push({ is: 'comment', text: core, position, layout: { before, after } });
      index += 1;
    } else {
      const read = readAttribute(lines, index, lastClose, file);
      if (read === undefined) {
        into.push({ is: 'unread', text: line.text, position });
        problems.push({ file, ...position, says: UNREAD });
      } else {
        into.push(read.attribute);
        problems.push(...read.problems);
        if (into === top) problems.push({ file, ...position, says: HOMELESS });
      }
      index += read?.lines ?? 1;
    }
  }
  return { items: top, problems };
}

const UNREAD =
  'this line is neither a section "[…]", nor an attribute "Name = value", nor a comment "#"; ' +
  `a value of several lines stands between ${MULTILINE} and ${MULTILINE}`;

const HOMELESS = 'this attribute stands before any section; put it below a header such as "[cluster NAME]"';
