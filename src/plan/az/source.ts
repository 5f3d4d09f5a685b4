/** A text and the places in it. */

import type { Location } from '../../model/finding.ts';
import type { TextFile } from '../../sources/files.ts';
import { withoutMarks } from './hole.ts';
import { markPlaceholders } from './placeholder.ts';

export type Source = {
  readonly file: string;
  /** As it is parsed: placeholders are marked, positions are those of the file. */
  readonly text: string;
  readonly at: (offset: number) => Location;
};

export function sourceOf({ file, text }: TextFile): Source {
  const marked = markPlaceholders(withoutMarks(text));
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const at = (offset: number): Location => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { file, line: low + 1, column: offset - starts[low]! + 1 };
  };
  return { file, text: marked, at };
}

/** What was generated at one place of another text, such as the inside of escaped backticks. */
export function sourceAt(text: string, at: Location): Source {
  return { file: at.file, text, at: () => at };
}
