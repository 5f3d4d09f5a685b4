/** Reads the JSON files of CycleCloud and of the Azure CLI, whose keys may be spelt in any case. */

import type { Json, Row } from '../../model/estate.ts';
import type { Location } from '../../model/finding.ts';
import type { Position, Problem } from '../problem.ts';
import { type Path, readYaml, type YamlText } from '../yaml.ts';

/** Something that was read, and where: the place of the value or, where it is absent, of what should hold it. */
export type Located<T> = { readonly value: T; readonly at: Location };

/** A JSON object of a file. */
export type JsonObject = {
  readonly source: YamlText;
  readonly path: Path;
  readonly value: Row;
};

/** The object that a JSON text is, or why it is none. `what` names it: "CycleCloud account record". */
export function readObject(
  text: string,
  file: string,
  what: string,
): { readonly object: JsonObject | null; readonly problems: readonly Problem[] } {
  const json = text.replace(/^\ufeff/, '');
  const source = readYaml(json, file);
  const fault = faultOf(json);
  if (fault !== undefined) {
    // The parsers' own messages quote the text around a fault, and that may be a secret.
    const says = `this is not valid JSON; expected one object "{ … }" that is a ${what}`;
    return { object: null, problems: [{ file, ...fault, says }] };
  }
  if (source.problems.length > 0) return { object: null, problems: source.problems };
  const { value } = source;
  if (!isObject(value)) {
    const says = `expected one JSON object "{ … }" that is a ${what}`;
    return { object: null, problems: [{ ...source.locate([]), says }] };
  }
  return { object: { source, path: [], value }, problems: [] };
}

/** Where a text stops being JSON, or `undefined`. */
function faultOf(json: string): Position | undefined {
  try {
    JSON.parse(json);
    return undefined;
  } catch (error) {
    // NOTE: V8 (Node 24) says the position of most faults, but not of words without quotes.
    const position = /at position (\d+)/.exec(String(error))?.[1];
    const before = json.slice(0, position === undefined ? strayWord(json) : Number(position)).split('\n');
    return { line: before.length, column: before.at(-1)!.length + 1 };
  }
}

/** The offset of the first thing that is neither a quoted text nor a number, a literal or punctuation; or the end. */
function strayWord(json: string): number {
  for (const { 0: token, index } of json.matchAll(/"(?:[^"\\]|\\.)*"|[^\s{}[\]:,]+/g)) {
    if (!/^(".*"|true|false|null|-?\d[\d.eE+-]*)$/s.test(token)) return index;
  }
  return json.length;
}

/** Whether a value is an object. */
export function isObject(value: Json | undefined): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first of some keys that an object has, spelt in any case: as it is spelt there. */
export function keyOf(object: JsonObject, ...names: readonly string[]): string | undefined {
  const keys = Object.keys(object.value);
  for (const name of names) {
    const found = keys.find(key => key.toLowerCase() === name.toLowerCase());
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The first text under some keys; `null` where all are absent, `null` or blank. Other values are problems. */
export function readText(object: JsonObject, problems: Problem[], ...names: readonly string[]): Located<string | null> {
  const keys = names.map(name => keyOf(object, name)).filter(key => key !== undefined);
  const key = keys.find(key => !isBlank(object.value[key]!)) ?? keys[0];
  if (key === undefined) return { value: null, at: object.source.locate(object.path) };
  const at = object.source.locate([...object.path, key]);
  const value = object.value[key]!;
  if (isBlank(value)) return { value: null, at };
  if (typeof value === 'string') return { value: value.trim(), at };
  problems.push({ ...at, says: `"${key}" is no text; write it in double quotes` });
  return { value: null, at };
}

function isBlank(value: Json): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '');
}

/** The object under a key spelt in any case, or `undefined`. */
export function childOf(object: JsonObject, name: string): JsonObject | undefined {
  const key = keyOf(object, name);
  if (key === undefined) return undefined;
  const value = object.value[key];
  return isObject(value) ? { source: object.source, path: [...object.path, key], value } : undefined;
}

/** The items of the list under a key spelt in any case; none where it is absent or `null`. */
export function listOf(
  object: JsonObject,
  name: string,
  problems: Problem[],
): (Located<Json> & { readonly path: Path })[] {
  const key = keyOf(object, name);
  const list = key === undefined ? null : object.value[key]!;
  if (key === undefined || list === null) return [];
  const path = [...object.path, key];
  if (!Array.isArray(list)) {
    problems.push({ ...object.source.locate(path), says: `"${key}" is no list; write "[ … ]"` });
    return [];
  }
  return list.map((value: Json, index) => {
    const itemPath = [...path, index];
    return { value, path: itemPath, at: object.source.locate(itemPath) };
  });
}
