/** Text of strangers in Markdown, as text: no markup, links, pictures, mathematics or mentions come of it. */

/** Text for a paragraph, list item or table cell. */
export function plain(text: string): string {
  return (
    text
      .replace(/[&<>]/g, character => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character]!)
      .replace(/[\\`*_[\]|~$#@!]/g, character => `&#${character.charCodeAt(0)};`)
      // Bare addresses become links on GitHub (GFM, "Autolinks (extension)").
      .replace(/:(?=\/\/)/g, '&#58;')
      .replace(/\bwww\./gi, 'www&#46;')
      // At the beginning of a line the runner of GitHub takes them for a command, where the text is printed to its log.
      .replace(/^ *::/, '&#58;&#58;')
  );
}

/** Text in a code span; a longer row of backticks than any in it holds it together. */
export function code(text: string): string {
  const fence = '`'.repeat(longestRow(text) + 1);
  const room = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${room}${text}${room}${fence}`;
}

/** A block of code. */
export function block(language: string, text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRow(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

function longestRow(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(row => row.length));
}
