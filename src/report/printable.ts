/** Makes text from Azure safe to show: names and settings there may hold anything. */

/**
 * Everything that moves the cursor, colours, hides or turns the direction of text: control and format characters
 * (among them ANSI escapes, bidirectional and zero-width ones), line ends, lone surrogates, private and unassigned ones,
 * letters that nobody sees, and accents piled up over the lines above. A joiner inside an emoji, and what makes a
 * character one, stay.
 * `##[` and `##vso[` steer the logs of GitHub and Azure Pipelines wherever they stand in a line
 * (actions/runner, ActionCommand.cs; Azure Pipelines, "Logging commands").
 */
const UNPRINTABLE =
  /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?!(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}]\uFE0F?)\u200D(?=\p{Extended_Pictographic})|(?<=\p{Extended_Pictographic})[\uFE0E\uFE0F]|(?<=[0-9#*])\uFE0F(?=\u20E3))[\p{Cf}\p{Default_Ignorable_Code_Point}]|(?<=\p{M}{4})\p{M}|#(?=#[a-z]*\[)/giu;

/** Most text is plain, and soon seen to be. */
const ASCII = /^[\x20-\x7e]*$/;

/** One line of text in which every unprintable character reads as its code: `\u001b`. */
export function printable(text: string): string {
  if (ASCII.test(text) && !text.includes('##')) return text;
  return text.replace(UNPRINTABLE, character => {
    const code = character.codePointAt(0)!.toString(16);
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
  });
}

let segmenter: Intl.Segmenter | undefined;

/** The graphemes of a text. The segmenter takes 20 ms to make, and ids need none. */
function graphemes(text: string): string[] {
  if (ASCII.test(text)) return [...text];
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

/** The text, with its middle left out where it is longer than `most` characters: names differ at both ends. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  // The ends are cut out first, as taking a long text apart is slow.
  const head = graphemes(text.slice(0, most));
  const tail = graphemes(text.slice(-most));
  const front = Math.ceil((most - 1) * 0.6);
  return `${upTo(head, front)}…${upTo(tail.reverse(), most - 1 - front, true)}`;
}

/** As many whole graphemes as fit into a length, counted as `String.length` does. */
function upTo(parts: readonly string[], length: number, fromEnd = false): string {
  let text = '';
  for (const part of parts) {
    if (text.length + part.length > length) break;
    text = fromEnd ? part + text : text + part;
  }
  return text;
}

/** A name as a report shows it. */
export function name(text: string, most = 120): string {
  return printable(cut(text, most));
}

/** Longer than every id that Azure takes. */
const LONG_WORD = 400;
const WORD = /\S+/g;

/** A sentence as a report shows it; long enough for every rule's, short enough for names that try to fill the screen. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  const isLong = trimmed.length >= LONG_WORD;
  const words = isLong ? trimmed.replace(WORD, word => (word.length >= LONG_WORD ? cut(word, 120) : word)) : trimmed;
  return printable(cut(words, 2000));
}

/** The sentence with a full stop, where it ends in no mark of its own. */
export function stopped(text: string): string {
  return /^$|[.!?…]$/.test(text) ? text : `${text}.`;
}

/** `1 query`, `2 queries`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** A time in ISO 8601 UTC, as a person reads it, to the minute. */
export function saidTime(time: string): string {
  return `${name(time.slice(0, 16).replace('T', ' '))} UTC`;
}
