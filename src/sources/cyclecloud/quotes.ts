/** Double quotes in values: where they close, and what they hold. */

/** The index behind the quote that closes the one at `start`, or -1. A backslash keeps the next character from closing. */
export function quotedEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return -1;
}

/** What a text in double quotes holds, or `undefined` where it is not one quoted text as a whole. */
export function unquoted(text: string): string | undefined {
  if (!text.startsWith('"') || quotedEnd(text, 0) !== text.length) return undefined;
  return text.slice(1, -1).replace(/\\(["\\])/g, '$1');
}
