/** Cuts text into lines, and takes the blanks off their ends. */

/** A line with its end, and its number from 1. */
export type Line = { readonly text: string; readonly number: number };

/** The lines of a text; joined again they are the text. A line ends with its line feed. */
export function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed + 1;
    lines.push({ text: text.slice(start, end), number: lines.length + 1 });
    start = end;
  }
  return lines;
}

/** A text in three parts: the blanks before it, itself, and the blanks after it. A text of blanks only is all `before`. */
export function trimmed(text: string): { before: string; core: string; after: string } {
  const rest = text.trimStart();
  const core = rest.trimEnd();
  return {
    before: text.slice(0, text.length - rest.length),
    core,
    after: rest.slice(core.length),
  };
}
