/** Parameter files: values for the parameters of a template. */

import type { Json, Row } from '../../model/estate.ts';
import type { Location } from '../../model/finding.ts';
import { unknownValue } from '../../model/json.ts';
import type { TextFile } from '../../sources/files.ts';
import { type JsonText, readJson } from '../../sources/json-text.ts';
import type { Problem } from '../../sources/problem.ts';
import type { Path } from '../../sources/yaml.ts';
import { isRow } from './reading.ts';

/** A value that a file gives to a parameter, and where. */
export type GivenParameter = { readonly name: string; readonly value: () => Json; readonly locate: () => Location };

/** By name in lower case, as Azure compares them. */
export type GivenParameters = ReadonlyMap<string, GivenParameter>;

/** Reads several; the values of later ones win. */
export function readParameterFiles(files: readonly TextFile[]): { given: GivenParameters; problems: Problem[] } {
  const given = new Map<string, GivenParameter>();
  const problems: Problem[] = [];
  for (const file of files) {
    const json = readJson(file);
    if ('problems' in json) problems.push(...json.problems);
    else for (const parameter of entries(json, problems)) given.set(parameter.name.toLowerCase(), parameter);
  }
  return { given, problems };
}

function entries(json: JsonText, problems: Problem[]): GivenParameter[] {
  const { value } = json;
  const refuse = (says: string, path: Path = []): GivenParameter[] => {
    problems.push({ ...json.locate(path), says });
    return [];
  };
  if (!isRow(value))
    return refuse('a parameter file must be an object, such as {"parameters": {"name": {"value": …}}}');
  if ('resources' in value) return refuse('this is a template, where a parameter file is expected');
  if (typeof value.parametersJson === 'string') return compiled(json, value.parametersJson, problems);
  const isWhole = isRow(value.parameters) && ('$schema' in value || Object.keys(value).every(isPartOfFile));
  const parameters = isWhole ? (value.parameters as Row) : value;
  const base: Path = isWhole ? ['parameters'] : [];
  return Object.entries(parameters).flatMap(([name, entry]) => {
    if (!isWhole && isPartOfFile(name)) return [];
    const path = [...base, name];
    const found = contentOf(entry, !isWhole);
    if (found === undefined)
      return refuse(`the parameter "${name}" must be an object with a "value" or a "reference" to a key vault`, path);
    return [{ name, value: () => found, locate: () => json.locate(path) }];
  });
}

const isPartOfFile = (key: string) =>
  ['$schema', 'contentVersion', 'parameters', 'using', 'metadata', 'externalInputDefinitions'].includes(key);

/** `bicep build-params --stdout` wraps the parameter file as a text, beside its template. */
function compiled(outer: JsonText, text: string, problems: Problem[]): GivenParameter[] {
  const inner = readJson({ file: outer.file, text });
  const at = outer.locate(['parametersJson']);
  if ('problems' in inner) {
    problems.push(...inner.problems.map(({ says }) => ({ ...at, says })));
    return [];
  }
  return entries({ ...inner, locate: () => at }, problems);
}

function contentOf(entry: Json, isPlain: boolean): Json | undefined {
  if (isRow(entry)) {
    if ('value' in entry) return entry.value;
    if ('reference' in entry) return unknownValue('its value comes from a key vault when it is deployed');
    if ('expression' in entry) return unknownValue('its value is computed when it is deployed');
  }
  return isPlain ? entry : undefined;
}
