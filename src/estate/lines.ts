/** Turns a stream of bytes, gzipped or not, into the lines of its text. */

import { pipeline, Readable } from 'node:stream';

/** A line without its end; `whole` is false for a last line that has none. */
export type Line = { readonly text: string; readonly number: number; readonly whole: boolean };

/** The first two bytes of every gzip member (RFC 1952, section 2.3.1). */
const GZIP = [0x1f, 0x8b];

/** Longer than any answer of Azure; whoever has no line ends is no snapshot, and must not fill the memory. */
const LONGEST_LINE = 128 * 1024 * 1024;

/** The text is not UTF-8, or has a line longer than `LONGEST_LINE` characters. */
export class NotLines extends Error {}

/**
 * The lines of UTF-8 text. `node:readline` would not do: it also breaks lines at U+2028 and U+2029, which JSON allows in strings.
 */
export async function* lines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let number = 0;
  let begun: string[] = [];
  let length = 0;
  for await (const text of texts(unzipped(bytes))) {
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      number += 1;
      yield { text: begun.join('') + text.slice(start, end), number, whole: true };
      begun = [];
      length = 0;
      start = end + 1;
    }
    begun.push(text.slice(start));
    length += text.length - start;
    if (length > LONGEST_LINE) throw new NotLines(`it has a line of more than ${LONGEST_LINE} characters`);
  }
  const last = begun.join('');
  if (last !== '') yield { text: last, number: number + 1, whole: false };
}

async function* texts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
    throw new NotLines('it is not UTF-8 text', { cause: error });
  }
}

async function* unzipped(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array();
  while (head.length < GZIP.length) {
    const next = await iterator.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  const all = prepended(head, iterator);
  if (GZIP.every((byte, index) => head[index] === byte)) {
    const { createGunzip } = await import('node:zlib');
    const gunzip = createGunzip();
    // Errors reach the reader through `gunzip`, which the pipeline destroys with them.
    pipeline(Readable.from(all, { objectMode: true }), gunzip, () => {});
    yield* gunzip;
  } else {
    yield* all;
  }
}

async function* prepended(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  yield* { [Symbol.asyncIterator]: () => rest };
}
