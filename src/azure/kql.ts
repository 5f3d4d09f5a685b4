/** Queries with lists of values in them, written so that no value can be anything but a value. */

declare const checked: unique symbol;

/** The text of a query: only the tag below makes one. */
export type Query = string & { readonly [checked]: true };

/**
 * A query. Each `${…}` takes a list of values and stands for them as string literals between commas, to be put into `in~ (…)`;
 * an empty list is one empty string, because the language has no empty one.
 */
export function kql(texts: TemplateStringsArray, ...lists: readonly (readonly string[])[]): Query {
  const parts = texts.map((text, index) => {
    const values = lists[index];
    return values === undefined ? text : text + (values.length === 0 ? "''" : values.map(literal).join(', '));
  });
  return parts.join('').trim() as Query;
}

/** A string literal (Kusto Query Language, "The string data type"): quotes, backslashes and control characters escaped. */
export function literal(value: string): string {
  const escaped = value.replace(/['\\]|\p{Cc}|[\u2028\u2029]/gu, character =>
    character === "'" || character === '\\'
      ? `\\${character}`
      : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `'${escaped}'`;
}

/** As many values as one query takes. */
const MOST_VALUES = 1000;
/** Characters of values in one query. No document gives a limit for the text; requests of this size pass. */
const MOST_CHARACTERS = 60_000;

/** Cuts a list into pieces that fit into one query each. Their length is that of the literals. */
export function chunks<T>(values: Iterable<T>, text: (value: T) => string): T[][] {
  const pieces: T[][] = [];
  let piece: T[] = [];
  let length = 0;
  for (const value of values) {
    const more = literal(text(value)).length + 2;
    if (piece.length > 0 && (piece.length === MOST_VALUES || length + more > MOST_CHARACTERS)) {
      pieces.push(piece);
      piece = [];
      length = 0;
    }
    piece.push(value);
    length += more;
  }
  if (piece.length > 0) pieces.push(piece);
  return pieces;
}
