/** Reads the file that gives a cluster's parameters their values: `cyclecloud create_cluster … -p parameters.json`. */

import type { Json } from '../../model/estate.ts';
import type { Location } from '../../model/finding.ts';
import type { Problem } from '../problem.ts';
import { readObject } from './json.ts';

/** The values of a parameter file by the names of the parameters, in lower case: the language ignores case. */
export type Parameters = {
  readonly file: string;
  readonly values: ReadonlyMap<string, ParameterValue>;
};

export type ParameterValue = {
  /** As the file spells it. */
  readonly name: string;
  readonly value: Json;
  readonly at: Location;
  /** The place of something within the value: keys and indexes, then the offset in the text there. */
  locate(path: readonly (string | number)[], offset?: number): Location;
};

/** The parameters of a file, and what is wrong with it. */
export function parseParameters(
  text: string,
  file: string,
): { readonly parameters: Parameters | null; readonly problems: readonly Problem[] } {
  const { object, problems } = readObject(text, file, 'CycleCloud parameter file');
  if (object === null) return { parameters: null, problems };
  const values = new Map<string, ParameterValue>();
  const twice: Problem[] = [];
  for (const [name, value] of Object.entries(object.value)) {
    const at = object.source.locate([name]);
    const first = values.get(name.toLowerCase());
    if (first !== undefined) {
      const says = `"${name}" and "${first.name}" in line ${first.at.line} are the same parameter; keep one of them`;
      twice.push({ ...object.source.locateKey([name]), says });
    }
    values.set(name.toLowerCase(), {
      name,
      value,
      at,
      locate: (path, offset) =>
        offset === undefined
          ? object.source.locate([name, ...path])
          : object.source.locateWithin([name, ...path], offset),
    });
  }
  return { parameters: { file, values }, problems: twice };
}
