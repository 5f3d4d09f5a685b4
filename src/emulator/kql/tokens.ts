/** Cuts the text of a query into tokens. */

import { type Place, QueryProblem } from './syntax.ts';
import { Timespan, type Value } from './value.ts';

/** `value` is what a literal stands for; for names, signs and the end it is null. */
export type Token = {
  readonly is: 'name' | 'literal' | 'sign' | 'end';
  readonly text: string;
  readonly value: Value;
  readonly place: Place;
};

const SPACE = /(?:\s|\/\/[^\n]*)+/y;
const DATETIME = /datetime\(([^)]*)\)/y;
const VERBATIM = /@(?:'((?:[^']|'')*)'|"((?:[^"]|"")*)")/y;
const STRING = /'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"/y;
const NUMBER = /(\d+(?:\.\d+)?)(ms|[dhms])?\b/y;
const SIGN = /!?in~|!(?:in|has|contains|startswith|endswith)\b|==|=~|!=|!~|<=|>=|[|()[\]{},.:=<>-]/y;
const NAME = /project-away\b|[A-Za-z_]\w*/y;

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0' };

/** The tokens of a query, the last of them its end. */
export function tokens(query: string): Token[] {
  const found: Token[] = [];
  let offset = 0;
  for (;;) {
    offset += lengthAt(SPACE, query, offset);
    if (offset === query.length) {
      found.push({ is: 'end', text: '<EOF>', value: null, place: placeAt(query, offset, '<EOF>') });
      return found;
    }
    const token = tokenAt(query, offset);
    found.push(token);
    offset += token.text.length;
  }
}

function tokenAt(query: string, offset: number): Token {
  const make = (is: Token['is'], text: string, value: Value): Token => ({
    is,
    text,
    value,
    place: placeAt(query, offset, text),
  });
  const datetime = matchAt(DATETIME, query, offset);
  if (datetime !== undefined) {
    const date = new Date(datetime[1]!.trim().replace(/^['"]|['"]$/g, ''));
    if (Number.isNaN(date.getTime())) throw new QueryProblem(placeAt(query, offset, datetime[0]), 'a date');
    return make('literal', datetime[0], date);
  }
  const verbatim = matchAt(VERBATIM, query, offset);
  if (verbatim !== undefined) {
    const text = verbatim[1]?.replaceAll("''", "'") ?? verbatim[2]!.replaceAll('""', '"');
    return make('literal', verbatim[0], text);
  }
  const string = matchAt(STRING, query, offset);
  if (string !== undefined) return make('literal', string[0], unescaped(string[1] ?? string[2]!));
  const number = matchAt(NUMBER, query, offset);
  if (number !== undefined) {
    const amount = Number(number[1]);
    return make('literal', number[0], number[2] ? new Timespan(amount * UNITS[number[2]]!) : amount);
  }
  const sign = matchAt(SIGN, query, offset);
  if (sign !== undefined) return make('sign', sign[0], null);
  const name = matchAt(NAME, query, offset);
  if (name !== undefined) return make('name', name[0], null);
  throw new QueryProblem(placeAt(query, offset, query[offset]!));
}

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|(.))/g, (_, code: string | undefined, letter: string) =>
    code === undefined ? (ESCAPES[letter] ?? letter) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function matchAt(pattern: RegExp, text: string, offset: number): RegExpExecArray | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text) ?? undefined;
}

function lengthAt(pattern: RegExp, text: string, offset: number): number {
  return matchAt(pattern, text, offset)?.[0].length ?? 0;
}

function placeAt(query: string, offset: number, token: string): Place {
  const before = query.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, character: offset - lineStart, token };
}
