/** What a word of the command line becomes: no argument, one or several. */

import type { ParsedScript, Word, WordPart } from 'unbash';
import { hole, whyHole } from '../hole.ts';
import { placeholdersAsHoles } from '../placeholder.ts';
import { type Expansion, expandParameter, firstOf, lookUp, unset } from './parameter.ts';

/** An expansion that can also run the commands of `$(…)`. */
export type WordExpansion = Expansion & {
  /** What a substituted script prints. */
  readonly substitute: (script: ParsedScript, offset: number) => Promise<string>;
};

/** One argument. `loose` where it is an unquoted expansion of which nothing is known: it may be no argument, or many. */
export type Field = { readonly text: string; readonly loose: boolean };

/** The arguments that a word becomes, in order. */
export async function expandWord(word: Word, shell: WordExpansion): Promise<Field[]> {
  const fields = new Fields();
  if (word.parts === undefined) fields.add(word.value);
  else for (const part of word.parts) await addPart(part, fields, shell);
  return fields.all().map(({ text, loose }) => ({ text: placeholdersAsHoles(text), loose }));
}

/** A word where the shell splits nothing, as in an assignment. */
export async function expandText(word: Word, shell: WordExpansion): Promise<string> {
  return expandParts(word.parts, word.value, shell);
}

/** Parts that stand between quotes or in a heredoc. */
export async function expandParts(
  parts: readonly WordPart[] | undefined,
  plain: string,
  shell: WordExpansion,
): Promise<string> {
  if (parts === undefined) return placeholdersAsHoles(plain);
  const texts: string[] = [];
  for (const part of parts) texts.push((await partTexts(part, shell)).join(' '));
  return placeholdersAsHoles(texts.join(''));
}

class Fields {
  readonly #fields: { text: string; loose: boolean }[] = [];
  #isOpen = false;

  /** Goes on with the argument that is being made, or begins one. */
  add(text: string, loose = false): void {
    if (!this.#isOpen) this.#fields.push({ text: '', loose: true });
    this.#isOpen = true;
    const last = this.#fields.at(-1)!;
    last.loose &&= loose;
    last.text += text;
  }

  close(): void {
    this.#isOpen = false;
  }

  all(): readonly Field[] {
    return this.#fields;
  }
}

async function addPart(part: WordPart, fields: Fields, shell: WordExpansion): Promise<void> {
  if (part.type === 'DoubleQuoted' || part.type === 'LocaleString') {
    // "${A[@]}" makes an argument of each element; of none it makes none.
    const [only] = part.parts;
    if (part.parts.length === 1 && only !== undefined && isList(only)) {
      for (const [index, text] of (await partTexts(only, shell)).entries()) {
        if (index > 0) fields.close();
        fields.add(text);
      }
      return;
    }
    for (const child of part.parts) fields.add((await partTexts(child, shell)).join(' '));
    if (part.parts.length === 0) fields.add('');
    return;
  }
  const isExpansion = /Expansion$/.test(part.type) && part.type !== 'BraceExpansion';
  const texts = await partTexts(part, shell);
  if (!isExpansion) {
    for (const text of texts) fields.add(text);
    return;
  }
  for (const [index, text] of texts.entries()) {
    if (index > 0) fields.close();
    addSplit(text, fields, firstOf(shell.scope.variables.get('IFS')) ?? ' \t\n');
  }
}

/** Adds what the shell splits at the characters of `IFS`: white space in any number, of others each one. */
function addSplit(text: string, fields: Fields, ifs: string): void {
  if (ifs === '' || whyHole(ifs) !== undefined) {
    fields.add(text, whyHole(text) !== undefined);
    return;
  }
  const isBlank = (character: string) => /\s/.test(character);
  const others = [...ifs].filter(character => !isBlank(character));
  const blanks = [...ifs].filter(isBlank);
  let even = text;
  for (const other of others) even = even.replaceAll(other, '\uE005');
  for (const blank of blanks) even = even.replaceAll(blank, '\uE006');
  even = even.replaceAll(/\uE006*\uE005\uE006*/g, '\uE005');
  if (/^[\uE005\uE006]/.test(even)) fields.close();
  for (const [index, piece] of even
    .replaceAll(/^\uE006+|\uE006+$/g, '')
    .split(/\uE005|\uE006+/)
    .entries()) {
    if (index > 0) fields.close();
    if (piece !== '') fields.add(piece, whyHole(piece) !== undefined);
  }
  if (/[^\uE005\uE006][\uE005\uE006]+$/.test(even)) fields.close();
}

function isList(part: WordPart): boolean {
  return part.type === 'SimpleExpansion'
    ? part.text === '$@'
    : part.type === 'ParameterExpansion' && (part.index?.text === '@' || (part.parameter === '@' && !part.operation));
}

async function partTexts(part: WordPart, shell: WordExpansion): Promise<readonly string[]> {
  switch (part.type) {
    case 'Literal':
    case 'Glob':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return [part.value];
    case 'DoubleQuoted':
    case 'LocaleString':
      return [await expandParts(part.parts, '', shell)];
    case 'SimpleExpansion': {
      const name = part.text.slice(1);
      const found = lookUp(name, shell);
      if (found === undefined) return [unset(name)];
      return name === '@' || name === '*' ? (typeof found === 'string' ? [found] : found) : [firstOf(found)!];
    }
    case 'ParameterExpansion':
      return expandParameter(part, shell);
    case 'CommandExpansion':
      if (part.script === undefined) return [hole(`${short(part.text)} is not worked out`)];
      return [(await shell.substitute(part.script, part.pos)).replace(/\n+$/, '')];
    case 'ProcessSubstitution':
      // What stands in it runs as well.
      if (part.script !== undefined) await shell.substitute(part.script, part.pos);
      return [hole(`${short(part.text)} is not worked out`)];
    default:
      return [hole(`${short(part.text)} is not worked out`)];
  }
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}
