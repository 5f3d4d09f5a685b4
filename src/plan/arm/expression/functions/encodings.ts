/** Functions that encode texts and read encoded ones ("String functions for ARM templates"). */

import type { Json } from '../../../../model/estate.ts';
import { unknownValue } from '../../../../model/json.ts';
import { isPrincipal, kindOf, refused, spelledOut, unknownWithin } from '../values.ts';
import { type Builtins, takes } from './builtin.ts';
import { compact } from './texts.ts';

export const ENCODINGS: Builtins = {
  base64: takes(['text'], toBase64),
  base64tojson: takes(['text'], text => fromJson(fromBase64(text))),
  base64tostring: takes(['text'], fromBase64),
  datauri: takes(['any'], value => {
    const unknown = unknownWithin(value, true);
    if (unknown !== undefined) return unknown;
    const what = kindOf(value) === 'text' ? 'text/plain' : 'application/json';
    if (kindOf(value) !== 'text' && kindOf(value) !== 'array' && kindOf(value) !== 'object')
      return unknownValue(`dataUri() of ${kindOf(value)} is not worked out`);
    return `data:${what};charset=utf8;base64,${toBase64(typeof value === 'string' ? value : compact(value))}`;
  }),
  datauritostring: takes(['text'], uri => {
    const found = /^data:[^,]*;base64,(?<data>.*)$/is.exec(uri);
    return found === null
      ? unknownValue('dataUriToString() of what is not base64 is not worked out')
      : fromBase64(found.groups!.data!);
  }),
  json: takes(['text'], fromJson),
  uri: takes(['text', 'text'], (base, relative) => {
    if (!/^https?:\/\/[\w.:/~-]+$/i.test(base) || !/^[\w./~-]*$/.test(relative) || !URL.canParse(relative, base))
      return unknownValue('uri() of more than plain addresses is not worked out');
    return new URL(relative, base).href;
  }),
  uricomponent: takes(['text'], text =>
    text.isWellFormed()
      ? encodeURIComponent(text).replace(/[!'()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
      : unknownValue('uriComponent() of a broken text is not worked out'),
  ),
  uricomponenttostring: takes(['text'], text => {
    try {
      // Whether a plus stands for a space is not documented.
      if (!text.includes('+')) return decodeURIComponent(text);
    } catch (error) {
      if (!(error instanceof URIError)) throw error;
    }
    return unknownValue('uriComponentToString() of what is not plainly encoded is not worked out');
  }),
};

function toBase64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

function fromBase64(text: string): Json {
  if (!/^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(text.replace(/[ \t\r\n]/g, '')))
    return refused('a text that is not base64 was to be decoded');
  const decoded = Buffer.from(text, 'base64').toString('utf8');
  return decoded.includes('\ufffd') ? unknownValue('base64 of what is no text is not worked out') : decoded;
}

function fromJson(text: Json): Json {
  if (typeof text !== 'string') return text;
  if (isPrincipal(text)) return spelledOut(text);
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // Azure's parser takes more than JSON has: single quotes, comments.
    return unknownValue('json() of what is not strict JSON is not worked out');
  }
}
