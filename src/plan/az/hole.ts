/** Texts of which a part is not known before the script runs: the part is left out, and the reason stands in its place. */

import type { Json, Row } from '../../model/estate.ts';
import { unknownValue } from '../../model/json.ts';

// Characters for private use, of which a script's own are taken out when it is read.
const OPEN = '\uE000';
const CLOSE = '\uE001';
const HOLE = /\uE000([^\uE001]*)\uE001/;
const PRIVATE = /[\uE000-\uE006]/g;

/** Stands in a text for a part that is not known. It holds no space, quote, comma, colon or bracket, so texts can be taken apart around it. */
export function hole(because: string): string {
  return `${OPEN}${encodeURIComponent(because.toWellFormed()).replaceAll("'", '%27')}${CLOSE}`;
}

/** Why a text is not known, or `undefined` where all of it is. */
export function whyHole(text: string): string | undefined {
  const because = HOLE.exec(text)?.[1];
  return because === undefined ? undefined : decodeURIComponent(because);
}

/** Whether nothing of a text is known. */
export function isHole(text: string): boolean {
  return HOLE.exec(text)?.[0] === text;
}

/** A text without the characters that mark holes and placeholders; its length stays. */
export function withoutMarks(text: string): string {
  return text.replace(PRIVATE, '\uFFFD');
}

const CLIENT = 'client-of:';

/** Stands for the client id of an identity, by which its principal can be named. */
export function clientOf(id: string): string {
  return `${CLIENT}${id}`;
}

/** The identity whose client id a text stands for. */
export function clientOwner(text: string): string | undefined {
  return text.startsWith(CLIENT) ? text.slice(CLIENT.length) : undefined;
}

/** A text as a value of a body. */
export function bodyValue(text: string): Json {
  const because = whyHole(text);
  if (because !== undefined) return unknownValue(because);
  return text.includes(CLIENT) ? unknownValue('the client id of an identity is not in the plan') : text;
}

/** A JSON text in which holes outside of strings have become strings, so that it can be parsed. */
export function quoteHoles(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|\uE000[^\uE001]*\uE001/gs, found =>
    found.startsWith(OPEN) ? `"${found}"` : found,
  );
}

/** A parsed value, in which texts with holes have become unknown; so has an object whose keys are not all known. */
export function fillHoles(value: Json): Json {
  if (typeof value === 'string') return bodyValue(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(fillHoles);
  const because = Object.keys(value)
    .map(whyHole)
    .find(why => why !== undefined);
  if (because !== undefined) return unknownValue(because);
  return Object.fromEntries(Object.entries(value as Row).map(([key, item]) => [key, fillHoles(item)]));
}
