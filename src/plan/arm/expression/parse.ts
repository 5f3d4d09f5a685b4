/** Reads the strings of an ARM template: expressions in brackets, and plain text ("Syntax and expressions in ARM templates"). */

/** Offsets are those of the string, where the part starts. */
export type Expression =
  | { readonly is: 'literal'; readonly value: string | number; readonly offset: number }
  | {
      readonly is: 'call';
      /** As written. */
      readonly name: string;
      /** Of a function that the template defines itself. */
      readonly namespace?: string;
      readonly args: readonly Expression[];
      readonly offset: number;
    }
  /** `of.key` and `of[key]`. Safe access has no syntax of its own: Bicep compiles it to calls of `tryGet`. */
  | { readonly is: 'property'; readonly of: Expression; readonly key: Expression; readonly offset: number };

export type ExpressionFault = { readonly fault: string; readonly offset: number };

/** "Template limits": 24,576 characters in a template expression. */
const LONGEST = 24_576;

/** Deeper than people and compilers write, and shallow enough for the stack. */
const DEEPEST = 200;

/** Whether a string of a template is an expression rather than text. */
function isExpression(text: string): boolean {
  return text.startsWith('[') && !text.startsWith('[[') && text.endsWith(']');
}

/** Text is a literal; `[[…]` is the text `[…]`. */
export function parseExpression(text: string): Expression | ExpressionFault {
  if (!isExpression(text)) {
    return { is: 'literal', value: text.startsWith('[[') && text.endsWith(']') ? text.slice(1) : text, offset: 0 };
  }
  if (text.length > LONGEST) return { fault: `it is longer than ${LONGEST} characters`, offset: 0 };
  return new Reader(text).whole();
}

class Fault extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

class Reader {
  readonly #text: string;
  #at = 1;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): Expression | ExpressionFault {
    try {
      const found = this.#expression();
      this.#expect(']');
      if (this.#at < this.#text.length) throw new Fault('expected nothing after the closing ]', this.#at);
      return found;
    } catch (error) {
      if (error instanceof Fault) return { fault: error.message, offset: error.offset };
      throw error;
    }
  }

  #expression(): Expression {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new Fault('it nests too deeply', this.#at);
    let found = this.#primary();
    for (;;) {
      const offset = this.#skipSpace();
      if (this.#take('.')) {
        const at = this.#skipSpace();
        const name = this.#match(/[\w$@-]+/y) ?? this.#expected('the name of a property');
        found = { is: 'property', of: found, key: { is: 'literal', value: name, offset: at }, offset };
      } else if (this.#take('[')) {
        const key = this.#expression();
        this.#expect(']');
        found = { is: 'property', of: found, key, offset };
      } else {
        this.#depth -= 1;
        return found;
      }
    }
  }

  #primary(): Expression {
    const offset = this.#skipSpace();
    const quoted = this.#match(/'(?:[^']|'')*'/y);
    if (quoted !== undefined) return { is: 'literal', value: quoted.slice(1, -1).replaceAll("''", "'"), offset };
    const digits = this.#match(/[+-]?\d+(?![\w.])/y);
    if (digits !== undefined) return { is: 'literal', value: Number(digits) + 0, offset };
    const name = this.#match(/[A-Za-z_][\w]*/y) ?? this.#expected('a function, a string or a number');
    this.#skipSpace();
    if (!this.#take('.')) return { is: 'call', name, args: this.#args(), offset };
    this.#skipSpace();
    const inner = this.#match(/[A-Za-z_][\w]*/y) ?? this.#expected('the name of a function');
    return { is: 'call', namespace: name, name: inner, args: this.#args(), offset };
  }

  #args(): Expression[] {
    this.#expect('(');
    const args: Expression[] = [];
    this.#skipSpace();
    if (this.#take(')')) return args;
    do args.push(this.#expression());
    while (this.#take(','));
    this.#expect(')');
    return args;
  }

  #expect(sign: string): void {
    this.#skipSpace();
    if (!this.#take(sign)) this.#expected(sign);
  }

  #expected(what: string): never {
    const found = this.#text[this.#at];
    throw new Fault(`expected ${what}, found ${found === undefined ? 'the end' : found}`, this.#at);
  }

  #take(sign: string): boolean {
    if (this.#text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  /** The place of what comes next. */
  #skipSpace(): number {
    this.#match(/\s+/y);
    return this.#at;
  }
}
