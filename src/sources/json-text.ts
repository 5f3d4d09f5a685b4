/** JSON texts of any size, with the place of every value, which is looked for when it is asked for. */

import { createScanner, type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import type { Json } from '../model/estate.ts';
import type { Location } from '../model/finding.ts';
import type { TextFile } from './files.ts';
import type { Problem } from './problem.ts';
import type { Path } from './yaml.ts';

/** A JSON file's value, and where its parts stand. */
export type JsonText = {
  readonly file: string;
  readonly value: Json;
  /** The place of the value at a path – of its key, in an object – or of the nearest thing above it that exists. */
  locate(path: Path): Location;
};

/** What people and tools write stays far below this; deeper is an attack or a mistake. */
const MAX_DEPTH = 200;

/** Reads one JSON text, in which comments may stand, as Azure Resource Manager's templates have them. Never throws. */
export function readJson(source: TextFile): JsonText | { readonly problems: readonly Problem[] } {
  const { file } = source;
  // A byte order mark is no part of the text.
  const text = source.text.replace(/^\uFEFF/, '');
  const places = new Places(text, file);
  const deep = deeperThan(text, MAX_DEPTH);
  if (deep !== undefined)
    return {
      problems: [{ ...places.at(deep), says: `nested more than ${MAX_DEPTH} levels deep; is it the right file?` }],
    };
  let value: Json;
  try {
    // Many times faster than the parser that knows comments and places.
    value = JSON.parse(text);
  } catch {
    const errors: ParseError[] = [];
    value = parse(text, errors, { disallowComments: false, allowTrailingComma: false });
    const [first] = errors;
    if (first !== undefined) {
      const says = `not valid JSON: ${SAYS[printParseErrorCode(first.error)] ?? 'something is not as JSON has it'}${
        first.offset >= text.trimEnd().length ? ', as the file ends here; is it whole?' : ''
      }`;
      return { problems: [{ ...places.at(first.offset), says }] };
    }
  }
  return { file, value, locate: path => places.of(path) };
}

const SAYS: { readonly [code: string]: string } = {
  InvalidSymbol: 'an unknown word',
  InvalidNumberFormat: 'a number is malformed',
  PropertyNameExpected: 'a key in double quotes was expected',
  ValueExpected: 'a value was expected',
  ColonExpected: 'a colon was expected',
  CommaExpected: 'a comma was expected',
  CloseBraceExpected: 'a closing brace was expected',
  CloseBracketExpected: 'a closing bracket was expected',
  EndOfFileExpected: 'the end of the file was expected',
  UnexpectedEndOfComment: 'a comment is not closed',
  UnexpectedEndOfString: 'a string is not closed',
  UnexpectedEndOfNumber: 'a number is malformed',
  InvalidUnicode: 'an escape is malformed',
  InvalidEscapeCharacter: 'an escape is malformed',
  InvalidCharacter: 'a string holds a control character',
};

/** The offset of the first bracket that opens a level too deep. */
function deeperThan(text: string, levels: number): number | undefined {
  let depth = 0;
  const brackets = /"(?:[^"\\]|\\.)*"|[[{\]}]/gs;
  for (let match = brackets.exec(text); match !== null; match = brackets.exec(text)) {
    const [token] = match;
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    if (depth > levels) return match.index;
  }
  return undefined;
}

/** Where a child of an object or list stands: its key, where it has one, and its value. */
type Child = { readonly shown: number; readonly value: number };

/** Each object or list is gone through once, when something in it is asked for. */
class Places {
  readonly #text: string;
  readonly #file: string;
  readonly #children = new Map<number, ReadonlyMap<string | number, Child>>();
  #lines: readonly number[] | undefined;

  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
  }

  of(path: Path): Location {
    let here: Child = { shown: this.#start(), value: this.#start() };
    for (const step of path) {
      const next = this.#childrenOf(here.value).get(step);
      if (next === undefined) break;
      here = next;
    }
    return this.at(here.shown);
  }

  at(offset: number): Location {
    this.#lines ??= lineStarts(this.#text);
    const lines = this.#lines;
    let low = 0;
    let high = lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (lines[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { file: this.#file, line: low + 1, column: offset - lines[low]! + 1 };
  }

  #start(): number {
    const scanner = createScanner(this.#text, true);
    scanner.scan();
    return scanner.getTokenOffset();
  }

  #childrenOf(offset: number): ReadonlyMap<string | number, Child> {
    const known = this.#children.get(offset);
    if (known !== undefined) return known;
    const children = new Map<string | number, Child>();
    this.#children.set(offset, children);
    const scanner = createScanner(this.#text, true);
    scanner.setPosition(offset);
    // A token by its first character, which tells all that matters here; empty at the end of the text.
    const next = () => {
      scanner.scan();
      return this.#text.charAt(scanner.getTokenOffset());
    };
    const opened = next();
    if (!isOpening(opened)) return children;
    for (let index = 0; ; index += 1) {
      let token = next();
      if (token === ',') token = next();
      if (token === '' || isClosing(token)) return children;
      const shown = scanner.getTokenOffset();
      const key = opened === '[' ? index : scanner.getTokenValue();
      if (opened === '{') {
        next();
        token = next();
      }
      children.set(key, { shown, value: scanner.getTokenOffset() });
      for (let depth = 0; token !== ''; token = next()) {
        if (isOpening(token)) depth += 1;
        if (isClosing(token)) depth -= 1;
        if (depth === 0) break;
      }
    }
  }
}

const isOpening = (token: string) => token === '{' || token === '[';
const isClosing = (token: string) => token === '}' || token === ']';

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
