/**
 * The Azure CLI's shorthand for objects: `key=value`, `a.b[0].c=value`, `{key:value,list:[a,b]}`, single quotes around what holds
 * punctuation (Azure CLI, "Shorthand syntax").
 */

import type { Json } from '../../model/estate.ts';

export type Path = readonly (string | number)[];

const KEY = /^((?:[A-Za-z0-9_-]+|\[-?\d+\])(?:\[-?\d+\]|\.[A-Za-z0-9_-]+)*)=([\s\S]*)$/;

/** Takes `key=value` apart; `undefined` where the text has no key. */
export function partialValue(text: string): { readonly path: Path; readonly value: string } | undefined {
  const [, key, value] = KEY.exec(text) ?? [];
  if (key === undefined || value === undefined) return undefined;
  const path = [...key.matchAll(/\[(-?\d+)\]|([A-Za-z0-9_-]+)/g)].map(([, index, name]) => name ?? Number(index));
  return { path, value };
}

/** Reads a value that may be an object or a list, in shorthand or JSON; `undefined` where it is neither. */
export function shorthand(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    const reader = new Reader(text);
    const value = reader.value(0);
    return reader.isDone && value !== undefined ? value : undefined;
  }
}

/** A value that is no object: as it stands, without the single quotes that may be around all of it. */
export function simpleValue(text: string): string | null {
  if (text === 'null') return null;
  return /^'(?:[^']|'\/)*'$/.test(text) ? text.slice(1, -1).replaceAll("'/", "'") : text;
}

const DEEPEST = 50;

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isDone(): boolean {
    return this.#at === this.#text.length;
  }

  value(depth: number): Json | undefined {
    if (depth > DEEPEST) return undefined;
    if (this.#take('{')) return this.#object(depth);
    if (this.#take('[')) return this.#list(depth);
    return this.#string();
  }

  #object(depth: number): Json | undefined {
    const entries: [string, Json][] = [];
    while (!this.#take('}')) {
      const key = this.#string();
      if (typeof key !== 'string' || !this.#take(':')) return undefined;
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      entries.push([key, value]);
      if (!this.#take(',') && this.#text[this.#at] !== '}') return undefined;
    }
    return Object.fromEntries(entries);
  }

  #list(depth: number): Json | undefined {
    const items: Json[] = [];
    while (!this.#take(']')) {
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      items.push(value);
      if (!this.#take(',') && this.#text[this.#at] !== ']') return undefined;
    }
    return items;
  }

  #string(): string | null | undefined {
    const [found] = /^(?:'(?:[^']|'\/)*'|[^,:\]}\s"']+)/.exec(this.#text.slice(this.#at)) ?? [];
    if (found === undefined) return undefined;
    this.#at += found.length;
    return simpleValue(found);
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }
}
