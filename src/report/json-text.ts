/** JSON that is safe wherever it is shown or embedded. */

/**
 * Characters that JSON allows as they are, but that steer terminals, break JavaScript, or turn the direction of text; `<`,
 * which ends scripts; and the second `#` of two, which steer the logs of pipelines (`##[`).
 */
const UNSAFE = /(?<=#)#|[<\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Most text holds none of them, and is sooner seen not to. */
const SAFE = /^[\0-;=-~]*$/;

/** The value as one line of JSON; what it reads as stays the same. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  if (SAFE.test(text) && !text.includes('##')) return text;
  return text.replace(UNSAFE, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The chunks of a list, an item a line, so that it never stands in memory whole. */
export function* jsonList<T>(items: Iterable<T>, textOf: (item: T) => string = jsonText): Generator<string> {
  let separator = '\n';
  yield '[';
  for (const item of items) {
    yield separator + textOf(item);
    separator = ',\n';
  }
  yield '\n]';
}

/** The object as JSON without its closing brace, for more members to follow. */
export function jsonOpen(object: object): string {
  return jsonText(object).slice(0, -1);
}
